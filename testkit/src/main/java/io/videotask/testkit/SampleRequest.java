package io.videotask.testkit;

import io.videotask.generated.gateway.RequestValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a request that decides what kind of task it creates.
 *
 * @param model the gateway's name of the model; null for none
 * @param image the first image; null for none
 */
record SampleRequest(@Nullable String model, @Nullable String image) implements RequestValues {
  @Override
  public @Nullable String modelName() {
    return model;
  }

  @Override
  public List<String> images() {
    return image == null ? List.of() : List.of(image);
  }

  @Override
  public @Nullable String imageUrl() {
    return image;
  }

  @Override
  public @Nullable String prompt() {
    return null;
  }

  @Override
  public @Nullable String imageBase64() {
    return null;
  }

  @Override
  public @Nullable String imageType() {
    return null;
  }

  @Override
  public @Nullable String lastImageBase64() {
    return null;
  }

  @Override
  public @Nullable String lastImageType() {
    return null;
  }

  @Override
  public @Nullable String lastImage() {
    return null;
  }

  @Override
  public @Nullable Long duration() {
    return null;
  }

  @Override
  public @Nullable Long width() {
    return null;
  }

  @Override
  public @Nullable Long height() {
    return null;
  }

  @Override
  public @Nullable String resolution() {
    return null;
  }

  @Override
  public @Nullable String aspectRatio() {
    return null;
  }

  @Override
  public @Nullable String negativePrompt() {
    return null;
  }

  @Override
  public @Nullable Boolean audio() {
    return null;
  }

  @Override
  public @Nullable Long count() {
    return null;
  }

  @Override
  public List<String> referenceImages() {
    return List.of();
  }

  @Override
  public List<String> referenceVideos() {
    return List.of();
  }

  @Override
  public @Nullable Long seed() {
    return null;
  }

  @Override
  public @Nullable String callback() {
    return null;
  }

  @Override
  public boolean hasParameter(String... path) {
    return false;
  }
}
