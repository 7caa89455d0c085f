package io.videotask.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file that a video goes to, as far as it can be judged before a request is sent. */
final class VideoFile {
  private VideoFile() {}

  /**
   * The file that {@code -o} names.
   *
   * @throws UsageException when it names none
   */
  static Path named(String word) {
    if (word.equals("-")) {
      throw new UsageException(
          "a video does not go to standard output, where a cut could not be mended; name a file"
              + " (./- is one)");
    }
    if (word.isBlank() || word.endsWith("/")) {
      throw new UsageException("-o takes the name of a file");
    }
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new UsageException("-o takes the name of a file, and this can't be one");
    }
  }

  /**
   * Refuses what a video can't be stored as.
   *
   * @throws UsageException when it exists and must not be replaced, is a directory or lies in none
   */
  static void requireFree(Path file, boolean overwrite) {
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
