package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.WaitTimedOutException;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import io.videotask.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of a gateway during a wait, on virtual time. */
class WaitFaultsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String PAGE = "HTTP/1.1 502 B\r\nContent-Length: 6\r\n\r\n<html>";

  private final VirtualTime time = new VirtualTime();

  @AfterEach
  void stop() {
    time.close();
  }

  @ParameterizedTest
  @CsvSource({
    "queued in_progress completed, COMPLETED",
    "completed, COMPLETED",
    "queued failed, FAILED",
    "in_progress cancelled, CANCELLED",
    "in_progress expired, EXPIRED",
    "in_progress queued in_progress NOT_START unknown completed, COMPLETED",
    "MODERATING 排队中 17 完成 SUCCEED, COMPLETED",
    "unknown unknown unknown unknown unknown unknown unknown unknown unknown succeeded, COMPLETED"
  })
  void onlyATerminalStatusEndsAWait(String words, TaskState end) throws Exception {
    List<TaskState> seen = Collections.synchronizedList(new ArrayList<>());
    try (RawServer server = saying(words.split(" ", -1));
        FaultFixture fixture = fixture(server, seen)) {
      assertEquals(end, ended(fixture).state());
      assertEquals(words.split(" ", -1).length, server.requests());
      assertEquals(1, seen.stream().filter(TaskState::isTerminal).count());
    }
  }

  @Test
  void anUnknownStatusTimesOutAndIsNotFailed() throws Exception {
    try (RawServer server = saying("MODERATING");
        FaultFixture fixture = fixture(server, new ArrayList<>())) {
      WaitTimedOutException e =
          assertInstanceOf(
              WaitTimedOutException.class,
              fixture.failed(
                  ErrorKind.TIMED_OUT,
                  fixture.videos.awaitAsync(FaultFixture.REF, Duration.ofMinutes(10))));
      assertEquals(TaskState.UNKNOWN, e.lastSeen().state());
      assertEquals("MODERATING", e.lastSeen().rawStatus());
      assertTrue(server.requests() > 5, server.requests() + " requests");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PAGE,
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>",
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{",
        "HTTP/1.1 429 T\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 429 T\r\nRetry-After: 99999999999\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 U\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 N\r\nContent-Length: 0\r\n\r\n",
        ""
      })
  void transientFailuresAreToleratedAndAPersistentOneEndsTheWait(String failure) throws Exception {
    int passing = failure.contains("404") ? 2 : 9;
    try (RawServer server =
            new RawServer(
                (exchange, number) -> {
                  if (number <= passing) {
                    exchange.say(failure);
                  } else {
                    exchange.answer(FaultFixture.DONE);
                  }
                });
        FaultFixture fixture = fixture(server, new ArrayList<>())) {
      assertEquals(TaskState.COMPLETED, ended(fixture).state());
      assertEquals(passing + 1, server.requests());
    }
    try (RawServer server = new RawServer((exchange, number) -> exchange.say(failure));
        FaultFixture fixture = fixture(server, new ArrayList<>())) {
      ErrorKind kind =
          failure.contains("404")
              ? ErrorKind.NOT_FOUND
              : failure.contains("429")
                  ? ErrorKind.RATE_LIMITED
                  : failure.contains("200") && !failure.contains("900")
                      ? ErrorKind.MALFORMED_RESPONSE
                      : ErrorKind.UNREACHABLE;
      fixture.failed(kind, fixture.videos.awaitAsync(FaultFixture.REF, HOUR.multipliedBy(3)));
      assertTrue(server.requests() >= passing + 1, server.requests() + " requests");
      // One a second, for two minutes, where the server asks for a retry at once.
      assertTrue(server.requests() <= 121, server.requests() + " requests");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTHENTICATION",
    "402, PERMISSION",
    "403, PERMISSION",
    "422, MALFORMED_RESPONSE"
  })
  void aDefiniteFailureEndsAWaitAtOnce(int status, ErrorKind kind) throws Exception {
    try (RawServer server =
            new RawServer(
                (exchange, number) -> {
                  exchange.say("HTTP/1.1 " + status + " S\r\nContent-Length: 0\r\n\r\n");
                });
        FaultFixture fixture = fixture(server, new ArrayList<>())) {
      fixture.failed(kind, fixture.videos.awaitAsync(FaultFixture.REF, HOUR));
      assertEquals(1, server.requests());
    }
  }

  @Test
  void aThrowingListenerDoesNotAffectTheWait() throws Exception {
    AtomicInteger told = new AtomicInteger();
    PollListener<VideoTask> bad =
        new PollListener<>() {
          @Override
          public void onAnswer(VideoTask task) {
            told.incrementAndGet();
            throw new IllegalStateException("a listener");
          }
        };
    try (RawServer server = saying("queued", "running", "done");
        FaultFixture fixture =
            new FaultFixture(
                server.url(),
                s -> s.time(time).requestTimeout(Duration.ofHours(10)).listener(bad))) {
      assertEquals(TaskState.COMPLETED, ended(fixture).state());
      assertEquals(3, told.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void aDeadlineInThePastIsRefused(String timeout) throws Exception {
    try (RawServer server = saying("done");
        FaultFixture fixture = new FaultFixture(server.url())) {
      assertThrows(
          IllegalArgumentException.class,
          () -> fixture.videos.awaitAsync(FaultFixture.REF, Duration.parse(timeout)));
      assertEquals(0, server.requests());
    }
  }

  @Test
  void theLongestDeadlineIsAccepted() throws Exception {
    try (RawServer server = saying("done");
        FaultFixture fixture = new FaultFixture(server.url())) {
      Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
      assertEquals(
          TaskState.COMPLETED, fixture.videos.awaitAsync(FaultFixture.REF, longest).get().state());
    }
  }

  @Test
  void tenThousandWaitsNeedNoThreadEach() throws Exception {
    try (RawServer silent = new RawServer((exchange, number) -> exchange.staySilent());
        FaultFixture fixture =
            new FaultFixture(
                silent.url(),
                s -> s.requestTimeout(Duration.ofSeconds(1)).schedule(Schedule.fixed(HOUR)))) {
      List<CompletableFuture<VideoTask>> waits = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        waits.add(fixture.videos.awaitAsync(TaskRef.parse("new-api:t" + i), HOUR));
      }
      long calls =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("videotask-"))
              .count();
      assertTrue(calls <= 300, calls + " threads");
      fixture.videos.close();
      for (CompletableFuture<VideoTask> wait : waits) {
        assertTrue(wait.isCompletedExceptionally());
      }
    }
  }

  private static RawServer saying(String... words) throws Exception {
    return new RawServer(
        (exchange, number) -> {
          String word = words[Math.min(number, words.length) - 1];
          String body =
              "{\"task_id\":\"task_1\",\"status\":\"" + word + "\",\"fail_reason\":\"no\"}";
          exchange
              .out()
              .write(
                  ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
                      .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        });
  }

  private FaultFixture fixture(RawServer server, List<TaskState> seen) {
    PollListener<VideoTask> listener =
        new PollListener<>() {
          @Override
          public void onAnswer(VideoTask task) {
            seen.add(task.state());
          }
        };
    return new FaultFixture(
        server.url(), s -> s.time(time).requestTimeout(Duration.ofHours(10)).listener(listener));
  }

  private static VideoTask ended(FaultFixture fixture) throws Exception {
    VideoTask task =
        fixture
            .videos
            .awaitAsync(FaultFixture.REF, HOUR.multipliedBy(10))
            .get(20, TimeUnit.SECONDS);
    fixture.assertConnectionsAreBack();
    return task;
  }
}
