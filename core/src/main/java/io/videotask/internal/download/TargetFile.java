package io.videotask.internal.download;

import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.Evidence;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks one target file, and maps the file system's exceptions. */
record TargetFile(TaskRef task, Path target) {
  /** With less free space the disk counts as full, whatever the system's message. */
  private static final long FULL_BELOW_BYTES = 64 << 10;

  /**
   * Fails if the target is not writable; called before a request is sent and before the file is
   * moved.
   */
  void requireWritable(boolean overwrite) {
    Path directory = target.getParent();
    if (directory == null || target.getFileName() == null || Files.isDirectory(target)) {
      throw failure(Reason.TARGET_NOT_A_FILE, target + " is a directory, not a file", null);
    }
    if (!Files.isDirectory(directory)) {
      throw failure(Reason.NO_DIRECTORY, "there is no directory " + directory, null);
    }
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw failure(Reason.TARGET_NOT_A_FILE, target + " is no regular file", null);
    }
    if (!overwrite) {
      throw exists(null);
    }
  }

  DownloadFailedException exists(@Nullable IOException cause) {
    return failure(
        Reason.TARGET_EXISTS,
        target + " exists already; allow overwriting, or name another",
        cause);
  }

  DownloadFailedException of(IOException e) {
    if (e instanceof AccessDeniedException || mentions(e, "permission denied", "read-only")) {
      return failure(Reason.NO_PERMISSION, "nothing may be written to " + target.getParent(), e);
    }
    if (e instanceof FileAlreadyExistsException) {
      return exists(e);
    }
    if (e instanceof NoSuchFileException) {
      return failure(Reason.NO_DIRECTORY, "there is no directory " + target.getParent(), e);
    }
    if (mentions(e, "no space left", "disk full", "quota exceeded", "not enough space")
        || isFull()) {
      return failure(
          Reason.DISK_FULL,
          "the disk of " + target.getParent() + " is full; what has come is kept",
          e);
    }
    return failure(Reason.WRITE_FAILED, target + " can't be written: " + describe(e), e);
  }

  DownloadFailedException failure(Reason reason, String message, @Nullable IOException cause) {
    DownloadFailedException failure =
        new DownloadFailedException(
            reason, "the video of " + task + " can't be stored: " + message, Evidence.of(task));
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  private boolean isFull() {
    try {
      return Files.getFileStore(parent()).getUsableSpace() < FULL_BELOW_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private Path parent() {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private static boolean mentions(IOException e, String... phrases) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    for (String phrase : phrases) {
      if (message.contains(phrase)) {
        return true;
      }
    }
    return false;
  }

  private static String describe(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}", " ");
  }
}
