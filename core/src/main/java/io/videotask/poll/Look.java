package io.videotask.poll;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one query came to.
 *
 * @param <S> what a query sees
 */
public sealed interface Look<S> {
  /**
   * The query was answered.
   *
   * @param snapshot what it saw
   * @param ended whether there is nothing more to wait for
   * @param signs what it tells about when to ask again
   * @param wish when the gateway would like to be asked again; null where it did not say
   */
  record Answered<S>(S snapshot, boolean ended, Signs signs, @Nullable Duration wish)
      implements Look<S> {
    /** An answer that tells little. */
    public Answered(
        S snapshot,
        boolean ended,
        @Nullable Integer progress,
        @Nullable Duration age,
        @Nullable Duration wish) {
      this(snapshot, ended, Signs.of(progress, age), wish);
    }
  }

  /**
   * The query failed.
   *
   * @param failure what is thrown if nothing helps
   * @param remedy what can help
   * @param wish when the gateway would like to be asked again; null where it did not say
   */
  record Failed<S>(RuntimeException failure, Remedy remedy, @Nullable Duration wish)
      implements Look<S> {}

  /** What can be done about a query that failed. */
  enum Remedy {
    /** Ask again. */
    ASK_AGAIN,
    /** Ask again, more slowly: there were too many requests. */
    SLOW_DOWN,
    /** In a wait, go on asking; a single query gives up. */
    KEEP_WAITING,
    /**
     * In a wait, go on asking until the same comes three times in a row; a single query gives up.
     */
    MAKE_SURE,
    /** Nothing. */
    NONE
  }
}
