package io.videotask.generated.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes texts apart for the requests of generated adapters. */
public final class MappedTexts {
  private MappedTexts() {}

  /**
   * Returns the part of a text that a pattern's group matches.
   *
   * @param text null for none
   * @param pattern matches the whole text, and has one group
   * @return null where the text does not match
   */
  public static @Nullable String part(@Nullable String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text == null ? "" : text);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /**
   * Returns an image without the beginning of a {@code data:} URL.
   *
   * @param image a URL or a {@code data:} URL; null for none
   * @return the URL, or Base64
   */
  public static @Nullable String withoutDataUrl(@Nullable String image) {
    return image != null && image.startsWith("data:")
        ? image.substring(image.indexOf(',') + 1)
        : image;
  }

  /**
   * Returns the number of a page of tasks.
   *
   * @param after the number; null for the first page
   * @return from 1
   */
  public static Long page(@Nullable String after) {
    return after == null ? 1 : Long.parseLong(after);
  }
}
