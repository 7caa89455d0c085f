package io.videotask.task;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a task from one query. Immutable. Only the variants that have them carry a result
 * or a failure: use {@link #match} to handle all three, or {@link #orThrow()} where anything but a
 * finished video is an error.
 */
public sealed interface VideoTask {

  /** Returns what the answer reported, whatever the state. */
  Observation seen();

  /** A task that has not finished: {@code QUEUED}, {@code IN_PROGRESS} or {@code UNKNOWN}. */
  record Pending(Observation seen) implements VideoTask {
    public Pending {
      require(!seen.state().isTerminal(), seen);
    }
  }

  /**
   * A task that finished with a video.
   *
   * @param videos all videos, in order; at least one, whose URL may be null
   */
  record Completed(Observation seen, List<VideoResult> videos) implements VideoTask {
    public Completed {
      require(seen.state() == TaskState.COMPLETED && !videos.isEmpty(), seen);
      videos = List.copyOf(videos);
    }

    /** Returns the first video; mostly there is just one. */
    public VideoResult video() {
      return videos.get(0);
    }
  }

  /** A task that ended without a video: {@code FAILED}, {@code CANCELLED} or {@code EXPIRED}. */
  record Ended(Observation seen, TaskFailure failure) implements VideoTask {
    public Ended {
      require(seen.state().isTerminal() && seen.state() != TaskState.COMPLETED, seen);
    }
  }

  /** Returns the task's reference. */
  default TaskRef ref() {
    return seen().ref();
  }

  /** Returns the state of the task. */
  default TaskState state() {
    return seen().state();
  }

  /** Returns the outer status of the gateway, as sent; null where there was none. */
  default @Nullable String rawStatus() {
    return seen().rawStatus();
  }

  /** Returns the progress, 0 to 100; null where unknown. */
  default @Nullable Integer progress() {
    return seen().progress();
  }

  /** Returns what the task has cost; null where the answer does not say. */
  default @Nullable TaskCost cost() {
    return seen().cost();
  }

  /** Returns what the client decided or tolerated, for people. */
  default List<String> notes() {
    return seen().notes();
  }

  /** Returns a copy with one more note, for people: without URL and key. */
  default VideoTask withNote(String note) {
    Observation noted = seen().withNote(note);
    return match(
        pending -> new Pending(noted),
        completed -> new Completed(noted, completed.videos()),
        ended -> new Ended(noted, ended.failure()));
  }

  /** Returns when the answer was read, by this client's clock. */
  default Instant seenAt() {
    return seen().seenAt();
  }

  /** Calls the function of the variant; the Java 17 form of an exhaustive switch. */
  default <R> R match(
      Function<? super Pending, ? extends R> pending,
      Function<? super Completed, ? extends R> completed,
      Function<? super Ended, ? extends R> ended) {
    if (this instanceof Completed c) {
      return completed.apply(c);
    }
    if (this instanceof Ended e) {
      return ended.apply(e);
    }
    return pending.apply((Pending) this);
  }

  /**
   * Returns this task if it is completed.
   *
   * @throws NotCompletedException when the task is still running or ended without a video; carries
   *     this snapshot
   */
  default Completed orThrow() {
    if (this instanceof Completed completed) {
      return completed;
    }
    throw new NotCompletedException(this);
  }

  private static void require(boolean valid, Observation seen) {
    if (!valid) {
      throw new IllegalArgumentException("a task in state " + seen.state() + " is another variant");
    }
  }
}
