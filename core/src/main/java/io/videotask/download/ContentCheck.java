package io.videotask.download;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether what comes is a video, or a page that says why there is none. */
final class ContentCheck {
  /** How much of the beginning is looked at. */
  static final int BEGINNING = 512;

  private static final Pattern MARKUP =
      Pattern.compile("^(?:\\uFEFF)?\\s*<(?:!|\\?xml|[A-Za-z][A-Za-z0-9:]*[\\s>/])");
  private static final Pattern OBJECT = Pattern.compile("^(?:\\uFEFF)?\\s*\\{\\s*[\"}]");
  private static final Pattern TEXT_TYPE =
      Pattern.compile("text/.*|application/(?:.*\\+)?(?:json|xml)|application/xhtml.*");

  /** What may follow the size at the beginning of an MP4 or QuickTime file. */
  private static final List<String> BOXES =
      List.of("ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp");

  private ContentCheck() {}

  /**
   * What stands there instead of a video; null where nothing is wrong.
   *
   * @param contentType as the server says; null where it does not
   * @param bytes the first bytes
   * @param videoOnly whether nothing but a known video format will do
   */
  static @Nullable String wrong(@Nullable String contentType, byte[] bytes, boolean videoOnly) {
    if (isVideo(bytes)) {
      return null;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (MARKUP.matcher(text).find()) {
      return text.toLowerCase(Locale.ROOT).contains("<html") || text.contains("<!")
          ? "an HTML page"
          : "an XML document";
    }
    if (OBJECT.matcher(text).find()) {
      return "a JSON document";
    }
    String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
    if (TEXT_TYPE.matcher(type.toLowerCase(Locale.ROOT)).matches()) {
      return "of the type " + type;
    }
    return videoOnly ? "of no video format that is known" : null;
  }

  private static boolean isVideo(byte[] bytes) {
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    return (latin.length() >= 8 && BOXES.contains(latin.substring(4, 8)))
        || latin.startsWith("\u001aE\u00df\u00a3") // Matroska and WebM
        || (latin.startsWith("RIFF") && latin.startsWith("AVI ", 8))
        || latin.startsWith("GIF8")
        || latin.startsWith("OggS")
        || latin.startsWith("FLV\u0001")
        || latin.startsWith("\u0000\u0000\u0001\u00ba") // MPEG program stream
        || (latin.length() > 188 && latin.charAt(0) == 'G' && latin.charAt(188) == 'G');
  }
}
