package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.task.LostSubmit;
import io.videotask.task.VideoRequest;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to look for the task of a submit, as it is stored with its intent: by the
 * database's clock, since the clock of the machine that looks for it may be another one than that
 * of the machine that has submitted. Thread-safe.
 */
final class SubmitDescriptions {
  private final VideoTasks videos;
  private final DatabaseClock clock;
  private final TimeSource time;

  SubmitDescriptions(VideoTasks videos, DatabaseClock clock, TimeSource time) {
    this.videos = videos;
    this.clock = clock;
    this.time = time;
  }

  /**
   * Describes a submit that is about to be sent.
   *
   * @param request with its correlation id
   * @param within how long it may take
   * @return null where the client refuses the request, which it then does when it is submitted
   */
  @Nullable LostSubmit describe(VideoRequest request, Duration within) {
    Instant now = time.now();
    try {
      return videos.lostSubmits().describe(request, now, now.plus(within));
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Returns the same submit, given up now. */
  LostSubmit givenUp(LostSubmit lost) {
    Instant now = time.now();
    return between(lost, lost.submittedAt(), max(now, lost.submittedAt()));
  }

  /** Returns the JSON that is stored. */
  String json(LostSubmit lost) {
    return JsonText.lostSubmit(moved(lost, Duration.between(time.now(), clock.now())));
  }

  /**
   * Returns what is needed to look for the task of a row, by this machine's clock.
   *
   * @return null where that is not known: the row has another state, or an earlier version or a
   *     newer one wrote it
   */
  @Nullable LostSubmit of(Row row) {
    String json = row.waitState();
    boolean unknown =
        row.state() == TrackState.INTENT || row.outcome() == TrackOutcome.OUTCOME_UNKNOWN;
    if (!unknown || json == null) {
      return null;
    }
    try {
      return moved(JsonText.lostSubmit(json), Duration.between(clock.now(), time.now()));
    } catch (TrackingException | IllegalArgumentException e) {
      return null;
    }
  }

  private static LostSubmit moved(LostSubmit lost, Duration by) {
    return between(lost, lost.submittedAt().plus(by), lost.endedAt().plus(by));
  }

  private static LostSubmit between(LostSubmit lost, Instant submittedAt, Instant endedAt) {
    return new LostSubmit(
        lost.gateway(),
        lost.correlationId(),
        lost.identified(),
        submittedAt,
        endedAt,
        lost.model(),
        lost.promptHash(),
        lost.hasFrame(),
        lost.requestHash());
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
