package io.videotask.schedule;

import java.time.Instant;

/**
 * What one answer teaches a schedule.
 *
 * @param before what was known of the task until then
 * @param after what is known now
 * @param watched whether the task was watched since that was known; if not, it was met as it is,
 *     and says nothing about tasks that ended before anybody asked
 * @param ended whether the task has ended since
 * @param signs what the answer told
 * @param now the time of day, by our clock
 */
public record PollSample(
    TaskTimeline before,
    TaskTimeline after,
    boolean watched,
    boolean ended,
    TimingHints signs,
    Instant now) {}
