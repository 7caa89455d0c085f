package io.videotask.download;

import io.videotask.error.Evidence;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoAddressException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses of one video, which of them is the turn's, and what was wrong with the others. */
final class Links {
  private static final long NEVER = -1;

  private final TaskRef task;
  private final int number;
  private VideoResult video;
  private List<Source> sources;
  private int current;
  private @Nullable VideoTaskException gone;
  private @Nullable VideoTaskException refused;
  private long freshAt = NEVER;

  /**
   * @param number which of the task's videos
   * @throws NoAddressException when there is no such video, or nobody says where it is
   */
  Links(VideoTask.Completed task, int number) {
    this.task = task.ref();
    this.number = number;
    this.video = chosen(task);
    this.sources = Source.of(video);
    if (sources.isEmpty()) {
      throw new NoAddressException(
          task.ref() + " is finished, and its gateway does not say where the video is",
          Evidence.of(task.ref()));
    }
  }

  Source current() {
    return sources.get(current);
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

  /** Gives the other address a turn. */
  void rotate() {
    current = (current + 1) % sources.size();
  }

  /** Goes on to an address that was not tried since the last fresh ones came; false for none. */
  boolean advance() {
    if (current + 1 == sources.size()) {
      return false;
    }
    current++;
    return true;
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
    if (freshAt != NEVER && have <= freshAt) {
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

  void refresh(VideoTask.Completed fresh) {
    video = chosen(fresh);
    sources = Source.of(video);
    current = 0;
    refused = null;
    if (sources.isEmpty()) {
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
