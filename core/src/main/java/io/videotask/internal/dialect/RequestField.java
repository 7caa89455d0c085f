package io.videotask.internal.dialect;

import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a request that only some gateways know. */
public enum RequestField {
  PROMPT,
  MODEL,
  /** The first frame. */
  IMAGE,
  /** More than one first image. */
  IMAGES,
  LAST_IMAGE,
  DURATION,
  SIZE,
  RESOLUTION,
  SEED;

  /** The fields that MiniMax knows, behind any gateway. */
  static final Set<RequestField> OF_MINIMAX =
      Set.of(PROMPT, MODEL, IMAGE, LAST_IMAGE, DURATION, RESOLUTION);

  private boolean isIn(VideoRequest request) {
    return switch (this) {
      case PROMPT -> request.prompt() != null;
      case MODEL -> request.model() != null;
      case IMAGE -> !request.images().isEmpty();
      case IMAGES -> request.images().size() > 1;
      case LAST_IMAGE -> request.lastImage() != null;
      case DURATION -> request.duration() != null;
      case SIZE -> request.size() != null;
      case RESOLUTION -> request.resolution() != null;
      case SEED -> request.seed() != null;
    };
  }

  /** Returns the name for messages, such as {@code last image}. */
  String displayName() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Rejects fields that the dialect does not know, and missing fields that it needs. A server would
   * ignore an unknown field and create a video other than the requested one.
   *
   * @throws IllegalArgumentException when a field is unknown or missing
   */
  public static void check(
      String dialect, VideoRequest request, Set<RequestField> known, Set<RequestField> required) {
    for (RequestField field : values()) {
      if (!known.contains(field) && field.isIn(request)) {
        throw new IllegalArgumentException(
            dialect
                + " has no common field for "
                + field.displayName()
                + "; if its server has one of its own, give that as a parameter");
      }
      boolean given =
          field.isIn(request)
              || request.parameters().containsKey(field.name().toLowerCase(Locale.ROOT));
      if (required.contains(field) && !given) {
        throw new IllegalArgumentException(dialect + " needs a " + field.displayName());
      }
    }
  }

  /** Returns the first frame's image as one text; null for none. */
  static @Nullable String firstImage(VideoRequest request) {
    return request.images().isEmpty() ? null : request.images().get(0).asText();
  }

  /** Returns the last frame's image as one text; null for none. */
  static @Nullable String lastImage(VideoRequest request) {
    ImageSource image = request.lastImage();
    return image == null ? null : image.asText();
  }

  /**
   * Returns the duration in whole seconds, the unit of all known gateways.
   *
   * @return null where the request has none
   * @throws IllegalArgumentException when it is no whole number of seconds
   */
  static @Nullable Long wholeSeconds(VideoRequest request) {
    Duration duration = request.duration();
    if (duration == null) {
      return null;
    }
    if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
      throw new IllegalArgumentException("a video's duration is in whole seconds");
    }
    return duration.toSeconds();
  }
}
