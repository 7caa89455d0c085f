package io.videotask.generated.gateway;

/** The details of a video in an answer. */
public enum DetailKind {
  /** The id of the video's file, for gateways that name a file instead of a URL. */
  FILE_ID,
  /** The file's name. */
  FILE_NAME,
  /** The format, such as {@code mp4}. */
  FORMAT,
  /** Width and height in one text. */
  SIZE,
  /** Pixels. */
  WIDTH,
  /** Pixels. */
  HEIGHT,
  /** Seconds. */
  DURATION,
  /** Frames in a second. */
  FPS,
  /** The seed that was used. */
  SEED,
  /** The file's size. */
  BYTES
}
