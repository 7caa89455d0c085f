package io.videotask.task;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a video: the fields that more than one gateway supports, and free parameters for
 * those of a single vendor. Immutable; can be submitted any number of times, and each time creates,
 * and costs, one task.
 *
 * <p>A field that a gateway does not support is refused before a request is sent: a paid task must
 * not be created with other settings than the requested ones.
 */
public final class VideoRequest {
  private final VideoRequestBuilder settings;
  private final List<ImageSource> images;
  private final Map<String, @Nullable Object> parameters;

  VideoRequest(VideoRequestBuilder builder) {
    this.settings = builder;
    this.images = List.copyOf(builder.images);
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
  }

  /**
   * The size of a frame in pixels.
   *
   * @param width more than 0
   * @param height more than 0
   */
  public record Size(int width, int height) {
    public Size {
      if (width < 1 || height < 1) {
        throw new IllegalArgumentException("a video's width and height are at least 1");
      }
    }

    /** Returns the form that gateways use: {@code 1280x720}. */
    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /**
   * A parameter value that is JSON already.
   *
   * @param text any JSON value
   */
  public record Json(String text) {
    /** Omits the text, which is part of the request. */
    @Override
    public String toString() {
      return "Json[" + text.length() + " characters]";
    }
  }

  /** Returns a builder with a prompt; everything else is optional. */
  public static VideoRequestBuilder of(String prompt) {
    return new VideoRequestBuilder().prompt(prompt);
  }

  /** Returns an empty builder. */
  public static VideoRequestBuilder builder() {
    return new VideoRequestBuilder();
  }

  /** Returns the configured gateway's name; null for the only one of the client. */
  public @Nullable String gateway() {
    return settings.gateway;
  }

  /** Returns the prompt; null only where there is an image instead. */
  public @Nullable String prompt() {
    return settings.prompt;
  }

  /** Returns the gateway's name for the model; null for the gateway's default. */
  public @Nullable String model() {
    return settings.model;
  }

  /** Returns the first or reference images; mostly none or one. */
  public List<ImageSource> images() {
    return images;
  }

  /** Returns the last image; null where there is none. */
  public @Nullable ImageSource lastImage() {
    return settings.lastImage;
  }

  /** Returns the duration of the video; null for the default. */
  public @Nullable Duration duration() {
    return settings.duration;
  }

  /** Returns the size of a frame in pixels; null where it is not set. */
  public @Nullable Size size() {
    return settings.size;
  }

  /**
   * Returns the resolution in the vendor's notation, such as {@code 768P}; null where it is not
   * set.
   */
  public @Nullable String resolution() {
    return settings.resolution;
  }

  /** Returns the random seed; null where it is not set. */
  public @Nullable Long seed() {
    return settings.seed;
  }

  /** Returns the free parameters by the vendor's names, in order. */
  public Map<String, @Nullable Object> parameters() {
    return parameters;
  }

  /** Returns the caller's correlation id; null where each submit gets a new one. */
  public @Nullable String correlationId() {
    return settings.correlationId;
  }

  /** Returns the URL that is called when the task changes; null for none. */
  public @Nullable String callbackUrl() {
    return settings.callbackUrl;
  }

  /** Returns a builder with the settings of this request. */
  public VideoRequestBuilder toBuilder() {
    return new VideoRequestBuilder(settings);
  }

  /** Omits the prompt, the images, URLs and the values of parameters, which must not be logged. */
  @Override
  public String toString() {
    String prompt = settings.prompt;
    return "VideoRequest[gateway="
        + settings.gateway
        + ", model="
        + settings.model
        + ", prompt of "
        + (prompt == null ? 0 : prompt.length())
        + " characters, images="
        + images
        + ", parameters="
        + parameters.keySet()
        + "]";
  }
}
