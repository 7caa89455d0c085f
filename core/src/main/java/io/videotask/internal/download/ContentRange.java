package io.videotask.internal.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Which piece of a file an answer brings.
 *
 * @param start its first byte; -1 where the answer says that there is no such piece
 * @param end its last byte; -1 likewise
 * @param total the size of the file; null where the server does not say
 */
record ContentRange(long start, long end, @Nullable Long total) {
  private static final Pattern FORM =
      Pattern.compile("(?i)bytes (?:([0-9]{1,18})-([0-9]{1,18})|\\*)/(?:([0-9]{1,18})|\\*)");

  /** Null where there is none, or none that makes sense. */
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
