package io.videotask.task;

import java.util.regex.Pattern;

/**
 * The reference of a task: a gateway's name and the id that the gateway gave. Together with the
 * client's configuration it is all that must be kept to go on after a restart. Prints and parses as
 * {@code gateway:id}.
 *
 * @param gateway the configured gateway's name: 1 to 64 of {@code [a-z0-9-]}
 * @param id 1 to 1,024 printable characters, blanks among them, but not only blanks, {@code .} or
 *     {@code ..}; in an address they are percent-encoded
 */
public record TaskRef(String gateway, String id) {
  private static final Pattern GATEWAY = Pattern.compile("[a-z0-9-]{1,64}");
  private static final int LONGEST_ID = 1024;

  /**
   * @throws IllegalArgumentException when the name or the id is not usable
   */
  public TaskRef {
    if (!isGatewayName(gateway)) {
      throw new IllegalArgumentException(
          "a gateway's name has 1 to 64 characters out of a-z, 0-9 and '-'");
    }
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "a task id has 1 to 1,024 printable characters and is not '.' or '..'");
    }
  }

  /**
   * Reads what {@link #toString()} printed. What stands before the first colon is the gateway's
   * name.
   *
   * @throws IllegalArgumentException when the text is no reference
   */
  public static TaskRef parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a task's reference is written gateway:id");
    }
    return new TaskRef(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Whether the text can name a gateway. */
  public static boolean isGatewayName(String text) {
    return GATEWAY.matcher(text).matches();
  }

  /** Whether the text can be a task's id. */
  public static boolean isId(String text) {
    return text.length() <= LONGEST_ID
        && !text.isBlank()
        && !text.equals(".")
        && !text.equals("..")
        && text.codePoints().allMatch(TaskRef::isPrintable);
  }

  /** What is not can't be seen in a line of a log, or makes the line read as something else. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** {@code gateway:id}, to be stored; {@link #parse} reads it. */
  @Override
  public String toString() {
    return gateway + ":" + id;
  }
}
