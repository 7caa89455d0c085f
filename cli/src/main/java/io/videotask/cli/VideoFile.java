package io.videotask.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Checks the target file of a download before any request is sent. */
final class VideoFile {
  private VideoFile() {}

  /**
   * Returns the file of {@code -o}.
   *
   * @throws UsageException if it is not the name of a file
   */
  static Path named(String path) {
    if (path.equals("-")) {
      throw new UsageException(
          "a video does not go to standard output, where a cut could not be mended; name a file"
              + " (./- is one)");
    }
    if (path.isBlank() || path.endsWith("/")) {
      throw new UsageException("-o takes the name of a file");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw new UsageException("-o takes the name of a file, and this can't be one");
    }
  }

  /**
   * Checks that a video can be written to this file.
   *
   * @throws UsageException if it exists and must not be replaced, is a directory, or its directory
   *     does not exist
   */
  static void requireWritable(Path file, boolean overwrite) {
    String name = TerminalText.oneLine(file.toString());
    if (Files.isDirectory(file)) {
      throw new UsageException(name + " is a directory; -o takes the name of a file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new UsageException(name + " is no regular file");
    }
    if (!overwrite && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UsageException(
          name + " exists already; add --overwrite to replace it, or name another file with -o");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!isDirectory(folder)) {
      throw new UsageException("the directory that " + name + " would be in does not exist");
    }
  }

  private static boolean isDirectory(@Nullable Path folder) {
    return folder != null && Files.isDirectory(folder);
  }
}
