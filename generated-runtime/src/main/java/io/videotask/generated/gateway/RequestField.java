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
  /** Images of what the video shows, as opposed to its frames. */
  REFERENCE_IMAGES,
  /** Videos to follow. */
  REFERENCE_VIDEOS,
  /** The video's length. */
  DURATION,
  /** The video's size in pixels. */
  SIZE,
  /** The video's resolution, such as {@code 720p}. */
  RESOLUTION,
  /** The ratio of width and height, such as {@code 16:9}. */
  ASPECT_RATIO,
  /** What the video must not show. */
  NEGATIVE_PROMPT,
  /** Whether the video has sound. */
  AUDIO,
  /** How many videos are made. */
  COUNT,
  /** The seed. */
  SEED,
  /** The URL that is called when the task has finished. */
  CALLBACK
}
