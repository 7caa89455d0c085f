package io.videotask.internal.dialect;

import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of a request that some gateways know and others don't. */
public enum RequestField {
  PROMPT,
  MODEL,
  /** The image that a video begins with. */
  IMAGE,
  /** More than one of them. */
  IMAGES,
  LAST_IMAGE,
  DURATION,
  SIZE,
  RESOLUTION,
  SEED;

  /** MiniMax's own words, behind whichever gateway. */
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

  /** For people: {@code last image}. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Refuses what the dialect does not know, and what it can't do without. A server would ignore the
   * one, and make a video that nobody asked for.
   *
   * @throws IllegalArgumentException when there is either
   */
  public static void check(
      String dialect, VideoRequest request, Set<RequestField> known, Set<RequestField> needed) {
    for (RequestField word : values()) {
      if (!known.contains(word) && word.isIn(request)) {
        throw new IllegalArgumentException(
            dialect
                + " has no common word for "
                + word.words()
                + "; where its server knows one of its own, give that as a parameter");
      }
      boolean given =
          word.isIn(request)
              || request.parameters().containsKey(word.name().toLowerCase(Locale.ROOT));
      if (needed.contains(word) && !given) {
        throw new IllegalArgumentException(dialect + " needs a " + word.words());
      }
    }
  }

  /** The image that the video begins with, as one text. */
  static @Nullable String firstImage(VideoRequest request) {
    return request.images().isEmpty() ? null : request.images().get(0).asText();
  }

  /** The image that the video ends with, as one text. */
  static @Nullable String lastImage(VideoRequest request) {
    ImageSource image = request.lastImage();
    return image == null ? null : image.asText();
  }

  /**
   * The duration as all known gateways have it.
   *
   * @return null where none was asked for
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
