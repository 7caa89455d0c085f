package io.videotask.internal.dialect;

import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A field that a gateway is known to accept but not to forward to the vendor, depending on the
 * vendor's models; found by recording what arrived at the vendors behind a real new-api. The vendor
 * is guessed from the model's name, so this leads to a note, not an error; {@code docs/gateways.md}
 * has the table.
 */
public enum IgnoredField {
  IMAGE_FILE("an image given as a file", "", "the video may not begin with it"),
  DURATION(
      "the duration",
      ", unless an image's file is sent with it",
      "the video may have the model's usual length");

  private final String field;
  private final String condition;
  private final String consequence;

  IgnoredField(String field, String condition, String consequence) {
    this.field = field;
    this.condition = condition;
    this.consequence = consequence;
  }

  /** Returns the vendors to which the field is not forwarded. */
  public Set<VendorModel> models() {
    return switch (this) {
      case IMAGE_FILE ->
          EnumSet.of(
              VendorModel.KLING,
              VendorModel.VIDU,
              VendorModel.DOUBAO,
              VendorModel.HAILUO,
              VendorModel.WAN);
      case DURATION ->
          EnumSet.of(VendorModel.KLING, VendorModel.VIDU, VendorModel.HAILUO, VendorModel.VEO);
    };
  }

  /** Returns what is lost, and when, for messages. */
  public String description() {
    return field + condition;
  }

  /** Returns a sentence for each field of this request that the dialect loses; without secrets. */
  public static List<String> notes(Adapter adapter, VideoRequest request) {
    VendorModel model = VendorModel.of(request);
    List<String> notes = new ArrayList<>();
    for (IgnoredField ignored : adapter.ignoredFields()) {
      if (model != null && ignored.models().contains(model) && ignored.isIn(request)) {
        notes.add(
            ignored.field
                + " does not reach "
                + model.vendor()
                + " from /v1/videos of new-api: "
                + ignored.consequence
                + "; if this gateway is new-api, submit with the dialect new-api, which sends it in"
                + " a way that arrives");
      }
    }
    return List.copyOf(notes);
  }

  private boolean isIn(VideoRequest request) {
    return switch (this) {
      case IMAGE_FILE -> hasImageFile(request);
      // As a field that new-api reads.
      case DURATION -> request.duration() != null && !hasImageFile(request);
    };
  }

  private static boolean hasImageFile(VideoRequest request) {
    return request.images().stream().map(ImageSource::url).anyMatch(a -> a == null);
  }
}
