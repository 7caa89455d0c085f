package io.videotask.cli;

import io.videotask.auth.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the key comes from: a file, standard input or the environment, and never the command's
 * words.
 */
final class ApiKeySource {
  static final String VARIABLE = "VIDEOTASK_API_KEY";

  /** Far above the longest key, so that a wrong file is noticed and not swallowed whole. */
  private static final int MOST_BYTES = 65_536;

  private ApiKeySource() {}

  /**
   * @throws UsageException or IllegalArgumentException when there is none, or it is not usable
   */
  static ApiKey read(ProcessEnvironment host, @Nullable String file) {
    if (file != null) {
      return ApiKey.of(content(host, file));
    }
    String value = host.environment().get(VARIABLE);
    if (value == null || value.isBlank()) {
      throw new UsageException(
          "there is no key; put it into " + VARIABLE + " or use --api-key-file FILE");
    }
    return ApiKey.of(value);
  }

  private static String content(ProcessEnvironment host, String file) {
    try (InputStream in = file.equals("-") ? host.in() : Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("the key file " + TerminalText.oneLine(file) + " can't be read");
    }
  }
}
