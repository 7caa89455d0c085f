package io.videotask.generated.gateway;

/** The times in an answer. */
public enum TimeKind {
  /** When the task was created. */
  SUBMITTED,
  /** When work on it started. */
  STARTED,
  /** When it finished. */
  FINISHED,
  /** When the video's URL expires. */
  EXPIRES
}
