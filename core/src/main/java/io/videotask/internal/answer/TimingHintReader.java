package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerEnvelope;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.StringInterner;
import io.videotask.internal.text.Timestamps;
import io.videotask.schedule.TimingHints;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells about when to ask again: what kind of task it is, when the gateway last had
 * news of it, what its clock shows. Nothing of it says what a task is, so what can't be read is
 * simply not there.
 *
 * @param kind what kind of task it is; null where the answer does not say
 * @param updated when the gateway last heard something new
 */
public record TimingHintReader(@Nullable String kind, @Nullable Instant updated) {
  private static final long OLDEST_SECONDS = Duration.ofDays(7).toSeconds();
  private static final int LONGEST_KIND = 100;

  /** What the level with the gateway's own word tells, or else the one around it. */
  static TimingHintReader of(AnswerEnvelope outer) {
    AnswerNode.Hints row = outer.row().hints();
    AnswerNode.Hints top = outer.top().hints();
    String kind = kind(row);
    Instant updated = moment(row);
    return new TimingHintReader(
        kind == null ? kind(top) : kind, updated == null ? moment(top) : updated);
  }

  private static @Nullable String kind(AnswerNode.Hints hints) {
    String kind = hints.kind();
    return kind == null || kind.length() > LONGEST_KIND ? null : kind;
  }

  private static @Nullable Instant moment(AnswerNode.Hints hints) {
    Scalar updated = hints.updated();
    return updated == null || !updated.isNumber() ? null : Timestamps.of(updated);
  }

  /**
   * The signs of an answer.
   *
   * @param now by our clock
   * @param gatewayTime what the gateway's clock showed; null where it did not say
   */
  public TimingHints signs(VideoTask task, Instant now, @Nullable Instant gatewayTime) {
    Instant gatewayNow = gatewayTime == null ? now : gatewayTime;
    List<Instant> news = new ArrayList<>(3);
    addNews(news, task.seen().startedAt(), gatewayNow);
    addNews(news, task.seen().finishedAt(), gatewayNow);
    addNews(news, updated, gatewayNow);
    return new TimingHints(
        StringInterner.one(kind),
        task.state() == TaskState.QUEUED,
        task.progress(),
        since(task.seen().submittedAt(), gatewayNow),
        task.state() == TaskState.QUEUED ? null : since(task.seen().startedAt(), gatewayNow),
        news,
        gatewayTime);
  }

  private static void addNews(List<Instant> news, @Nullable Instant moment, Instant gatewayNow) {
    if (moment != null && makesSense(moment, gatewayNow) && !news.contains(moment)) {
      news.add(moment);
    }
  }

  /** How long ago a moment was, unless that makes no sense. */
  private static @Nullable Duration since(@Nullable Instant moment, Instant now) {
    return moment != null && makesSense(moment, now) ? Duration.between(moment, now) : null;
  }

  private static boolean makesSense(Instant moment, Instant now) {
    return moment.isBefore(now) && now.getEpochSecond() - moment.getEpochSecond() <= OLDEST_SECONDS;
  }
}
