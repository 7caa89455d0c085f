package io.videotask.internal.download;

import io.videotask.task.TaskRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Derives the names of part files, from the target and the task alone, so that another process
 * finds the part.
 */
final class PartName {
  /** File names have 255 bytes at most on common file systems, and a character has up to four. */
  private static final int MAX_STEM_LENGTH = 45;

  private PartName() {}

  static Path part(Path target, TaskRef task) {
    Path fileName = target.getFileName();
    String name = fileName == null ? "" : fileName.toString();
    String digest = Digests.of((task + "\n" + name).getBytes(StandardCharsets.UTF_8));
    int length = Math.min(name.length(), MAX_STEM_LENGTH);
    if (length < name.length() && Character.isHighSurrogate(name.charAt(length - 1))) {
      length--;
    }
    return target.resolveSibling(
        name.substring(0, length) + "." + digest.substring(0, 16) + ".part");
  }

  /**
   * Returns a path that identifies the part within this process, however its directory is written.
   */
  static Path identity(Path target, TaskRef task) {
    Path part = part(target, task);
    try {
      Path directory = part.getParent();
      return directory == null ? part : directory.toRealPath().resolve(part.getFileName());
    } catch (IOException e) {
      // Opening the file will fail with the reason.
      return part;
    }
  }

  /** Returns the state file of a part. */
  static Path state(Path part) {
    return part.resolveSibling(part.getFileName() + ".state");
  }

  /** Returns whether the file has other hard links, as a killed process may leave. */
  static boolean hasOtherHardLinks(Path file) throws IOException {
    @Nullable Object links;
    try {
      links = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException | NoSuchFileException e) {
      return false;
    }
    return links instanceof Integer count && count > 1;
  }
}
