package io.videotask.task;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Detects the media type of an image by its first bytes, as file names are unreliable. */
final class ImageKind {
  private ImageKind() {}

  /** Returns the media type; null where it is unknown. */
  static @Nullable String of(byte[] bytes) {
    if (startsWith(bytes, 0x89, 'P', 'N', 'G')) {
      return "image/png";
    }
    if (startsWith(bytes, 0xff, 0xd8, 0xff)) {
      return "image/jpeg";
    }
    if (startsWith(bytes, 'G', 'I', 'F', '8')) {
      return "image/gif";
    }
    if (startsWith(bytes, 'R', 'I', 'F', 'F') && bytes.length >= 12) {
      String form = new String(Arrays.copyOfRange(bytes, 8, 12), StandardCharsets.ISO_8859_1);
      return form.equals("WEBP") ? "image/webp" : null;
    }
    return startsWith(bytes, 'B', 'M') ? "image/bmp" : null;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
