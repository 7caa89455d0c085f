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

/** What it means for one target that the file system does not do what it should. */
record TargetFile(TaskRef task, Path target) {
  /** Less than this left means that the disk is full, whatever the system's words for it. */
  private static final long NOTHING_LEFT = 64 << 10;

  /** Refuses what can't be written, before anything is sent or moved. */
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
    if (e instanceof AccessDeniedException || says(e, "permission denied", "read-only")) {
      return failure(Reason.NO_PERMISSION, "nothing may be written to " + target.getParent(), e);
    }
    if (e instanceof FileAlreadyExistsException) {
      return exists(e);
    }
    if (e instanceof NoSuchFileException) {
      return failure(Reason.NO_DIRECTORY, "there is no directory " + target.getParent(), e);
    }
    if (says(e, "no space left", "disk full", "quota exceeded", "not enough space") || isFull()) {
      return failure(
          Reason.DISK_FULL,
          "the disk of " + target.getParent() + " is full; what has come is kept",
          e);
    }
    return failure(Reason.WRITE_FAILED, target + " can't be written: " + words(e), e);
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
      return Files.getFileStore(parent()).getUsableSpace() < NOTHING_LEFT;
    } catch (IOException e) {
      return false;
    }
  }

  private Path parent() {
    Path parent = target.getParent();
    return parent == null ? target : parent;
  }

  private static boolean says(IOException e, String... words) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (message.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String words(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.replaceAll("\\p{Cntrl}", " ");
  }
}
