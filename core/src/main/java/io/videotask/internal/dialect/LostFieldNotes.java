package io.videotask.internal.dialect;

import io.videotask.generated.gateway.LostField;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Notes about fields that a gateway is known to accept but not to forward to the vendor. The vendor
 * is guessed from the model's name, so this leads to a note, not an error; {@code docs/gateways.md}
 * has the table.
 */
public final class LostFieldNotes {
  private static final String IMAGE_FILE = "imageFile";

  private LostFieldNotes() {}

  /** Returns what is lost, and when, for messages. */
  public static String description(LostField lost) {
    return lost.field().equals(IMAGE_FILE)
        ? "an image given as a file"
        : "the duration, unless an image's file is sent with it";
  }

  /** Returns a sentence for each field of this request that the gateway loses; without secrets. */
  public static List<String> of(Adapter adapter, VideoRequest request) {
    List<String> notes = new ArrayList<>();
    for (LostField lost : adapter.requests().lostFields()) {
      String vendor = vendor(lost, request);
      if (vendor != null && isIn(lost, request)) {
        boolean image = lost.field().equals(IMAGE_FILE);
        notes.add(
            (image ? "an image given as a file" : "the duration")
                + " does not reach "
                + vendor
                + " from /v1/videos of new-api: "
                + (image
                    ? "the video may not begin with it"
                    : "the video may have the model's usual length")
                + "; if this gateway is "
                + lost.gateway()
                + ", submit with the dialect "
                + lost.gateway()
                + ", which sends it in a way that arrives");
      }
    }
    return List.copyOf(notes);
  }

  /** Returns the first vendor that loses the field and has the request's model; null for none. */
  private static @Nullable String vendor(LostField lost, VideoRequest request) {
    String model = VideoRequestValues.modelName(request);
    for (Map.Entry<String, Pattern> vendor : lost.vendors().entrySet()) {
      if (model != null && vendor.getValue().matcher(model).matches()) {
        return vendor.getKey();
      }
    }
    return null;
  }

  private static boolean isIn(LostField lost, VideoRequest request) {
    boolean imageFile =
        request.images().stream().map(ImageSource::url).anyMatch(url -> url == null);
    // Together with a file the duration is a field of a form, which new-api reads.
    return lost.field().equals(IMAGE_FILE) ? imageFile : request.duration() != null && !imageFile;
  }
}
