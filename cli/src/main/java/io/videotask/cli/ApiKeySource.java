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
 * Reads the API key from a file, standard input or the environment; never from the arguments, which
 * other processes can see.
 */
final class ApiKeySource {
  static final String VARIABLE = "VIDEOTASK_API_KEY";

  /** Far above the longest key; limits how much of a wrong file is read. */
  private static final int MAX_BYTES = 65_536;

  private ApiKeySource() {}

  /**
   * @throws UsageException or IllegalArgumentException if there is no key, or it is invalid
   */
  static ApiKey read(ProcessEnvironment process, @Nullable String file) {
    if (file != null) {
      return ApiKey.of(content(process, file));
    }
    String value = process.environment().get(VARIABLE);
    if (value == null || value.isBlank()) {
      throw new UsageException(
          "there is no key; put it into " + VARIABLE + " or use --api-key-file FILE");
    }
    return ApiKey.of(value);
  }

  private static String content(ProcessEnvironment process, String file) {
    try (InputStream in = file.equals("-") ? process.in() : Files.newInputStream(Path.of(file))) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("the key file " + TerminalText.oneLine(file) + " can't be read");
    }
  }
}
