package io.videotask.internal.text;

import com.squareup.moshi.JsonReader;
import okio.Buffer;

/** Readers of JSON whose cost grows with the text and not with its square. */
public final class JsonText {
  /** Indentation at any depth that is read is shorter. */
  private static final int LONGEST_RUN = 1024;

  private JsonText() {}

  /** A strict reader. Moshi walks a run of blanks from its beginning for each of them. */
  public static JsonReader reader(String text) {
    return leanReader(withoutLongBlanks(text));
  }

  /** The same of a text that is known to be without long blanks. */
  public static JsonReader leanReader(String text) {
    return JsonReader.of(new Buffer().writeUtf8(text));
  }

  /** The same JSON, each long run of blanks between its tokens shortened to one. */
  public static String withoutLongBlanks(String text) {
    return mayHaveLongRun(text) ? shortened(text) : text;
  }

  /** Looks only where no long run can get by: this is done with every body that comes. */
  private static boolean mayHaveLongRun(String text) {
    for (int i = LONGEST_RUN; i < text.length(); i += LONGEST_RUN + 1) {
      if (isBlank(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static String shortened(String text) {
    StringBuilder lean = new StringBuilder();
    boolean quoted = false;
    int copied = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != '"';
        i += c == '\\' ? 1 : 0;
      } else if (isBlank(c)) {
        run++;
      } else {
        if (run > LONGEST_RUN) {
          lean.append(text, copied, i - run + 1);
          copied = i;
        }
        run = 0;
        quoted = c == '"';
      }
    }
    if (run > LONGEST_RUN) {
      lean.append(text, copied, text.length() - run + 1);
      copied = text.length();
    }
    return copied == 0 ? text : lean.append(text, copied, text.length()).toString();
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
