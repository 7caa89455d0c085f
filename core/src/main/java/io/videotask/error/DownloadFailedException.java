package io.videotask.error;

/**
 * A video could not be stored, or is not what it should be. What stood at the target before is
 * untouched, and what has come of the video is kept for the next download where that can be of use.
 */
public final class DownloadFailedException extends VideoTaskException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public DownloadFailedException(Reason reason, String message, Evidence evidence) {
    super(ErrorKind.IO, Retry.NEVER, message, evidence);
    this.reason = reason;
  }

  /** Why, in one word. */
  public Reason reason() {
    return reason;
  }

  /** Why a video could not be stored. */
  public enum Reason {
    /** The target exists, and was not to be overwritten. */
    TARGET_EXISTS,
    /** The target is a directory, or something else that is no file. */
    TARGET_NOT_A_FILE,
    /** The directory that the target would be in does not exist. */
    NO_DIRECTORY,
    /** This process may not write there. */
    NO_PERMISSION,
    /** The disk is full, or would be. */
    DISK_FULL,
    /** Another download is writing the same part file, in this process or in another. */
    BUSY,
    /** The video is larger than allowed. */
    TOO_LARGE,
    /** The video does not have the digest that it should have. */
    WRONG_DIGEST,
    /** A connection broke, and the bytes that a channel has got can't be taken back. */
    NOT_RESUMABLE,
    /** The file system can't put the finished file in its place in one step. */
    NO_ATOMIC_MOVE,
    /** Writing failed for another reason. */
    WRITE_FAILED
  }
}
