package io.videotask.generated.gateway;

import com.squareup.moshi.JsonWriter;
import io.videotask.generated.runtime.ModelWriter;
import io.videotask.generated.runtime.RawJson;
import io.videotask.generated.runtime.ValueWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Takes texts apart, and puts values together, for the requests of generated adapters. */
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
   * Returns a text as the value of a field of several types.
   *
   * @param text null for none
   * @return a JSON string; null for none
   */
  public static @Nullable RawJson json(@Nullable String text) {
    return json(text, ModelWriter::writeString);
  }

  /**
   * Returns a whole number as the value of a field of several types.
   *
   * @param number null for none
   * @return a JSON number; null for none
   */
  public static @Nullable RawJson json(@Nullable Long number) {
    return number == null ? null : new RawJson(number.toString());
  }

  /**
   * Returns a truth value as the value of a field of several types.
   *
   * @param flag null for none
   * @return JSON's true or false; null for none
   */
  public static @Nullable RawJson json(@Nullable Boolean flag) {
    return flag == null ? null : new RawJson(flag.toString());
  }

  /**
   * Returns an object as the value of a field of several types.
   *
   * @param object null for none
   * @param writer writes it; its fields without a value are left out
   * @param <T> its type
   * @return a JSON object; null for none
   */
  public static <T> @Nullable RawJson json(@Nullable T object, ValueWriter<T> writer) {
    if (object == null) {
      return null;
    }
    Buffer text = new Buffer();
    try (JsonWriter json = JsonWriter.of(text)) {
      writer.write(json, object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RawJson(text.readUtf8());
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
