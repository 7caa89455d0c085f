package io.videotask.task;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A task as one query saw it. Immutable. Only the variants that have them carry a result or a
 * failure: use {@link #match} to handle all three, or {@link #orThrow()} where anything but a
 * finished video is an error.
 */
public sealed interface VideoTask {

  /** What the answer told, whatever the state. */
  Observation seen();

  /** A task that has not ended: {@code QUEUED}, {@code IN_PROGRESS} or {@code UNKNOWN}. */
  record Pending(Observation seen) implements VideoTask {
    public Pending {
      require(!seen.state().isTerminal(), seen);
    }
  }

  /**
   * A task that made its video.
   *
   * @param videos all that it made, in order; at least one, whose address may be null
   */
  record Completed(Observation seen, List<VideoResult> videos) implements VideoTask {
    public Completed {
      require(seen.state() == TaskState.COMPLETED && !videos.isEmpty(), seen);
      videos = List.copyOf(videos);
    }

    /** The first of the videos; mostly there is just one. */
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

  /** The reference. */
  default TaskRef ref() {
    return seen().ref();
  }

  /** Where the task stands. */
  default TaskState state() {
    return seen().state();
  }

  /** The gateway's own outer word as it came; null where there was none. */
  default @Nullable String rawStatus() {
    return seen().rawStatus();
  }

  /** 0 to 100, or null where unknown. */
  default @Nullable Integer progress() {
    return seen().progress();
  }

  /** What the client had to decide or tolerate. */
  default List<String> notes() {
    return seen().notes();
  }

  /** The same with one more note, a word that a person can read: no address, no key. */
  default VideoTask withNote(String note) {
    Observation noted = seen().withNote(note);
    return match(
        pending -> new Pending(noted),
        completed -> new Completed(noted, completed.videos()),
        ended -> new Ended(noted, ended.failure()));
  }

  /** When the answer was read, by this client's clock. */
  default Instant seenAt() {
    return seen().seenAt();
  }

  /** Handles each variant; the Java 17 form of an exhaustive switch. */
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
   * The finished task.
   *
   * @throws NotCompletedException when the task is still running or ended without a video; it
   *     carries this snapshot
   */
  default Completed orThrow() {
    if (this instanceof Completed completed) {
      return completed;
    }
    throw new NotCompletedException(this);
  }

  private static void require(boolean fits, Observation seen) {
    if (!fits) {
      throw new IllegalArgumentException("a task in state " + seen.state() + " is another variant");
    }
  }
}
