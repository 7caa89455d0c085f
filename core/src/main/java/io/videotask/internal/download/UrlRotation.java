package io.videotask.internal.download;

import io.videotask.error.Evidence;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoAddressException;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of one video, which of them is the turn's, and what was wrong with the others. */
final class UrlRotation {
  private static final long NEVER = -1;

  private final TaskRef task;
  private final int number;
  private final @Nullable String contentUrl;
  private VideoTask.Completed seen;
  private VideoResult video;
  private List<VideoSource> sources;
  private int current;
  private @Nullable VideoTaskException gone;
  private @Nullable VideoTaskException refused;
  private @Nullable RetryableFailure notThere;
  private long freshAt = NEVER;

  /**
   * @param number which of the task's videos
   * @param contentUrl where the gateway itself may serve the first of them; null where it does not
   * @throws NoAddressException when there is no such video
   */
  UrlRotation(VideoTask.Completed task, int number, @Nullable String contentUrl) {
    this.task = task.ref();
    this.number = number;
    this.contentUrl = number == 0 ? contentUrl : null;
    this.seen = task;
    this.video = chosen(task);
    this.sources = VideoSource.of(video, this.contentUrl);
  }

  /** Whether there is nothing to try, not even a path of the gateway's own. */
  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** Whether the gateway's answer has an address; else only a path of its own may be tried. */
  boolean isNamed() {
    return !sources.isEmpty() && !sources.get(0).isOwnContent();
  }

  /** Whether an address is to come: the answer names a file. */
  boolean isExpected() {
    return video.fileId() != null;
  }

  /** What is thrown where no address comes. */
  NoAddressException noAddress() {
    List<String> notes = seen.notes();
    return new NoAddressException(
        task
            + " is finished, and its gateway does not say where the video is"
            + (notes.isEmpty() ? "" : ": " + notes.get(notes.size() - 1)),
        Evidence.of(task));
  }

  VideoSource current() {
    return sources.get(current);
  }

  /** All addresses, as they came. */
  List<String> urls() {
    return sources.stream().map(VideoSource::url).toList();
  }

  /** The video's size as the gateway says; null where it does not. */
  @Nullable Long announced() {
    return video.bytes();
  }

  /** Whether the gateway's word is that these addresses have stopped working. */
  boolean isExpired(Instant now) {
    Instant expires = video.expiresAt();
    boolean past = expires != null && !expires.isAfter(now);
    if (past) {
      gone = expired("it expired at " + expires);
    }
    return past;
  }

  /** The link has gone. */
  void goneBecause(VideoTaskException why) {
    gone = why;
  }

  /** The link is of no use, and a fresh one won't be better. */
  void refusedBecause(VideoTaskException why) {
    if (refused == null) {
      refused = why;
    }
  }

  /** The video isn't there yet, or not any more. */
  void notThereBecause(RetryableFailure why) {
    if (notThere == null || why.remedy() == RetryableFailure.Remedy.NOT_READY) {
      notThere = why;
    }
  }

  /** Why the video isn't there yet; null where no address has said so since the last fresh ones. */
  @Nullable RetryableFailure notThere() {
    return notThere;
  }

  /** Gives the next address of the answer a turn. */
  void rotate() {
    boolean hasNext = current + 1 < sources.size() && !sources.get(current + 1).isOwnContent();
    current = hasNext ? current + 1 : 0;
  }

  /** Goes on to the gateway's own content path, if it is the only one left; false where not. */
  boolean advanceToOwnContent() {
    boolean isNext = current + 1 < sources.size() && sources.get(current + 1).isOwnContent();
    current = isNext ? current + 1 : current;
    return isNext;
  }

  /** Begins with the first address again. */
  void rewind() {
    current = 0;
    notThere = null;
  }

  /** Goes on to an address that was not tried since the last fresh ones came; false for none. */
  boolean advance() {
    if (current + 1 >= sources.size()) {
      return false;
    }
    current++;
    return true;
  }

  /** Whether fresh addresses have brought nothing since they were asked for the last time. */
  boolean isRefreshedInVain(long have) {
    return freshAt != NEVER && have <= freshAt;
  }

  /**
   * Asks whether fresh addresses are worth asking for: once, unless those of the last time have
   * brought something.
   *
   * @param have how many bytes there are
   * @throws VideoTaskException when they are not
   */
  void requireWorthRefreshing(long have) {
    if (gone == null && refused != null) {
      throw refused;
    }
    if (isRefreshedInVain(have)) {
      throw lost("the fresh one does not work either");
    }
  }

  /** Fresh addresses are being asked for. */
  void refreshing(long have) {
    freshAt = have;
  }

  /** No answer came that says anything about them. */
  void refreshingFailed() {
    freshAt = NEVER;
  }

  /** Takes the addresses of a fresh answer. */
  void refresh(VideoTask.Completed fresh) {
    boolean named = isNamed();
    seen = fresh;
    video = chosen(fresh);
    sources = VideoSource.of(video, contentUrl);
    current = 0;
    refused = null;
    notThere = null;
    if (named && !isNamed() && !isExpected()) {
      throw lost("its gateway gives no address any more");
    }
  }

  /** The end: there is no address left. */
  LinkExpiredException lost(String why) {
    VideoTaskException last = gone;
    LinkExpiredException failure =
        expired(last == null ? why : why + "; before that: " + last.getMessage());
    if (last != null) {
      failure.initCause(last);
    }
    return failure;
  }

  /** The end: the video has not come to be there. */
  VideoTaskException notThereInTime(RetryableFailure last, Duration tried) {
    VideoTaskException cause = last.failure();
    String message =
        "the video of "
            + task
            + " is not there (yet), "
            + Math.max(1, tried.toSeconds())
            + " s after it was first asked for; download it again later: "
            + cause.getMessage();
    Evidence evidence = new Evidence(task, cause.httpStatus(), null, cause.retryAfter());
    VideoTaskException failure =
        cause instanceof LinkExpiredException
            ? new LinkExpiredException(message, evidence)
            : new UnreachableException(message, Retry.ALWAYS, evidence);
    failure.initCause(cause);
    return failure;
  }

  private LinkExpiredException expired(String why) {
    Integer status = gone == null ? null : gone.httpStatus();
    return new LinkExpiredException(
        "the link of the video of " + task + " has gone: " + why,
        new Evidence(task, status, null, null));
  }

  private VideoResult chosen(VideoTask.Completed completed) {
    if (number >= completed.videos().size()) {
      throw new NoAddressException(
          task + " made " + completed.videos().size() + " videos; there is no number " + number,
          Evidence.of(task));
    }
    return completed.videos().get(number);
  }
}
