package io.videotask.task;

import java.util.regex.Pattern;

/**
 * The reference of a task: the name of a gateway and the id that the gateway gave the task. With
 * the configuration of the client it is all that is needed to resume after a restart. Prints and
 * parses as {@code gateway:id}. Immutable.
 *
 * @param gateway the configured gateway's name: 1 to 64 of {@code [a-z0-9-]}
 * @param id 1 to 1,024 printable characters, spaces included, but not only whitespace, {@code .} or
 *     {@code ..}; percent-encoded in URLs
 */
public record TaskRef(String gateway, String id) {
  private static final Pattern GATEWAY = Pattern.compile("[a-z0-9-]{1,64}");
  private static final int MAX_ID_LENGTH = 1024;

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
   * Parses what {@link #toString()} printed. The gateway's name is the part before the first colon.
   *
   * @throws IllegalArgumentException when the text is not a reference
   */
  public static TaskRef parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a task's reference is written gateway:id");
    }
    return new TaskRef(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Returns whether the text is a valid gateway name. */
  public static boolean isGatewayName(String text) {
    return GATEWAY.matcher(text).matches();
  }

  /** Returns whether the text is a valid task id. */
  public static boolean isId(String text) {
    return text.length() <= MAX_ID_LENGTH
        && !text.isBlank()
        && !text.equals(".")
        && !text.equals("..")
        && text.codePoints().allMatch(TaskRef::isPrintable);
  }

  /** Other characters are invisible in a log, or change how its line reads. */
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

  /** Returns {@code gateway:id}, to be stored; {@link #parse} reads it. */
  @Override
  public String toString() {
    return gateway + ":" + id;
  }
}
