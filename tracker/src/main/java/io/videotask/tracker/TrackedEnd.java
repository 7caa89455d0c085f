package io.videotask.tracker;

import io.videotask.download.Downloaded;
import io.videotask.task.VideoTask;
import org.jspecify.annotations.Nullable;

/**
 * The end of a tracked task, as the handler gets it.
 *
 * @param key the same at every delivery of this end, and of no other: to recognise a repetition
 * @param task the row
 * @param outcome how the task ended
 * @param answer the task as the gateway describes it, with fresh URLs where the end is delivered
 *     later; null where there is no such answer: for an outcome that no answer reported, and where
 *     the gateway no longer knows the task
 * @param video the downloaded video; null unless {@link TrackerBuilder#downloadTo} is set and there
 *     is a video
 */
public record TrackedEnd(
    String key,
    TrackedTask task,
    TrackOutcome outcome,
    @Nullable VideoTask answer,
    @Nullable Downloaded video) {}
