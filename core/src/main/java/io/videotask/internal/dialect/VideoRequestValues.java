package io.videotask.internal.dialect;

import io.videotask.generated.gateway.RequestValues;
import io.videotask.task.ImageSource;
import io.videotask.task.LostSubmit;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as generated adapters read it.
 *
 * @param profile the name of the server's profile; null for none
 */
record VideoRequestValues(VideoRequest request, @Nullable String profile) implements RequestValues {
  @Override
  public @Nullable String prompt() {
    return request.prompt();
  }

  @Override
  public @Nullable String model() {
    return request.model();
  }

  @Override
  public @Nullable String modelName() {
    return modelName(request);
  }

  /** Returns the model, also where it is a parameter; null for none. */
  static @Nullable String modelName(VideoRequest request) {
    return LostSubmit.model(request);
  }

  @Override
  public List<String> images() {
    return request.images().stream().map(ImageSource::asText).toList();
  }

  @Override
  public @Nullable String imageUrl() {
    return request.images().isEmpty() ? null : request.images().get(0).url();
  }

  @Override
  public @Nullable String imageBase64() {
    return request.images().isEmpty() ? null : base64(request.images().get(0));
  }

  @Override
  public @Nullable String imageType() {
    return request.images().isEmpty() ? null : request.images().get(0).mediaType();
  }

  @Override
  public @Nullable String lastImage() {
    ImageSource image = request.lastImage();
    return image == null ? null : image.asText();
  }

  @Override
  public @Nullable String lastImageBase64() {
    ImageSource image = request.lastImage();
    return image == null ? null : base64(image);
  }

  @Override
  public @Nullable String lastImageType() {
    ImageSource image = request.lastImage();
    return image == null ? null : image.mediaType();
  }

  private static String base64(ImageSource image) {
    if (image.url() != null) {
      throw new IllegalArgumentException(
          "this gateway fetches no images from URLs; give the image as a file");
    }
    return Base64.getEncoder().encodeToString(image.bytes());
  }

  @Override
  public List<String> referenceImages() {
    return request.referenceImages().stream().map(ImageSource::asText).toList();
  }

  @Override
  public List<String> referenceVideos() {
    return request.referenceVideos();
  }

  /**
   * Returns the duration in whole seconds, the unit of all known gateways.
   *
   * @throws IllegalArgumentException when it is no whole number of seconds
   */
  @Override
  public @Nullable Long duration() {
    Duration duration = request.duration();
    if (duration == null) {
      return null;
    }
    if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
      throw new IllegalArgumentException("a video's duration is in whole seconds");
    }
    return duration.toSeconds();
  }

  @Override
  public @Nullable Long width() {
    return request.size() == null ? null : (long) request.size().width();
  }

  @Override
  public @Nullable Long height() {
    return request.size() == null ? null : (long) request.size().height();
  }

  @Override
  public @Nullable String resolution() {
    return request.resolution();
  }

  @Override
  public @Nullable String aspectRatio() {
    return request.aspectRatio();
  }

  @Override
  public @Nullable String negativePrompt() {
    return request.negativePrompt();
  }

  @Override
  public @Nullable Boolean audio() {
    return request.audio();
  }

  @Override
  public @Nullable Long count() {
    Integer count = request.count();
    return count == null ? null : count.longValue();
  }

  @Override
  public @Nullable Long seed() {
    return request.seed();
  }

  @Override
  public @Nullable String clientId() {
    String correlationId = request.correlationId();
    return correlationId == null ? null : LostSubmit.clientId(correlationId);
  }

  @Override
  public @Nullable String callback() {
    return request.callbackUrl();
  }

  @Override
  public boolean hasParameter(String... path) {
    Object value = request.parameters();
    for (int i = 0; i < path.length; i++) {
      if (value instanceof Map<?, ?> fields) {
        if (!fields.containsKey(path[i])) {
          return false;
        }
        value = fields.get(path[i]);
      } else if (value instanceof VideoRequest.Json json) {
        return !json.text().strip().startsWith("{") || json.text().contains('"' + path[i] + '"');
      } else {
        return true; // A value that can't hold the field.
      }
    }
    return true;
  }
}
