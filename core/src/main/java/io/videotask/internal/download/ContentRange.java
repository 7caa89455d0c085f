package io.videotask.internal.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The range of a partial response.
 *
 * @param start the first byte; -1 if the range is unsatisfiable
 * @param end the last byte; -1 if the range is unsatisfiable
 * @param total the size of the file; null if the server does not report it
 */
record ContentRange(long start, long end, @Nullable Long total) {
  private static final Pattern FORM =
      Pattern.compile("(?i)bytes (?:([0-9]{1,18})-([0-9]{1,18})|\\*)/(?:([0-9]{1,18})|\\*)");

  /** Parses the header; returns null if it is missing or malformed. */
  static @Nullable ContentRange of(Headers headers) {
    String value = headers.get("Content-Range");
    Matcher form = FORM.matcher(value == null ? "" : value.strip());
    if (!form.matches()) {
      return null;
    }
    Long total = form.group(3) == null ? null : Long.valueOf(form.group(3));
    if (form.group(1) == null) {
      return new ContentRange(-1, -1, total);
    }
    long start = Long.parseLong(form.group(1));
    long end = Long.parseLong(form.group(2));
    boolean possible = start <= end && (total == null || end < total);
    return possible ? new ContentRange(start, end, total) : null;
  }
}
