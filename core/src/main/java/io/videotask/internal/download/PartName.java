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
 * What a part is called. The name follows from the target and the task alone, so that the next
 * process finds what this one left.
 */
final class PartName {
  /** The longest file name has 255 bytes mostly, and a character up to four. */
  private static final int LONGEST_STEM = 45;

  private PartName() {}

  static Path part(Path target, TaskRef task) {
    Path fileName = target.getFileName();
    String name = fileName == null ? "" : fileName.toString();
    String digest = Digests.of((task + "\n" + name).getBytes(StandardCharsets.UTF_8));
    int length = Math.min(name.length(), LONGEST_STEM);
    if (length < name.length() && Character.isHighSurrogate(name.charAt(length - 1))) {
      length--;
    }
    return target.resolveSibling(
        name.substring(0, length) + "." + digest.substring(0, 16) + ".part");
  }

  /** The part as nothing else is called in this process, whichever way its directory was named. */
  static Path identity(Path target, TaskRef task) {
    Path part = part(target, task);
    try {
      Path directory = part.getParent();
      return directory == null ? part : directory.toRealPath().resolve(part.getFileName());
    } catch (IOException e) {
      // Opening it will tell what is wrong.
      return part;
    }
  }

  /** The small file beside a part. */
  static Path state(Path part) {
    return part.resolveSibling(part.getFileName() + ".state");
  }

  /** Whether the file also has another name, which a killed process may have given it. */
  static boolean hasSecondName(Path file) throws IOException {
    @Nullable Object links;
    try {
      links = Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException | NoSuchFileException e) {
      return false;
    }
    return links instanceof Integer count && count > 1;
  }
}
