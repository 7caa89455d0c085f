package io.videotask.internal.dialect;

import io.videotask.generated.gateway.RequestField;
import io.videotask.task.VideoRequest;
import java.util.Locale;

/**
 * Rejects requests that a gateway could not meet. A server would ignore an unknown field and create
 * a video other than the requested one.
 */
public final class RequestFieldCheck {
  private RequestFieldCheck() {}

  /**
   * Rejects fields that the gateway does not know, and missing fields that it needs.
   *
   * @param dialect the gateway's name
   * @throws IllegalArgumentException when a field is unknown or missing
   */
  public static void check(String dialect, Adapter adapter, VideoRequest request) {
    for (RequestField field : RequestField.values()) {
      if (!adapter.knownFields().contains(field) && isIn(field, request)) {
        throw new IllegalArgumentException(
            dialect
                + " has no common field for "
                + displayName(field)
                + "; if its server has one of its own, give that as a parameter");
      }
      boolean given =
          isIn(field, request)
              || request.parameters().containsKey(field.name().toLowerCase(Locale.ROOT));
      if (adapter.requiredFields().contains(field) && !given) {
        throw new IllegalArgumentException(dialect + " needs a " + displayName(field));
      }
    }
  }

  private static boolean isIn(RequestField field, VideoRequest request) {
    return switch (field) {
      case PROMPT -> request.prompt() != null;
      case MODEL -> request.model() != null;
      case IMAGE -> !request.images().isEmpty();
      case IMAGES -> request.images().size() > 1;
      case LAST_IMAGE -> request.lastImage() != null;
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
