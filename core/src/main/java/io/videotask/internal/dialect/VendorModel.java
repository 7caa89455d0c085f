package io.videotask.internal.dialect;

import io.videotask.task.VideoRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The vendors behind gateways whose behaviour is known, recognised by their models' names. */
public enum VendorModel {
  KLING("Kling", "kling"),
  VIDU("Vidu", "vidu"),
  DOUBAO("Doubao", "doubao|seedance"),
  HAILUO("Hailuo", "hailuo|minimax|[tis]2v-01"),
  WAN("Ali Wan", "wan(?:x|\\d|-)"),
  VEO("Veo", "veo"),
  SORA("Sora", "sora");

  private final String vendor;
  private final Pattern names;

  VendorModel(String vendor, String names) {
    this.vendor = vendor;
    // Resellers add their own or the vendor's name in front.
    this.names = Pattern.compile("(?i)(?:.*[/:_.-])?(?:" + names + ").*");
  }

  /** Returns the vendor's name, for messages. */
  public String vendor() {
    return vendor;
  }

  /** Returns the vendor of a request's model; null for an unknown name. */
  static @Nullable VendorModel of(VideoRequest request) {
    Object model = request.model() == null ? request.parameters().get("model") : request.model();
    for (VendorModel vendor : values()) {
      if (model instanceof String name && vendor.names.matcher(name).matches()) {
        return vendor;
      }
    }
    return null;
  }
}
