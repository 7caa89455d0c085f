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
 * Derives a file name for a task's video from its id and format. Names sent by a server are not
 * used, so a server can't choose where a file is written.
 */
public final class VideoFileName {
  private static final int MAX_LENGTH = 100;

  /** Ids that need no hash. */
  private static final Pattern UNAMBIGUOUS = Pattern.compile("[A-Za-z0-9._~:@+=-]*");

  private static final Pattern FORMAT = Pattern.compile("[a-z0-9]{1,10}");

  /** Reserved device names on Windows, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

  private VideoFileName() {}

  /**
   * Returns the task's id with all characters except letters, digits, dots, underscores and hyphens
   * replaced by underscores, truncated to 100 characters. If the id has slashes, whitespace,
   * percent signs or non-ASCII letters, a hyphen and eight digits of its hash follow, so that such
   * ids stay distinct. The extension is the format, or {@code mp4} if that is unknown.
   */
  public static String of(VideoTask.Completed task) {
    return of(task, task.video());
  }

  /**
   * Returns the name for one of several videos of a task. The names of a task's videos differ only
   * by the format.
   */
  public static String of(VideoTask.Completed task, VideoResult video) {
    return of(task.ref(), video.format());
  }

  /**
   * Returns the name for a task's video of this format; {@code mp4} if that is null or malformed.
   */
  public static String of(TaskRef task, @Nullable String format) {
    String id = task.id().replaceAll("[^A-Za-z0-9._-]", "_");
    String stem = id.substring(0, Math.min(id.length(), MAX_LENGTH));
    String safe = DEVICE.matcher(stem).matches() ? "_" + stem : stem;
    String hash = UNAMBIGUOUS.matcher(task.id()).matches() ? "" : "-" + hash(task.id());
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

  private static String format(@Nullable String reported) {
    String lower = reported == null ? "" : reported.strip().toLowerCase(Locale.ROOT);
    return FORMAT.matcher(lower).matches() ? lower : "mp4";
  }
}
