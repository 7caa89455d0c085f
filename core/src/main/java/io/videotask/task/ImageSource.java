package io.videotask.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image for a request: a URL that the vendor fetches, or bytes that are sent in the request.
 * Immutable. {@link #toString} contains neither.
 */
public final class ImageSource {
  /** The maximum size of an image, bytes: that of the vendor with the highest limit. */
  public static final int MAX_BYTES = 20 << 20;

  private static final int MAX_URL_LENGTH = 8192;
  private static final Pattern URL = Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]*://[^\\s]+");
  private static final Pattern DATA_URL =
      Pattern.compile("(?is)data:(image/[a-z0-9.+-]+);base64,(.*)");
  private static final Pattern MEDIA_TYPE = Pattern.compile("(?i)image/[a-z0-9.+-]+");

  private final @Nullable String url;
  private final byte[] bytes;
  private final String mediaType;

  private ImageSource(@Nullable String url, byte[] bytes, String mediaType) {
    this.url = url;
    this.bytes = bytes;
    this.mediaType = mediaType;
  }

  /**
   * Returns an image that the vendor fetches: {@code https://…}, or a URL of the vendor's own
   * scheme such as {@code mm_file://…}. A {@code data:} URL becomes an image with bytes.
   *
   * @param url surrounding whitespace is removed
   * @throws IllegalArgumentException when another machine could not fetch the URL
   */
  public static ImageSource ofUrl(String url) {
    String stripped = url.strip();
    if (DATA_URL.matcher(stripped).matches()) {
      int comma = stripped.indexOf(',');
      return ofBase64(stripped.substring(comma + 1), stripped.substring(5, stripped.indexOf(';')));
    }
    if (stripped.length() > MAX_URL_LENGTH || !URL.matcher(stripped).matches()) {
      throw new IllegalArgumentException(
          "an image's URL is one that the vendor can fetch, such as https://…, or"
              + " data:image/…;base64,…");
    }
    return new ImageSource(stripped, new byte[0], "");
  }

  /**
   * Returns an image with the bytes of a PNG, JPEG, GIF, WebP or BMP file.
   *
   * @param bytes are copied
   * @throws IllegalArgumentException when the array is empty or larger than {@link #MAX_BYTES}, or
   *     the format is another one: then use {@link #ofBytes(byte[], String)}
   */
  public static ImageSource ofBytes(byte[] bytes) {
    requireSize(bytes.length);
    String type = ImageKind.of(bytes);
    if (type == null) {
      throw new IllegalArgumentException(
          "the image is no PNG, JPEG, GIF, WebP or BMP; say which media type it has");
    }
    return ofBytes(bytes, type);
  }

  /**
   * Returns an image with bytes of a given media type.
   *
   * @param mediaType such as {@code image/avif}
   * @throws IllegalArgumentException when the array is empty or larger than {@link #MAX_BYTES}, or
   *     the media type is not an image's
   */
  public static ImageSource ofBytes(byte[] bytes, String mediaType) {
    requireSize(bytes.length);
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IllegalArgumentException("an image's media type is written image/…");
    }
    return new ImageSource(null, bytes.clone(), mediaType);
  }

  /**
   * Reads an image from a file, now.
   *
   * @throws IllegalArgumentException when the file can't be read, is larger than {@link
   *     #MAX_BYTES}, or has a format that {@link #ofBytes(byte[])} does not detect
   */
  public static ImageSource ofFile(Path file) {
    try {
      requireSize(Files.size(file));
      return ofBytes(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("the image " + file.getFileName() + " can't be read", e);
    }
  }

  /**
   * Decodes an image from Base64, of either alphabet, with or without line breaks.
   *
   * @throws IllegalArgumentException when the text is not Base64, the image is larger than {@link
   *     #MAX_BYTES}, or it has a format that {@link #ofBytes(byte[])} does not detect
   */
  public static ImageSource ofBase64(String base64) {
    return ofBytes(decoded(base64));
  }

  private static ImageSource ofBase64(String base64, String mediaType) {
    return ofBytes(decoded(base64), mediaType);
  }

  /** Returns the URL; null for an image with bytes. */
  public @Nullable String url() {
    return url;
  }

  /** Returns a copy of the bytes; empty for an image with a URL. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the media type, such as {@code image/png}; empty for an image with a URL. */
  public String mediaType() {
    return mediaType;
  }

  /** Returns the URL, or the bytes as a {@code data:} URL. */
  public String asText() {
    return url == null
        ? "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes)
        : url;
  }

  /** Omits the bytes, and the URL, whose query may be a signature. */
  @Override
  public String toString() {
    return url == null
        ? "ImageSource[" + mediaType + ", " + bytes.length + " bytes]"
        : "ImageSource[at a URL]";
  }

  private static byte[] decoded(String base64) {
    requireSize(base64.length() / 4L * 3 - 2);
    String text = base64.replace('-', '+').replace('_', '/').replaceAll("\\s", "");
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // The message of the cause would quote a piece of the image.
      throw new IllegalArgumentException("the image is no base64");
    }
  }

  private static void requireSize(long size) {
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the image is larger than " + MAX_BYTES + " bytes; put it at a URL");
    }
    if (size == 0) {
      throw new IllegalArgumentException("the image is empty");
    }
  }
}
