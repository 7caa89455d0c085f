package io.videotask.testkit;

import java.util.SplittableRandom;

/**
 * Makes ids in the form of a sample: digits stay digits, letters letters, and what is before the
 * last slash, and the separator of a prefix, stays as it is.
 */
final class IdForm {
  private static final int MIN_RANDOM = 6;

  private final String sample;
  private final int fixed;

  IdForm(String sample) {
    this.sample = sample;
    this.fixed = fixedLength(sample);
  }

  /** Returns the length of a prefix such as {@code task_}: letters only, and a separator. */
  private static int fixedLength(String sample) {
    int begin = sample.lastIndexOf('/') + 1;
    int i = begin;
    while (i < sample.length() && Character.isLetter(sample.charAt(i))) {
      i++;
    }
    return i > begin && i < sample.length() && "_-".indexOf(sample.charAt(i)) >= 0 ? i + 1 : begin;
  }

  /** Returns an id, the same for the same number. */
  String id(long number) {
    SplittableRandom random = new SplittableRandom(number);
    StringBuilder id = new StringBuilder(sample.substring(0, fixed));
    boolean hex = sample.substring(fixed).matches("[0-9a-f-]+");
    int changed = 0;
    for (int i = fixed; i < sample.length(); i++) {
      char c = sample.charAt(i);
      boolean first = i == fixed;
      if (c >= '0' && c <= '9') {
        id.append(first && c != '0' ? c : (char) ('0' + random.nextInt(10)));
        changed++;
      } else if (c >= 'a' && c <= 'z') {
        id.append((char) ('a' + random.nextInt(hex ? 6 : 26)));
        changed++;
      } else if (c >= 'A' && c <= 'Z') {
        id.append((char) ('A' + random.nextInt(26)));
        changed++;
      } else {
        id.append(c);
      }
    }
    return changed < MIN_RANDOM ? id.append(number).toString() : id.toString();
  }
}
