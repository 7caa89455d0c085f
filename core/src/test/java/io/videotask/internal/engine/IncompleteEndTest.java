package io.videotask.internal.engine;

import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A wait goes on for a minute while only a part of the end is missing, such as a video's URL. */
class IncompleteEndTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final PollerFixture fixture = new PollerFixture();

  private static PollResult<String> incomplete(@Nullable Duration retryAfter) {
    return new PollResult.Answered<>("no URL", true, true, TimingHints.of(100, null), retryAfter)
        .asIncomplete();
  }

  @Test
  void isRetriedWithABackoffForAMinuteAndReturnedAsItIsThen() {
    fixture.query.then(incomplete(null));

    CompletableFuture<String> wait = fixture.await(plan(HOUR, every(HOUR))).result();
    fixture.time.advance(Duration.ofSeconds(55));
    assertFalse(wait.isDone(), "within the minute");
    fixture.time.advance(Duration.ofMinutes(1));

    assertEquals("no URL", value(wait));
    assertEquals(
        List.of(1L, 2L, 4L, 8L, 10L, 10L, 10L, 10L, 10L, 5L),
        fixture.query.intervals().stream().map(Duration::toSeconds).toList(),
        "the last one confirms it: the answer wants that");
  }

  @Test
  void longerRetryAfterIsKept() {
    fixture
        .query
        .then(incomplete(Duration.ofSeconds(7)))
        .then(incomplete(Duration.ofMillis(1_999)))
        .then(FakeQuery.done());

    CompletableFuture<String> wait = fixture.await(plan(HOUR, every(HOUR))).result();
    fixture.time.advance(Duration.ofMinutes(1));

    assertEquals("done", value(wait));
    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(2)), fixture.query.intervals());
  }

  @Test
  void failureInBetweenDoesNotRestartTheMinute() {
    fixture.query.then(incomplete(null)).then(3, FakeQuery.failing()).then(incomplete(null));

    CompletableFuture<String> wait = fixture.await(plan(HOUR, every(HOUR))).result();
    fixture.time.advance(Duration.ofSeconds(90));

    assertEquals("no URL", value(wait));
  }
}
