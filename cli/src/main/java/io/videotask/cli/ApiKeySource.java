package io.videotask.cli;

import io.videotask.auth.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the API key from a file, standard input or the environment; never from the arguments, which
 * other processes can see.
 */
final class ApiKeySource {
  static final String VARIABLE = "VIDEOTASK_API_KEY";

  /** The two halves of a key that is a pair, for gateways that take signed tokens. */
  static final String ACCESS_VARIABLE = "VIDEOTASK_ACCESS_KEY";

  static final String SECRET_VARIABLE = "VIDEOTASK_SECRET_KEY";

  /** Far above the longest key; limits how much of a wrong file is read. */
  private static final int MAX_BYTES = 65_536;

  private ApiKeySource() {}

  /**
   * @param pair whether the gateway takes a pair as well, which may be in two variables
   * @throws UsageException or IllegalArgumentException if there is no key, or it is invalid
   */
  static ApiKey read(ProcessEnvironment process, @Nullable String file, boolean pair) {
    if (file != null) {
      return ApiKey.of(content(process, file));
    }
    String value = variable(process, VARIABLE);
    if (value != null) {
      return ApiKey.of(value);
    }
    if (pair) {
      return pair(process);
    }
    throw new UsageException(
        "there is no key; put it into " + VARIABLE + " or use --api-key-file FILE");
  }

  private static ApiKey pair(ProcessEnvironment process) {
    String access = variable(process, ACCESS_VARIABLE);
    String secret = variable(process, SECRET_VARIABLE);
    if (access == null && secret == null) {
      throw new UsageException(
          "there is no key; put it into %s, as ACCESS:SECRET if it is a pair, or the pair into %s and %s, or use --api-key-file FILE"
              .formatted(VARIABLE, ACCESS_VARIABLE, SECRET_VARIABLE));
    }
    if (access == null || secret == null) {
      throw new UsageException(
          "the key is a pair, and %s is not set"
              .formatted(access == null ? ACCESS_VARIABLE : SECRET_VARIABLE));
    }
    return ApiKey.ofPair(access, secret);
  }

  private static @Nullable String variable(ProcessEnvironment process, String name) {
    String value = process.environment().get(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** Returns the text without the keys of the environment. */
  static String withoutKeys(ProcessEnvironment process, String text) {
    String clean = text;
    for (String name : List.of(VARIABLE, SECRET_VARIABLE, ACCESS_VARIABLE)) {
      String value = variable(process, name);
      if (value != null) {
        clean = clean.replace(value.strip(), "…");
      }
    }
    return clean;
  }

  private static String content(ProcessEnvironment process, String file) {
    try (InputStream in = file.equals("-") ? process.in() : Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("the key file " + TerminalText.oneLine(file) + " can't be read");
    }
  }
}
