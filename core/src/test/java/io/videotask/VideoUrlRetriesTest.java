package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.client.GatewayServer;
import io.videotask.internal.engine.PollResult;
import io.videotask.schedule.TimingHints;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A wait goes on while only the URL of a finished video is missing. */
class VideoUrlRetriesTest {
  private static final String NO_URL =
      "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"20512\"}";
  private static final String WITH_URL =
      "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"20512\","
          + "\"video_url\":\"https://cdn.example.com/v.mp4\"}";

  @AutoClose private final GatewayServer server = GatewayServer.open();
  private final GatewayClient gateway = server.client(Dialect.MINIMAX);
  private final VirtualTime time = new VirtualTime();
  private final VideoUrlRetries retries = new VideoUrlRetries(gateway, time, () -> 0L);

  private static PollResult<VideoTask> answer(String body, @Nullable Duration retryAfter) {
    ParsedAnswer.OfTask parsed =
        (ParsedAnswer.OfTask)
            Answers.read(Dialect.MINIMAX, TaskRef.parse("minimax:176"), 200, body);
    return new PollResult.Answered<>(
        parsed.task(), true, true, TimingHints.of(100, null), retryAfter);
  }

  private PollResult.Answered<VideoTask> retried(@Nullable Duration retryAfter) {
    return (PollResult.Answered<VideoTask>) retries.withRetry(answer(NO_URL, retryAfter));
  }

  @Test
  void missingUrlIsNotFinalAndIsRetriedWithBackoff() {
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      PollResult.Answered<VideoTask> result = retried(null);
      assertFalse(result.ended());
      assertFalse(result.needsConfirmation());
      assertEquals(100, result.hints().progress());
      Duration delay = result.retryAfter();
      assertNotNull(delay);
      delays.add(delay.toSeconds());
    }

    assertEquals(List.of(1L, 2L, 4L, 8L, 10L, 10L), delays);
  }

  @Test
  void longerRetryAfterIsKept() {
    assertEquals(Duration.ofSeconds(7), retried(Duration.ofSeconds(7)).retryAfter());
    assertEquals(Duration.ofSeconds(2), retried(Duration.ofMillis(1_999)).retryAfter());
  }

  @Test
  void taskIsReturnedAsItIsAfterMinute() {
    time.advance(Duration.ofHours(1));
    retried(null);
    time.advance(Duration.ofMillis(59_999));
    assertFalse(retried(null).ended());
    time.advance(Duration.ofMillis(1));
    PollResult<VideoTask> late = answer(NO_URL, null);

    assertSame(late, retries.withRetry(late));
  }

  @Test
  void otherResultsAreReturnedAsTheyAre() {
    PollResult<VideoTask> found = answer(WITH_URL, null);
    PollResult<VideoTask> running = answer("{\"task_id\":\"176\",\"status\":\"Processing\"}", null);
    PollResult<VideoTask> failed =
        new PollResult.Failed<>(
            new IllegalStateException(), PollResult.RetryAdvice.RETRY, Duration.ofSeconds(1));

    assertSame(found, retries.withRetry(found));
    assertSame(running, retries.withRetry(running));
    assertSame(failed, retries.withRetry(failed));
  }
}
