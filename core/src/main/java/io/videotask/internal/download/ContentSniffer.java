package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Detects whether content is a video or an error page. */
final class ContentSniffer {
  /** How many bytes are inspected. */
  static final int PREFIX_BYTES = 512;

  private static final Pattern MARKUP =
      Pattern.compile("^(?:\\uFEFF)?\\s*<(?:!|\\?xml|[A-Za-z][A-Za-z0-9:]*[\\s>/])");
  private static final Pattern OBJECT = Pattern.compile("^(?:\\uFEFF)?\\s*\\{\\s*[\"}]");
  private static final Pattern TEXT_TYPE =
      Pattern.compile("text/.*|application/(?:.*\\+)?(?:json|xml)|application/xhtml.*");

  /** The types of the first box of an MP4 or QuickTime file. */
  private static final List<String> BOXES =
      List.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp");

  /** MP4 brands of still pictures; their brands for sequences are videos. */
  private static final Pattern PICTURE_BRANDS = Pattern.compile("\\G(?:avif|heic|heix|mif1)");

  private ContentSniffer() {}

  /**
   * Returns what the content is instead of a video; null if it is acceptable.
   *
   * @param contentType the declared type; null if there is none
   * @param bytes the first bytes
   * @param options whether only known video formats are accepted, and whether a variant was
   *     requested, which may be a picture
   */
  static @Nullable String mismatch(
      @Nullable String contentType, byte[] bytes, DownloadOptions options) {
    boolean pictureWanted = options.variant() != null;
    String picture = picture(bytes);
    if (picture != null) {
      return pictureWanted ? null : "a picture (" + picture + ")";
    }
    if (isVideo(bytes)) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (MARKUP.matcher(text).find()) {
      return text.toLowerCase(Locale.ROOT).contains("<html") || text.contains("<!")
          ? "an HTML page"
          : "an XML document";
    }
    if (isObject(bytes)) {
      return "a JSON document";
    }
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    String lower = type.toLowerCase(Locale.ROOT);
    boolean pictureType = lower.startsWith("image/") && !pictureWanted;
    if (TEXT_TYPE.matcher(lower).matches() || pictureType) {
      return "of the type " + type;
    }
    return options.videoOnly() && !pictureWanted ? "of no video format that is known" : null;
  }

  /** Returns whether the bytes begin like a JSON object. */
  static boolean isObject(byte[] bytes) {
    return OBJECT.matcher(new String(bytes, StandardCharsets.UTF_8)).find();
  }

  /** Returns the picture format of the bytes; null if they are no picture. */
  private static @Nullable String picture(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    if (latin.startsWith("\u00ff\u00d8\u00ff")) {
      return "JPEG";
    }
    if (latin.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "PNG";
    }
    if (latin.startsWith("GIF87a") || latin.startsWith("GIF89a")) {
      return "GIF";
    }
    if (latin.startsWith("RIFF") && latin.startsWith("WEBP", 8)) {
      return "WebP";
    }
    if (latin.startsWith("II*\u0000") || latin.startsWith("MM\u0000*")) {
      return "TIFF";
    }
    if (latin.startsWith("BM") && latin.length() >= 10 && latin.startsWith("\0\0\0\0", 6)) {
      return "BMP";
    }
    return latin.startsWith("ftyp", 4) && PICTURE_BRANDS.matcher(latin).find(8)
        ? "AVIF or HEIC"
        : null;
  }

  private static boolean isVideo(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    return (latin.length() >= 8 && BOXES.contains(latin.substring(4, 8)))
        || latin.startsWith("\u001aE\u00df\u00a3") // Matroska and WebM
        || (latin.startsWith("RIFF") && latin.startsWith("AVI ", 8))
        || latin.startsWith("OggS")
        || latin.startsWith("FLV\u0001")
        || latin.startsWith("\u0000\u0000\u0001\u00ba") // MPEG program stream
        || (latin.length() > 188 && latin.charAt(0) == 'G' && latin.charAt(188) == 'G');
  }
}
