package io.videotask.poll;

/**
 * Is told what waits see. Called one at a time for each wait, on a thread of the client: it should
 * return soon. What it throws is ignored, and the wait goes on.
 *
 * @param <S> what a query sees
 */
public interface PollListener<S> {
  /** A query was answered. */
  default void onAnswer(S snapshot) {}

  /**
   * A query failed, and the wait goes on.
   *
   * @param failure what happened
   * @param inARow how many queries in a row have failed by now, this one included
   */
  default void onFailure(RuntimeException failure, int inARow) {}
}
