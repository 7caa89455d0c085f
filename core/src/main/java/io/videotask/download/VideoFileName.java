package io.videotask.download;

import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file name for a task's video, from what we know of it: no name that a server sent ever decides
 * where something is written.
 */
public final class VideoFileName {
  private static final int LONGEST = 100;

  /** Ids whose names have been without a hash from the beginning. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:@+=-]*");

  private static final Pattern FORMAT = Pattern.compile("[a-z0-9]{1,10}");

  /** What some systems take for a device, whatever follows the dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

  private VideoFileName() {}

  /**
   * The task's id, with every character but letters, digits, dots, underscores and hyphens made an
   * underscore, cut to 100 characters; for an id with slashes, blanks, percent signs or letters
   * beyond ASCII a hyphen and eight digits of its hash, so that two such ids differ; then a dot and
   * the format, {@code mp4} where it is unknown.
   */
  public static String of(VideoTask.Completed task) {
    return of(task, task.video());
  }

  /** The name for one of several videos of a task. They differ in their format at most. */
  public static String of(VideoTask.Completed task, VideoResult video) {
    return of(task.ref(), video.format());
  }

  /** The name for a task's video in this format; {@code mp4} where it is null or unusable. */
  public static String of(TaskRef task, @Nullable String format) {
    String id = task.id().replaceAll("[^A-Za-z0-9._-]", "_");
    String stem = id.substring(0, Math.min(id.length(), LONGEST));
    String safe = DEVICE.matcher(stem).matches() ? "_" + stem : stem;
    String hash = PLAIN.matcher(task.id()).matches() ? "" : "-" + hash(task.id());
    return safe + hash + "." + format(format);
  }

  private static String hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }

  private static String format(@Nullable String told) {
    String lower = told == null ? "" : told.strip().toLowerCase(Locale.ROOT);
    return FORMAT.matcher(lower).matches() ? lower : "mp4";
  }
}
