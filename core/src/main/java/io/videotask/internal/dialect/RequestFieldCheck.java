package io.videotask.internal.dialect;

import io.videotask.generated.gateway.GatewayProfile;
import io.videotask.generated.gateway.RequestField;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rejects requests that a gateway could not meet. A server would ignore an unknown field and create
 * a video other than the requested one.
 */
public final class RequestFieldCheck {
  private RequestFieldCheck() {}

  /**
   * Rejects fields that the gateway does not know, and missing fields that it needs.
   *
   * @throws IllegalArgumentException when a field is unknown or missing
   */
  public static void check(Adapter adapter, VideoRequest request) {
    String dialect = adapter.displayName();
    Set<RequestField> known = adapter.requests().knownFields(request);
    Set<RequestField> required = adapter.requests().requiredFields(request);
    for (RequestField field : RequestField.values()) {
      if (!known.contains(field) && isIn(field, request)) {
        throw new IllegalArgumentException(
            dialect
                + " has no common field for "
                + displayName(field)
                + (adapter.requests().knownFields().contains(field) ? " with this model" : "")
                + "; if its server has one of its own, give that as a parameter");
      }
      boolean given =
          isIn(field, request)
              || request.parameters().containsKey(field.name().toLowerCase(Locale.ROOT));
      if (required.contains(field) && !given) {
        throw new IllegalArgumentException(dialect + " needs a " + displayName(field));
      }
    }
    requireKind(dialect, adapter, request);
    requireImageKind(dialect, adapter.requests().profile(), request);
  }

  /** Rejects an image in a way that the server would ignore. */
  private static void requireImageKind(
      String dialect, @Nullable GatewayProfile profile, VideoRequest request) {
    if (profile == null) {
      return;
    }
    for (ImageSource image : request.images()) {
      boolean isUrl = image.url() != null;
      if (!(isUrl ? profile.takesImageUrls() : profile.takesImageFiles())) {
        throw new IllegalArgumentException(
            dialect
                + (isUrl
                    ? " has no common field for an image's URL: give the image as a file"
                    : " has no common field for an image's file: give the image as a URL"));
      }
    }
  }

  private static void requireKind(String dialect, Adapter adapter, VideoRequest request) {
    if (adapter.requests().lacksKind(request)) {
      throw new IllegalArgumentException(
          "the model has no name as "
              + dialect
              + " has them, such as owner/name: its task could not be queried");
    }
  }

  private static boolean isIn(RequestField field, VideoRequest request) {
    return switch (field) {
      case PROMPT -> request.prompt() != null;
      case MODEL -> request.model() != null;
      case IMAGE -> !request.images().isEmpty();
      case IMAGES -> request.images().size() > 1;
      case LAST_IMAGE -> request.lastImage() != null;
      case REFERENCE_IMAGES -> !request.referenceImages().isEmpty();
      case REFERENCE_VIDEOS -> !request.referenceVideos().isEmpty();
      case ASPECT_RATIO -> request.aspectRatio() != null;
      case NEGATIVE_PROMPT -> request.negativePrompt() != null;
      case AUDIO -> request.audio() != null;
      case COUNT -> request.count() != null;
      case DURATION -> request.duration() != null;
      case SIZE -> request.size() != null;
      case RESOLUTION -> request.resolution() != null;
      case SEED -> request.seed() != null;
      case CALLBACK -> request.callbackUrl() != null;
    };
  }

  /** Returns the name for messages, such as {@code last image}. */
  private static String displayName(RequestField field) {
    return field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
