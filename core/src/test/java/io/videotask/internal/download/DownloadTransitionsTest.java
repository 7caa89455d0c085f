package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.Evidence;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.NoUrlException;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.download.NextStep.State;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a download does after each attempt and each refresh. */
class DownloadTransitionsTest {
  private static final String FIRST = "https://a.example/v";
  private static final String BACKUP = "https://b.example/v";
  private static final String FRESH = "https://c.example/v";
  private static final String OWN = "https://gw.example/content";
  private static final RandomGenerator LONGEST = () -> 0L;
  private static final NextStep FETCH = NextStep.now(State.FETCH);
  private static final NextStep REFRESH = NextStep.now(State.REFRESH);

  private final VirtualTime clock = new VirtualTime();
  private final RangeSupport ranges = new RangeSupport();
  private UrlRotation rotation = rotation(Tasks.completed(FIRST), null);
  private DownloadTransitions transitions = transitions();

  private static UrlRotation rotation(VideoTask.Completed task, @Nullable String own) {
    return new UrlRotation(task, 0, own);
  }

  private DownloadTransitions transitions() {
    return new DownloadTransitions(
        rotation, ranges, new DownloadEndings(Tasks.at(null, null)), clock, LONGEST);
  }

  private void of(VideoTask.Completed task, @Nullable String own) {
    rotation = rotation(task, own);
    transitions = transitions();
  }

  private static VideoTask.Completed withBackup() {
    return Tasks.of(Tasks.video(FIRST, BACKUP, null));
  }

  private static UnreachableException unreachable(String message) {
    return new UnreachableException(message, Retry.ALWAYS, Evidence.of(Tasks.REF));
  }

  private static MalformedResponseException refusal(String message) {
    return new MalformedResponseException(message, Retry.NEVER, Evidence.of(Tasks.REF));
  }

  private static LinkExpiredException gone() {
    return new LinkExpiredException("gone", Evidence.of(Tasks.REF));
  }

  private static RetryableFailure broken() {
    return RetryableFailure.transientFailure(unreachable("broke"), null);
  }

  private NextStep afterBroken(long received) {
    return transitions.afterRetryable(broken(), received, received);
  }

  private static String message(@Nullable Throwable failure) {
    return failure == null ? "none" : String.valueOf(failure.getMessage());
  }

  private VideoTaskException lastFailure() {
    return Objects.requireNonNull(transitions.lastFailure()).failure();
  }

  private String lastMessage() {
    return message(lastFailure());
  }

  private String current() {
    return rotation.current().url();
  }

  private static NextStep later(State state, long millis) {
    return NextStep.after(Duration.ofMillis(millis), state);
  }

  @Test
  void openTargetIsFetched() {
    assertEquals(FETCH, transitions.afterOpen());
    assertNull(transitions.lastFailure());
  }

  @Test
  void expiredUrlIsRefreshedFirst() {
    VideoResult expired =
        new VideoResult(
            FIRST, false, null, null, null, null, null, null, null, null, null, clock.now());
    of(Tasks.of(expired), OWN);

    assertEquals(REFRESH, transitions.afterOpen());
  }

  @Test
  void taskWithoutUrlIsRefreshedLaterAndGivenUpInTheEnd() {
    of(Tasks.completed((String) null), null);
    assertEquals(later(State.REFRESH, 500), transitions.afterOpen());
    assertInstanceOf(NoUrlException.class, lastFailure());
    assertEquals(
        later(State.REFRESH, 1_000),
        transitions.afterRefresh(Tasks.completed((String) null), null, 0));
    clock.advance(Duration.ofSeconds(20));

    assertThrows(
        NoUrlException.class,
        () -> transitions.afterRefresh(Tasks.completed((String) null), null, 0));
    assertEquals(FETCH, transitions.afterRefresh(Tasks.completed(FRESH), null, 0));
    assertEquals(FRESH, current());
  }

  @Test
  void taskWithOwnContentOnlyIsFetchedThereAndThenRefreshed() {
    of(Tasks.completed((String) null), OWN);
    assertEquals(FETCH, transitions.afterOpen());
    assertEquals(OWN, current());

    assertEquals(later(State.REFRESH, 500), transitions.afterRefusal(refusal("no"), 0));
  }

  @Test
  void brokenConnectionIsRetriedWithBackoffAtNextUrl() {
    of(withBackup(), null);

    assertEquals(later(State.FETCH, 250), afterBroken(0));
    assertEquals(BACKUP, current());
    assertEquals(later(State.FETCH, 500), afterBroken(0));
    assertEquals(FIRST, current());
    assertEquals("broke", lastMessage());
  }

  @Test
  void persistentFailureIsThrownInTheEnd() {
    for (int i = 0; i < 9; i++) {
      clock.advance(afterBroken(0).delay());
    }
    clock.advance(Duration.ofMinutes(2));

    assertThrows(UnreachableException.class, () -> afterBroken(0));
  }

  @Test
  void ownContentIsTriedBetweenAndItsFailureRetriesFormerUrl() {
    of(Tasks.completed(FIRST), OWN);
    assertEquals(FETCH, afterBroken(0));
    assertEquals(OWN, current());

    assertEquals(later(State.FETCH, 250), transitions.afterRefusal(refusal("no"), 0));

    assertEquals(FIRST, current());
    assertEquals("broke", lastMessage());
    assertEquals(FETCH, afterBroken(0), "tried again");
    assertEquals(OWN, current());
    assertEquals(later(State.FETCH, 500), transitions.afterRetryable(broken(), 0, 0));
    assertEquals(FIRST, current());
  }

  @Test
  void bytesFromOwnContentAreResumedThere() {
    of(Tasks.completed(FIRST), OWN);
    afterBroken(0);

    assertEquals(later(State.FETCH, 250), transitions.afterRetryable(broken(), 0, 10));

    assertEquals(OWN, current());
  }

  @Test
  void receivedBytesAreResumedWithoutOwnContent() {
    of(Tasks.completed(FIRST), OWN);

    assertEquals(later(State.FETCH, 250), transitions.afterRetryable(broken(), 0, 10));

    assertEquals(FIRST, current());
  }

  @Test
  void serverWithoutRangesIsGivenUp() {
    for (int i = 0; i < 3; i++) {
      ranges.restarted(clock.nanoTime());
    }
    clock.advance(Duration.ofSeconds(3));

    UnreachableException e = assertThrows(UnreachableException.class, () -> afterBroken(5));

    assertTrue(message(e).contains("ignores Range"), message(e));
  }

  @Test
  void refusedUrlLeadsToNextAndInTheEndToRefusal() {
    of(withBackup(), null);
    MalformedResponseException page = refusal("a page");
    assertEquals(FETCH, transitions.afterRefusal(page, 0));
    assertEquals(BACKUP, current());

    VideoTaskException thrown =
        assertThrows(VideoTaskException.class, () -> transitions.afterRefusal(refusal("other"), 0));

    assertSame(page, thrown);
    assertEquals("other", lastMessage());
  }

  @Test
  void expiredUrlIsRefreshedOnceWithoutProgress() {
    assertEquals(REFRESH, transitions.afterRetryable(RetryableFailure.expired(gone()), 0, 0));
    rotation.refreshStarted(0);
    assertEquals(FETCH, transitions.afterRefresh(Tasks.completed(FRESH), null, 0));

    LinkExpiredException e =
        assertThrows(
            LinkExpiredException.class,
            () -> transitions.afterRetryable(RetryableFailure.expired(gone()), 0, 0));
    assertTrue(message(e).contains("the fresh one does not work either"), message(e));
    assertEquals(REFRESH, transitions.afterRetryable(RetryableFailure.expired(gone()), 0, 1));
  }

  @Test
  void videoThatIsNotReadyIsRetriedAtFirstUrl() {
    of(withBackup(), null);
    RetryableFailure notReady =
        RetryableFailure.notReady(unreachable("wait"), Duration.ofSeconds(3));
    assertEquals(FETCH, transitions.afterRetryable(notReady, 0, 0));

    assertEquals(later(State.FETCH, 3_000), transitions.afterRetryable(notReady, 0, 0));

    assertEquals(FIRST, current());
    clock.advance(Duration.ofMinutes(1));
    transitions.afterRetryable(notReady, 0, 0);
    assertThrows(UnreachableException.class, () -> transitions.afterRetryable(notReady, 0, 0));
  }

  @Test
  void missingVideoIsRefreshedAtOnceAndThenLater() {
    RetryableFailure missing = RetryableFailure.missing(gone(), null);
    assertEquals(REFRESH, transitions.afterRetryable(missing, 0, 0));
    rotation.refreshStarted(0);
    assertEquals(FETCH, transitions.afterRefresh(Tasks.completed(FRESH), null, 0));
    assertEquals(later(State.REFRESH, 500), transitions.afterRetryable(missing, 0, 0));
    clock.advance(Duration.ofSeconds(59));
    rotation.refreshStarted(0);
    transitions.afterRefresh(Tasks.completed(FRESH), null, 0);
    assertEquals(later(State.REFRESH, 1_000), transitions.afterRetryable(missing, 0, 0));
    clock.advance(Duration.ofSeconds(1));

    LinkExpiredException e =
        assertThrows(LinkExpiredException.class, () -> transitions.afterRetryable(missing, 0, 0));
    assertTrue(message(e).contains("is not there (yet), 60 s after"), message(e));
  }

  @Test
  void missingVideoWithRetryAfterIsAwaited() {
    RetryableFailure missing = RetryableFailure.missing(gone(), Duration.ofSeconds(2));

    assertEquals(later(State.REFRESH, 2_000), transitions.afterRetryable(missing, 0, 0));
  }

  @Test
  void missingVideoOfOldTaskIsRefusedAtOnce() {
    rotation = rotation(Tasks.completed(FIRST), null);
    Instant before = clock.now().minus(Duration.ofHours(1));
    transitions =
        new DownloadTransitions(
            rotation, ranges, new DownloadEndings(Tasks.at(null, before)), clock, LONGEST);
    MalformedResponseException empty = refusal("empty");

    assertSame(
        empty,
        assertThrows(
            VideoTaskException.class,
            () -> transitions.afterRetryable(RetryableFailure.missing(empty, null), 0, 0)));
    assertFalse(rotation.missing() != null);
  }

  @Test
  void transientFailureOfRefreshIsRetried() {
    UnreachableException failure = unreachable("away");

    assertEquals(
        later(State.REFRESH, 250),
        transitions.afterRefresh(null, new CompletionException(failure), 0));
    assertEquals(later(State.REFRESH, 500), transitions.afterRefresh(null, failure, 0));
    assertSame(failure, lastFailure());
  }

  @Test
  void definiteFailureOfRefreshEndsDownload() {
    MalformedResponseException failure = refusal("no JSON");

    LinkExpiredException e =
        assertThrows(LinkExpiredException.class, () -> transitions.afterRefresh(null, failure, 0));

    assertTrue(message(e).endsWith("no fresh one could be queried: no JSON"), message(e));
    assertSame(failure, e.getSuppressed()[0]);
  }

  @Test
  void taskThatIsNoLongerFinishedEndsDownload() {
    LinkExpiredException e =
        assertThrows(
            LinkExpiredException.class, () -> transitions.afterRefresh(Tasks.pending(), null, 0));

    assertTrue(message(e).endsWith("the task is IN_PROGRESS now"), message(e));
  }
}
