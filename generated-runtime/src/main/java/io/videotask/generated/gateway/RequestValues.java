package io.videotask.generated.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a request, as a generated adapter writes them. */
public interface RequestValues {
  /**
   * Returns the prompt.
   *
   * @return null for none
   */
  @Nullable String prompt();

  /**
   * Returns the model.
   *
   * @return null for none
   */
  @Nullable String model();

  /**
   * Returns the model, also where it is one of the caller's parameters.
   *
   * @return null for none
   */
  @Nullable String modelName();

  /**
   * Returns the first images, each a URL or a {@code data:} URL.
   *
   * @return may be empty
   */
  List<String> images();

  /**
   * Returns the first image's URL.
   *
   * @return null for none, and for an image that is a file
   */
  @Nullable String imageUrl();

  /**
   * Returns the file of the first image, in Base64.
   *
   * @return null for none
   * @throws IllegalArgumentException if the image is a URL, which this gateway does not fetch
   */
  @Nullable String imageBase64();

  /**
   * Returns the media type of the first image's file.
   *
   * @return null for none
   */
  @Nullable String imageType();

  /**
   * Returns the file of the last image, in Base64.
   *
   * @return null for none
   * @throws IllegalArgumentException if the image is a URL, which this gateway does not fetch
   */
  @Nullable String lastImageBase64();

  /**
   * Returns the media type of the last image's file.
   *
   * @return null for none
   */
  @Nullable String lastImageType();

  /**
   * Returns the last image, a URL or a {@code data:} URL.
   *
   * @return null for none
   */
  @Nullable String lastImage();

  /**
   * Returns the video's length in whole seconds.
   *
   * @return null for none
   */
  @Nullable Long duration();

  /**
   * Returns the video's width in pixels.
   *
   * @return null for none
   */
  @Nullable Long width();

  /**
   * Returns the video's height in pixels.
   *
   * @return null for none
   */
  @Nullable Long height();

  /**
   * Returns the resolution.
   *
   * @return null for none
   */
  @Nullable String resolution();

  /**
   * Returns the ratio of width and height, such as {@code 16:9}.
   *
   * @return null for none
   */
  @Nullable String aspectRatio();

  /**
   * Returns what the video must not show.
   *
   * @return null for none
   */
  @Nullable String negativePrompt();

  /**
   * Returns whether the video has sound.
   *
   * @return null for the gateway's default
   */
  @Nullable Boolean audio();

  /**
   * Returns how many videos are made.
   *
   * @return null for the gateway's default
   */
  @Nullable Long count();

  /**
   * Returns images of what the video shows, each a URL or a {@code data:} URL.
   *
   * @return may be empty
   */
  List<String> referenceImages();

  /**
   * Returns the URLs of videos to follow.
   *
   * @return may be empty
   */
  List<String> referenceVideos();

  /**
   * Returns whether there are images or videos of what the video shows.
   *
   * @return false for frames only
   */
  default boolean hasReferences() {
    return !referenceImages().isEmpty() || !referenceVideos().isEmpty();
  }

  /**
   * Returns the seed.
   *
   * @return null for none
   */
  @Nullable Long seed();

  /**
   * Returns the client's own id of the task: letters, digits, hyphens and underscores, at most 64.
   *
   * @return null for none
   */
  default @Nullable String clientId() {
    return null;
  }

  /**
   * Returns the URL that is called when the task changes.
   *
   * @return null for none
   */
  @Nullable String callback();

  /**
   * Returns the name of the configured {@link GatewayProfile}.
   *
   * @return null for none: the usual body is sent
   */
  default @Nullable String profile() {
    return null;
  }

  /**
   * Returns whether the caller's own parameters have a field already, or a value in its place that
   * could hold it.
   *
   * @param path the names of the objects around the field and of the field itself
   * @return true if the field must not be sent besides
   */
  boolean hasParameter(String... path);
}
