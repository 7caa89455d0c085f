package io.videotask.generated.gateway;

/** The fields of a request that only some gateways have. */
public enum RequestField {
  /** The text that describes the video. */
  PROMPT,
  /** The model. */
  MODEL,
  /** The first frame. */
  IMAGE,
  /** More than one first image. */
  IMAGES,
  /** The last frame. */
  LAST_IMAGE,
  /** The video's length. */
  DURATION,
  /** The video's size in pixels. */
  SIZE,
  /** The video's resolution, such as {@code 720p}. */
  RESOLUTION,
  /** The seed. */
  SEED,
  /** The URL that is called when the task has finished. */
  CALLBACK
}
