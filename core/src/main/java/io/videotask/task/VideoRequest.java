package io.videotask.task;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be made: the words that more than one gateway knows, and a free map for what a vendor
 * adds. Immutable; can be submitted any number of times, and each time makes, and costs, one task.
 *
 * <p>A word that a gateway does not know is refused before anything is sent: a paid task must not
 * be made with other settings than those asked for.
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
   * The pixels of a frame.
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

    /** As gateways write it: {@code 1280x720}. */
    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /**
   * A parameter's value that is JSON already.
   *
   * @param text any JSON value
   */
  public record Json(String text) {
    /** Leaves the text out, which is part of the request. */
    @Override
    public String toString() {
      return "Json[" + text.length() + " characters]";
    }
  }

  /** A request for what the prompt says; everything else is optional. */
  public static VideoRequestBuilder of(String prompt) {
    return new VideoRequestBuilder().prompt(prompt);
  }

  /** Where a request is gathered. */
  public static VideoRequestBuilder builder() {
    return new VideoRequestBuilder();
  }

  /** The configured gateway's name; null where the client has just one. */
  public @Nullable String gateway() {
    return settings.gateway;
  }

  /** What is to be seen; null only where there is an image instead. */
  public @Nullable String prompt() {
    return settings.prompt;
  }

  /** The gateway's name for the model; null for the gateway's own choice. */
  public @Nullable String model() {
    return settings.model;
  }

  /** What the video begins with, or is made after; mostly none or one. */
  public List<ImageSource> images() {
    return images;
  }

  /** What the video ends with. */
  public @Nullable ImageSource lastImage() {
    return settings.lastImage;
  }

  /** How long the video is to be. */
  public @Nullable Duration duration() {
    return settings.duration;
  }

  /** The frame in pixels. */
  public @Nullable Size size() {
    return settings.size;
  }

  /** The frame in the vendor's words, such as {@code 768P}. */
  public @Nullable String resolution() {
    return settings.resolution;
  }

  /** Makes chance repeatable where the vendor can. */
  public @Nullable Long seed() {
    return settings.seed;
  }

  /** What a vendor adds, by its own names, in order. */
  public Map<String, @Nullable Object> parameters() {
    return parameters;
  }

  /** The caller's own name for this request; null for one that is made for each submit. */
  public @Nullable String correlationId() {
    return settings.correlationId;
  }

  /** Leaves out what belongs in no log: the prompt, the images and the parameters' values. */
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
