package io.videotask.tracker;

/** Where the row of a tracked task stands. */
public enum TrackState {
  /** The request is about to be submitted, and has no id yet. */
  INTENT,
  /** The task is polled. */
  OPEN,
  /** The task has ended, and its end is to be delivered to the handler. */
  ENDED,
  /** The handler has accepted the end. */
  DELIVERED,
  /** The handler has failed too often; {@link Tracker#redeliver} tries again. */
  PARKED,
  /** Nothing was created: the gateway refused the request, or it was not sent. */
  REJECTED
}
