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
 * Hints for the time of the next poll: the kind of task, when the gateway last updated it, the
 * gateway's clock. They don't affect the task itself, so unreadable values are ignored.
 *
 * @param kind the kind of task; null where the answer does not say
 * @param updated when the gateway last updated the task; null where unknown
 */
public record TimingHintReader(@Nullable String kind, @Nullable Instant updated) {
  private static final long OLDEST_SECONDS = Duration.ofDays(7).toSeconds();
  private static final int LONGEST_KIND = 100;

  /** Returns the hints of the level with the gateway's status, or else of the level around it. */
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
   * Returns the hints of an answer.
   *
   * @param now the time by the local clock
   * @param gatewayTime the time by the gateway's clock; null where unknown
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

  /** Returns the time since an instant; null where it is implausible. */
  private static @Nullable Duration since(@Nullable Instant moment, Instant now) {
    return moment != null && makesSense(moment, now) ? Duration.between(moment, now) : null;
  }

  private static boolean makesSense(Instant moment, Instant now) {
    return moment.isBefore(now) && now.getEpochSecond() - moment.getEpochSecond() <= OLDEST_SECONDS;
  }
}
