package io.videotask.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image for a request: at an address that the vendor fetches, or with its bytes, which travel in
 * the request. Immutable. Its text never holds the image.
 */
public final class ImageSource {
  /** The most bytes that an image may have: what the most patient of the vendors takes. */
  public static final int MAX_BYTES = 20 << 20;

  private static final int LONGEST_ADDRESS = 8192;
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(?!file:)[a-z][a-z0-9+.-]*://[^\\s]+");
  private static final Pattern DATA_URL =
      Pattern.compile("(?is)data:(image/[a-z0-9.+-]+);base64,(.*)");
  private static final Pattern MEDIA_TYPE = Pattern.compile("(?i)image/[a-z0-9.+-]+");

  private final @Nullable String address;
  private final byte[] bytes;
  private final String mediaType;

  private ImageSource(@Nullable String address, byte[] bytes, String mediaType) {
    this.address = address;
    this.bytes = bytes;
    this.mediaType = mediaType;
  }

  /**
   * An image that the vendor fetches itself: {@code https://…}, or an address of the vendor's own
   * such as {@code mm_file://…}. A {@code data:} address becomes an image with bytes.
   *
   * @throws IllegalArgumentException when it is no address that another machine could fetch
   */
  public static ImageSource at(String address) {
    String trimmed = address.strip();
    if (DATA_URL.matcher(trimmed).matches()) {
      int comma = trimmed.indexOf(',');
      return ofBase64(trimmed.substring(comma + 1), trimmed.substring(5, trimmed.indexOf(';')));
    }
    if (trimmed.length() > LONGEST_ADDRESS || !ADDRESS.matcher(trimmed).matches()) {
      throw new IllegalArgumentException(
          "an image's address is one that the vendor can fetch, such as https://…, or data:image/…;base64,…");
    }
    return new ImageSource(trimmed, new byte[0], "");
  }

  /**
   * The bytes of a PNG, JPEG, GIF, WebP or BMP.
   *
   * @throws IllegalArgumentException when there are none or too many, or it is another kind: then
   *     name it with {@link #ofBytes(byte[], String)}
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
   * The bytes of an image of this kind.
   *
   * @param mediaType such as {@code image/avif}
   * @throws IllegalArgumentException when there are none or too many, or the kind is no image's
   */
  public static ImageSource ofBytes(byte[] bytes, String mediaType) {
    requireSize(bytes.length);
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IllegalArgumentException("an image's media type is written image/…");
    }
    return new ImageSource(null, bytes.clone(), mediaType);
  }

  /**
   * A file, read now.
   *
   * @throws IllegalArgumentException when it can't be read, is too large, or is no image that
   *     {@link #ofBytes(byte[])} knows
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
   * Base64, of either alphabet, with line breaks or without.
   *
   * @throws IllegalArgumentException when it is none, too large, or no image that {@link
   *     #ofBytes(byte[])} knows
   */
  public static ImageSource ofBase64(String base64) {
    return ofBytes(decoded(base64));
  }

  private static ImageSource ofBase64(String base64, String mediaType) {
    return ofBytes(decoded(base64), mediaType);
  }

  /** Where the vendor finds it; null for an image with bytes. */
  public @Nullable String address() {
    return address;
  }

  /** The bytes; none for an image at an address. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Such as {@code image/png}; empty for an image at an address. */
  public String mediaType() {
    return mediaType;
  }

  /** The address, or the bytes as a {@code data:} address: one text either way, for JSON. */
  public String asText() {
    return address == null
        ? "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes)
        : address;
  }

  /** Leaves out the image, and the address, whose query may be a signature. */
  @Override
  public String toString() {
    return address == null
        ? "ImageSource[" + mediaType + ", " + bytes.length + " bytes]"
        : "ImageSource[at an address]";
  }

  private static byte[] decoded(String base64) {
    requireSize(base64.length() / 4L * 3 - 2);
    String text = base64.replace('-', '+').replace('_', '/').replaceAll("\\s", "");
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      // Its own message would quote a piece of the image.
      throw new IllegalArgumentException("the image is no base64");
    }
  }

  private static void requireSize(long size) {
    if (size > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the image is larger than " + MAX_BYTES + " bytes; put it at an address");
    }
    if (size == 0) {
      throw new IllegalArgumentException("the image is empty");
    }
  }
}
