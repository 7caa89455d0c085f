package io.videotask.internal.dialect;

import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a gateway is known to accept and not to hand on to the vendor behind it, by the vendor's
 * models: seen behind a real new-api by what arrived at its vendors. A guess by the model's name,
 * so it is a note and no refusal; {@code docs/gateways.md} has the table for people.
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

  /** The vendors that it does not reach. */
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

  /** For people: what is lost, and when. */
  public String words() {
    return field + condition;
  }

  /** What is lost of this request by a dialect, each in one sentence without a secret. */
  public static List<String> notes(Adapter adapter, VideoRequest request) {
    VendorModel model = VendorModel.of(request);
    List<String> notes = new ArrayList<>();
    for (IgnoredField lost : adapter.lostFields()) {
      if (model != null && lost.models().contains(model) && lost.isIn(request)) {
        notes.add(
            lost.field
                + " does not reach "
                + model.vendor()
                + " from /v1/videos of new-api: "
                + lost.consequence
                + "; if this gateway is new-api, submit with the dialect new-api, which sends it in"
                + " a way that arrives");
      }
    }
    return List.copyOf(notes);
  }

  private boolean isIn(VideoRequest request) {
    return switch (this) {
      case IMAGE_FILE -> hasImageFile(request);
      // In a form new-api reads it.
      case DURATION -> request.duration() != null && !hasImageFile(request);
    };
  }

  private static boolean hasImageFile(VideoRequest request) {
    return request.images().stream().map(ImageSource::address).anyMatch(a -> a == null);
  }
}
