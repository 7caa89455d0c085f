package io.videotask.error;

/**
 * A video could not be stored, or failed a check. An existing target is unchanged, and the
 * downloaded part is kept for the next download where it can be resumed.
 */
public final class DownloadFailedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public DownloadFailedException(Reason reason, String message, Evidence evidence) {
    super(ErrorKind.IO, Retry.NEVER, message, evidence);
    this.reason = reason;
  }

  /** Returns the reason; never null. */
  public Reason reason() {
    return reason;
  }

  /** Why a video could not be stored. */
  public enum Reason {
    /** The target exists, and overwriting it was not allowed. */
    TARGET_EXISTS,
    /** The target is a directory, or another special file. */
    TARGET_NOT_A_FILE,
    /** The parent directory of the target does not exist. */
    NO_DIRECTORY,
    /** The process lacks the permission to write there. */
    NO_PERMISSION,
    /** The disk is full, or too small for the video. */
    DISK_FULL,
    /** Another download is writing the same part file, in this process or in another. */
    BUSY,
    /** The video is larger than the limit of the options. */
    TOO_LARGE,
    /** The digest of the video is not the expected one. */
    WRONG_DIGEST,
    /** The connection broke, and a channel can't be rewound. */
    NOT_RESUMABLE,
    /** The file system can't move the finished file to the target atomically. */
    NO_ATOMIC_MOVE,
    /** Writing failed for another reason. */
    WRITE_FAILED
  }
}
