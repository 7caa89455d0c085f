package io.videotask.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key of a gateway: fixed, or from a supplier that is called before every request, so that a
 * rotated key takes effect during a wait. Thread-safe if its supplier is. {@link #toString} does
 * not contain the key.
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
   * Returns a fixed key. Surrounding whitespace is removed.
   *
   * @throws IllegalArgumentException when the key is empty, longer than 4,096 characters or has a
   *     character that is not visible ASCII; the message gives the position, never the key
   */
  public static ApiKey of(String key) {
    String checked = checked(key);
    return new ApiKey(() -> checked, false);
  }

  /**
   * Returns a fixed pair, for gateways that take tokens signed with it: the same as a key {@code
   * ACCESS:SECRET}. The secret is never sent.
   *
   * @param accessKey identifies the key; has no colon
   * @param secretKey signs the tokens
   * @throws IllegalArgumentException when one of them is invalid as in {@link #of(String)}, or the
   *     access key has a colon
   */
  public static ApiKey ofPair(String accessKey, String secretKey) {
    String access = checked(accessKey);
    if (access.indexOf(':') >= 0) {
      throw new IllegalArgumentException("the access key has a colon; it ends before the colon");
    }
    return of(access + ":" + checked(secretKey));
  }

  /**
   * Returns a key from a supplier that is called before every request. After a gateway has refused
   * a key, the supplier is called once more, and the request, unless it is a submit, is retried if
   * the key is another one. The supplier runs on a thread of the client and may block; the request
   * fails when its time-out has passed, and a submit is not sent then. An exception, null or an
   * unusable key makes the request fail with an {@code AuthenticationException}.
   */
  public static ApiKey suppliedBy(Supplier<@Nullable String> supplier) {
    return new ApiKey(supplier, true);
  }

  /**
   * Reads a fixed key from an environment variable.
   *
   * @throws IllegalArgumentException when the variable is not set, or its value is not a valid key
   */
  public static ApiKey fromEnvironment(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("the environment variable " + variable + " holds no key");
    }
    return of(value);
  }

  /**
   * Reads a fixed key that is the whole content of a file.
   *
   * @throws IllegalArgumentException when the file can't be read, or its content is not a valid key
   */
  public static ApiKey fromFile(Path file) {
    try {
      return of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the key file " + file.getFileName() + " can't be read", e);
    }
  }

  /** Returns whether the key has a supplier, which may block. */
  public boolean isSupplied() {
    return supplied;
  }

  /**
   * Returns the current key.
   *
   * @throws KeyUnavailableException when the supplier fails or returns no valid key
   */
  public String current() throws KeyUnavailableException {
    String key;
    try {
      key = source.get();
    } catch (Throwable e) {
      // Throwable, as suppliers in Kotlin or with Lombok may throw checked exceptions too. The
      // message of a supplier's exception may contain the key, so only its type is kept.
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
