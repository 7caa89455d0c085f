package io.videotask.gateway;

import io.videotask.task.TaskRef;
import java.util.List;
import java.util.function.Function;

/** What is known about a submit without an answer after the gateway was asked for its task. */
public sealed interface Resolution {
  /**
   * The task of the submit.
   *
   * @param proof why it is this submit's task and no other's
   */
  record Found(TaskRef task, Proof proof) implements Resolution {}

  /**
   * The submit created no task: submitting again pays once. Only said where it is proven: the
   * gateway had time to show the task, its list or its look-up by the client's id shows a later
   * task of this client, and not this one.
   */
  record Absent() implements Resolution {}

  /**
   * Neither is proven. No task is adopted, and submitting again may pay twice.
   *
   * @param reason what is missing, and what helps, in one sentence
   * @param candidates tasks that may be the submit's; not all where the gateway has no list
   */
  record Undecided(String reason, List<TaskRef> candidates) implements Resolution {
    /** Copies the list. */
    public Undecided {
      candidates = List.copyOf(candidates);
    }
  }

  /** Why a task is the one of a submit. */
  enum Proof {
    /** The gateway says that the task has the id that the client gave to this submit alone. */
    CLIENT_ID,
    /**
     * The same request with the same idempotency key was answered with this task, which the gateway
     * creates once for a key.
     */
    IDEMPOTENCY_KEY,
    /**
     * Every other submit of the account is known to have created another task or none, and this is
     * the only task left that fits.
     */
    EXCLUSION,
    /**
     * Several equal requests were lost, and there are no more tasks left than such submits: each
     * task is given to one of them. Which request made which is not known, and makes no difference
     * to the video.
     */
    INTERCHANGEABLE
  }

  /** Handles each variant; the Java 17 form of an exhaustive switch. */
  default <R> R match(
      Function<? super Found, ? extends R> found,
      Function<? super Absent, ? extends R> absent,
      Function<? super Undecided, ? extends R> undecided) {
    if (this instanceof Found f) {
      return found.apply(f);
    }
    return this instanceof Absent a ? absent.apply(a) : undecided.apply((Undecided) this);
  }
}
