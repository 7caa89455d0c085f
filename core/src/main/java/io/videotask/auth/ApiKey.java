package io.videotask.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's key: a fixed one, or one that is asked for again before every request (so that a
 * rotated key takes over in the middle of a wait). Thread-safe if its supplier is. Never prints the
 * key.
 */
public final class ApiKey {
  private static final int MAX_LENGTH = 4096;

  private final Supplier<@Nullable String> source;
  private final boolean supplied;

  private ApiKey(Supplier<@Nullable String> source, boolean supplied) {
    this.source = source;
    this.supplied = supplied;
  }

  /**
   * A fixed key. Surrounding blanks and line ends are cut off.
   *
   * @throws IllegalArgumentException when it is empty, longer than 4,096 characters or has a
   *     character that can't stand in an HTTP header; the message tells the position, never the key
   */
  public static ApiKey of(String key) {
    String checked = checked(key);
    return new ApiKey(() -> checked, false);
  }

  /**
   * A key that is asked for before every request. Once a gateway has refused a key, the supplier is
   * asked once more, and the request, unless it is a submit, is repeated if it gives another one.
   * The supplier runs on a thread of the client and may block for a while; the request fails when
   * its time is up, and of a submit nothing is sent then. An exception, null or an unusable key
   * from it makes the request fail with an {@code AuthenticationException}.
   */
  public static ApiKey suppliedBy(Supplier<@Nullable String> supplier) {
    return new ApiKey(supplier, true);
  }

  /**
   * The fixed key in an environment variable.
   *
   * @throws IllegalArgumentException when the variable is not set, or its value is not usable as a
   *     key
   */
  public static ApiKey fromEnvironment(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("the environment variable " + variable + " holds no key");
    }
    return of(value);
  }

  /**
   * The fixed key that is the whole content of a file.
   *
   * @throws IllegalArgumentException when the file can't be read, or its content is not usable as a
   *     key
   */
  public static ApiKey fromFile(Path file) {
    try {
      return of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the key file " + file.getFileName() + " can't be read", e);
    }
  }

  /** Whether it comes from a supplier, which may hang. */
  public boolean isSupplied() {
    return supplied;
  }

  /** The key as it is now. */
  public String current() throws KeyUnavailableException {
    String key;
    try {
      key = source.get();
    } catch (Throwable e) {
      // Anything: Kotlin's and Lombok's throw checked exceptions too. What a foreign supplier says
      // may hold the key, so only the kind of its failure goes on.
      throw new KeyUnavailableException(
          "the key's supplier failed with a " + e.getClass().getSimpleName());
    }
    if (key == null) {
      throw new KeyUnavailableException("the key's supplier gave none");
    }
    try {
      return checked(key);
    } catch (IllegalArgumentException e) {
      throw new KeyUnavailableException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String toString() {
    return "ApiKey[…]";
  }

  private static String checked(String key) {
    String trimmed = key.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException("the key is empty");
    }
    if (trimmed.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the key has "
              + trimmed.length()
              + " characters; at most "
              + MAX_LENGTH
              + " are possible");
    }
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c < 0x21 || c > 0x7e) {
        throw new IllegalArgumentException(
            "the key has "
                + trimmed.length()
                + " characters, and the one at position "
                + (i + 1)
                + " can't stand in a key: only visible ASCII characters can");
      }
    }
    return trimmed;
  }
}
