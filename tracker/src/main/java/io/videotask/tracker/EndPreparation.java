package io.videotask.tracker;

import io.videotask.VideoTasks;
import io.videotask.download.Downloaded;
import io.videotask.error.ErrorKind;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an end needs before its handler is called: the task as the gateway describes it, and its
 * video where one is downloaded. Thread-safe.
 */
final class EndPreparation {
  /** An answer that is older may have URLs that have expired. */
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final VideoTasks videos;
  private final TimeSource time;
  private final @Nullable EndDownload download;

  /**
   * An end that can be delivered.
   *
   * @param expired whether its video was to be downloaded, and has expired before
   * @param why how that showed; null where the gateway has forgotten the task
   */
  record Prepared(TrackedEnd end, boolean expired, @Nullable VideoTaskException why) {}

  /**
   * @param download null if no video is downloaded
   */
  EndPreparation(VideoTasks videos, TimeSource time, @Nullable EndDownload download) {
    this.videos = videos;
    this.time = time;
    this.download = download;
  }

  /** Returns whether the gateway is asked, or a video downloaded, for an end. */
  boolean needsGateway(TrackOutcome outcome, @Nullable VideoTask known) {
    return (isReported(outcome) && !isFresh(known))
        || (outcome == TrackOutcome.COMPLETED && download != null);
  }

  /**
   * Prepares an end.
   *
   * @param known the end as the gateway reported it; null if that is not known
   * @throws NotReadyException when the gateway or the host of the video cannot be used now
   * @throws Exception when the video cannot be stored, or the application's sink fails
   */
  Prepared prepare(Row row, TrackOutcome outcome, @Nullable VideoTask known) throws Exception {
    TaskRef ref = row.ref();
    boolean ofThisEnd = known != null && known.ref().equals(ref);
    VideoTask answer = ofThisEnd && isFresh(known) ? known : null;
    if (answer == null && ref != null && isReported(outcome)) {
      answer = ask(ref);
    }
    Downloaded video = null;
    boolean expired = false;
    VideoTaskException why = null;
    if (download != null && outcome == TrackOutcome.COMPLETED) {
      if (answer instanceof VideoTask.Completed completed) {
        try {
          video = download.download(row.key(), row.task(), completed);
        } catch (VideoTaskException e) {
          if (e.kind() != ErrorKind.LINK_EXPIRED) {
            throw notReadyOr(e);
          }
          expired = true;
          why = e;
        }
      } else if (answer == null || answer.state().isTerminal()) {
        // The gateway has forgotten the task, or its video.
        expired = true;
      } else {
        throw new IllegalStateException(
            "the gateway reported the task as completed, and now as " + answer.state());
      }
    }
    TrackedEnd end = new TrackedEnd(row.key(), row.task(), outcome, answer, video);
    return new Prepared(end, expired, why);
  }

  private boolean isFresh(@Nullable VideoTask answer) {
    if (answer == null) {
      return false;
    }
    Instant now = time.now();
    Duration age = Duration.between(answer.seenAt(), now);
    boolean expired =
        answer instanceof VideoTask.Completed completed
            && completed.videos().stream()
                .anyMatch(video -> video.expiresAt() != null && video.expiresAt().isBefore(now));
    return !expired && !age.isNegative() && age.compareTo(MAX_AGE) <= 0;
  }

  private static boolean isReported(TrackOutcome outcome) {
    return switch (outcome) {
      case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
      case TIMED_OUT, NOT_FOUND, OUTCOME_UNKNOWN, NOT_CREATED -> false;
    };
  }

  /** Asks for the task again: URLs are not stored, and those of earlier may have expired. */
  private @Nullable VideoTask ask(TaskRef ref) throws Exception {
    try {
      return videos.query(ref);
    } catch (TaskNotFoundException e) {
      return null;
    } catch (VideoTaskException e) {
      throw notReadyOr(e);
    } catch (IllegalArgumentException e) {
      // This node's client has no such gateway; another one's may.
      throw new NotReadyException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Exception notReadyOr(VideoTaskException e) {
    return switch (e.kind()) {
      case UNREACHABLE,
          RATE_LIMITED,
          MALFORMED_RESPONSE,
          TIMED_OUT,
          AUTHENTICATION,
          PERMISSION,
          INTERRUPTED,
          CLOSED ->
          new NotReadyException(String.valueOf(e.getMessage()), e);
      case NOT_FOUND, REJECTED, OUTCOME_UNKNOWN, UNSAFE_URL, LINK_EXPIRED, NO_URL, IO -> e;
    };
  }
}
