package io.videotask.internal.download;

import io.videotask.error.Evidence;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoUrlException;
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

/**
 * Holds the URLs of one video, which of them is current, and why the others failed. Not
 * thread-safe.
 */
final class UrlRotation {
  private static final long NEVER = -1;

  private final TaskRef task;
  private final int index;
  private final @Nullable String contentUrl;
  private VideoTask.Completed answer;
  private VideoResult video;
  private List<VideoSource> sources;
  private int current;
  private @Nullable VideoTaskException expiredFailure;
  private @Nullable VideoTaskException refusal;
  private @Nullable RetryableFailure missing;
  private long receivedAtRefresh = NEVER;

  /**
   * Starts with the URLs of a task's answer.
   *
   * @param index the index of the video among the task's videos
   * @param contentUrl where the gateway itself may serve the first video; null if it does not
   * @throws NoUrlException if there is no such video
   */
  UrlRotation(VideoTask.Completed task, int index, @Nullable String contentUrl) {
    this.task = task.ref();
    this.index = index;
    this.contentUrl = index == 0 ? contentUrl : null;
    this.answer = task;
    this.video = selected(task);
    this.sources = VideoSource.of(video, this.contentUrl);
  }

  /** Returns whether there is no URL at all, not even the gateway's own content path. */
  boolean isEmpty() {
    return sources.isEmpty();
  }

  /**
   * Returns whether the task's answer has a URL; otherwise only the gateway's own content path can
   * be tried.
   */
  boolean hasReportedUrl() {
    return !sources.isEmpty() && !sources.get(0).isOwnContent();
  }

  /** Returns whether a URL is expected: the answer names a file. */
  boolean expectsUrl() {
    return video.fileId() != null;
  }

  /** Returns the exception for an answer without a URL. */
  NoUrlException noUrl() {
    List<String> notes = answer.notes();
    return new NoUrlException(
        task
            + " is finished, and its gateway does not say where the video is"
            + (notes.isEmpty() ? "" : ": " + notes.get(notes.size() - 1)),
        Evidence.of(task));
  }

  VideoSource current() {
    return sources.get(current);
  }

  /** Returns all URLs, as reported. */
  List<String> urls() {
    return sources.stream().map(VideoSource::url).toList();
  }

  /** Returns the size of the video in the task's answer; null if it is not reported. */
  @Nullable Long reportedSize() {
    return video.bytes();
  }

  /** Returns whether the URLs have expired according to the task's answer. */
  boolean isExpired(Instant now) {
    Instant expires = video.expiresAt();
    boolean past = expires != null && !expires.isAfter(now);
    if (past) {
      expiredFailure = expired("it expired at " + expires);
    }
    return past;
  }

  /** Records that the URL has expired. */
  void recordExpired(VideoTaskException reason) {
    expiredFailure = reason;
  }

  /** Records that the URL does not work, and that a fresh one would not either. */
  void recordRefusal(VideoTaskException reason) {
    if (refusal == null) {
      refusal = reason;
    }
  }

  /** Records that the video was not found. */
  void recordMissing(RetryableFailure reason) {
    if (missing == null || reason.remedy() == RetryableFailure.Remedy.NOT_READY) {
      missing = reason;
    }
  }

  /**
   * Returns why the video was not found; null if no URL has reported that since the last refresh.
   */
  @Nullable RetryableFailure missing() {
    return missing;
  }

  /** Makes the answer's next URL current, or the first one after the last. */
  void rotate() {
    boolean hasNext = current + 1 < sources.size() && !sources.get(current + 1).isOwnContent();
    current = hasNext ? current + 1 : 0;
  }

  /** Advances to the gateway's own content path if it is next; returns whether it is. */
  boolean advanceToOwnContent() {
    boolean isNext = current + 1 < sources.size() && sources.get(current + 1).isOwnContent();
    current = isNext ? current + 1 : current;
    return isNext;
  }

  /** Returns to the first URL. */
  void rewind() {
    current = 0;
    missing = null;
  }

  /**
   * Advances to a URL that has not been tried since the last refresh; returns false if there is
   * none.
   */
  boolean advance() {
    if (current + 1 >= sources.size()) {
      return false;
    }
    current++;
    return true;
  }

  /** Returns whether no bytes have been received since the last refresh. */
  boolean isRefreshUseless(long received) {
    return receivedAtRefresh != NEVER && received <= receivedAtRefresh;
  }

  /**
   * Checks whether a refresh is worthwhile: it is once, and again after each one that led to
   * progress.
   *
   * @param received the number of bytes received so far
   * @throws VideoTaskException if a refresh is not worthwhile
   */
  void requireUsefulRefresh(long received) {
    if (expiredFailure == null && refusal != null) {
      throw refusal;
    }
    if (isRefreshUseless(received)) {
      throw noUrlLeft("the fresh one does not work either");
    }
  }

  /** Records that a refresh has started. */
  void refreshStarted(long received) {
    receivedAtRefresh = received;
  }

  /** Records that a refresh failed without an answer about the URLs. */
  void refreshFailed() {
    receivedAtRefresh = NEVER;
  }

  /** Replaces the URLs by those of a fresh answer. */
  void refresh(VideoTask.Completed fresh) {
    boolean hadReportedUrl = hasReportedUrl();
    answer = fresh;
    video = selected(fresh);
    sources = VideoSource.of(video, contentUrl);
    current = 0;
    refusal = null;
    missing = null;
    if (hadReportedUrl && !hasReportedUrl() && !expectsUrl()) {
      throw noUrlLeft("its gateway no longer reports a URL");
    }
  }

  /** Returns the exception for a video without any working URL left. */
  LinkExpiredException noUrlLeft(String reason) {
    VideoTaskException last = expiredFailure;
    LinkExpiredException failure =
        expired(last == null ? reason : reason + "; before that: " + last.getMessage());
    if (last != null) {
      failure.initCause(last);
    }
    return failure;
  }

  /** Returns the exception for a video that did not become available in time. */
  VideoTaskException stillMissing(RetryableFailure last, Duration tried) {
    VideoTaskException cause = last.failure();
    String message =
        "the video of "
            + task
            + " is not there (yet), "
            + Math.max(1, tried.toSeconds())
            + " s after it was first requested; download it again later: "
            + cause.getMessage();
    Evidence evidence = new Evidence(task, cause.httpStatus(), null, cause.retryAfter());
    VideoTaskException failure =
        cause instanceof LinkExpiredException
            ? new LinkExpiredException(message, evidence)
            : new UnreachableException(message, Retry.ALWAYS, evidence);
    failure.initCause(cause);
    return failure;
  }

  private LinkExpiredException expired(String reason) {
    Integer status = expiredFailure == null ? null : expiredFailure.httpStatus();
    return new LinkExpiredException(
        "the video of " + task + " has no working URL: " + reason,
        new Evidence(task, status, null, null));
  }

  private VideoResult selected(VideoTask.Completed completed) {
    if (index >= completed.videos().size()) {
      throw new NoUrlException(
          task + " made " + completed.videos().size() + " videos; there is no number " + index,
          Evidence.of(task));
    }
    return completed.videos().get(index);
  }
}
