package io.videotask.internal.answer;

import io.videotask.generated.gateway.DetailKind;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads the details of a video, such as its format and size, from the levels of an answer. */
record VideoDetails(List<AnswerNode> levels) {
  private static final Set<String> FORMATS =
      Set.of("mp4", "webm", "mov", "m4v", "mkv", "avi", "gif");
  private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{2,4})$");
  private static final Pattern SIZE =
      Pattern.compile("\\s*([0-9]{1,6})\\s*[xX×*]\\s*([0-9]{1,6})\\s*");

  /**
   * Returns the format, from its own field, the file name or the URL; null where none has it.
   *
   * @param url the video's URL; null for none
   */
  @Nullable String format(@Nullable String url) {
    String reported = text(DetailKind.FORMAT);
    if (reported != null) {
      String format = reported.strip().toLowerCase(Locale.ROOT);
      return format.startsWith("video/") ? ofMediaType(format) : format;
    }
    String fromFileName = extension(text(DetailKind.FILE_NAME));
    if (fromFileName != null || url == null) {
      return fromFileName;
    }
    if (url.regionMatches(true, 0, "data:video/", 0, 11)) {
      return ofMediaType(url.substring(5).split("[;,]", 2)[0].toLowerCase(Locale.ROOT));
    }
    HttpUrl parsed = HttpUrl.parse(url);
    return extension(parsed == null ? url : parsed.encodedPath());
  }

  private static @Nullable String ofMediaType(String mediaType) {
    String type = mediaType.substring("video/".length());
    return type.equals("quicktime") ? "mov" : FORMATS.contains(type) ? type : null;
  }

  private static @Nullable String extension(@Nullable String name) {
    Matcher matcher = EXTENSION.matcher(name == null ? "" : name.strip());
    String extension = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
    return FORMATS.contains(extension) ? extension : null;
  }

  /** Returns the width in pixels; null where unknown. */
  @Nullable Long width() {
    return dimension(DetailKind.WIDTH, 1);
  }

  /** Returns the height in pixels; null where unknown. */
  @Nullable Long height() {
    return dimension(DetailKind.HEIGHT, 2);
  }

  private @Nullable Long dimension(DetailKind kind, int group) {
    Long reported = whole(kind);
    String size = reported == null ? text(DetailKind.SIZE) : null;
    Matcher matcher = SIZE.matcher(size == null ? "" : size);
    return matcher.matches() ? Scalar.positiveLong(matcher.group(group)) : reported;
  }

  /** Returns the first text of a kind; null for none. */
  @Nullable String text(DetailKind kind) {
    for (Scalar value : values(kind)) {
      if (kind != DetailKind.FILE_ID || !value.text().equals("0")) {
        return value.text();
      }
    }
    return null;
  }

  /** Returns the first positive whole number of a kind; null for none. */
  @Nullable Long whole(DetailKind kind) {
    for (Scalar value : values(kind)) {
      Long whole = value.positiveLong();
      if (whole != null) {
        return whole;
      }
    }
    return null;
  }

  /** Returns the first positive number of a kind; null for none. */
  @Nullable Double decimal(DetailKind kind) {
    for (Scalar value : values(kind)) {
      Double decimal = value.positiveDouble();
      if (decimal != null) {
        return decimal;
      }
    }
    return null;
  }

  private List<Scalar> values(DetailKind kind) {
    List<Scalar> values = new ArrayList<>();
    for (AnswerNode level : levels) {
      for (AnswerNode.Detail detail : level.details()) {
        if (detail.kind() == kind && detail.value() != null) {
          values.add(detail.value());
        }
      }
    }
    return values;
  }
}
