package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.task.TaskState;
import io.videotask.testkit.VirtualTime;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that jump, are wrong, or use another unit. */
class ClockFaultsTest {
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 1_000_000, Long.MIN_VALUE, -1, 0})
  void aNanosecondCounterMayWrap(long begin) throws Exception {
    try (VirtualTime time = new VirtualTime();
        RawServer server =
            new RawServer(
                (exchange, number) ->
                    exchange.answer(number < 5 ? FaultFixture.RUNNING : FaultFixture.DONE));
        FaultFixture fixture =
            new FaultFixture(
                server.url(),
                settings ->
                    settings
                        .time(new ShiftedTime(time, begin, Duration.ZERO))
                        .requestTimeout(Duration.ofHours(10)))) {
      var wait = fixture.videos.awaitAsync(FaultFixture.REF, Duration.ofHours(1));
      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
      assertEquals(5, server.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "yesterday",
        "Tue, 30 Jun 2015 23:59:60 GMT"
      })
  void aServersDateMayBeWrong(String date) throws Exception {
    String header = date.isEmpty() ? "" : "Date: " + date + "\r\n";
    String retryAfter = "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    try (RawServer server =
            new RawServer(
                (exchange, number) -> {
                  if (number == 1) {
                    exchange.say(
                        "HTTP/1.1 503 U\r\n" + header + retryAfter + "Content-Length: 0\r\n\r\n");
                  } else {
                    exchange.answer(FaultFixture.DONE);
                  }
                });
        FaultFixture fixture = new FaultFixture(server.url())) {
      if (date.contains("1970")) {
        // By the server's clock the hint is 24 years, beyond a query's time limit.
        assertTrue(
            fixture.failed(ErrorKind.UNREACHABLE).retryAfter().compareTo(Duration.ofDays(300)) > 0);
      } else {
        assertEquals(TaskState.COMPLETED, fixture.answered().state());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1756453472, 2025-08-29T07:44:32Z",
    "1756453472000, 2025-08-29T07:44:32Z",
    "'\"1756453472\"', 2025-08-29T07:44:32Z",
    "2147483648, 2038-01-19T03:14:08Z",
    "4102444800, 2100-01-01T00:00:00Z",
    "0, ",
    "null, ",
    "'\"\"', ",
    "{}, "
  })
  void timesAreInSecondsOrMilliseconds(String json, Instant expected) throws Exception {
    String body =
        "{\"code\":\"success\",\"data\":{\"task_id\":\"task_1\",\"status\":\"IN_PROGRESS\",\"submit_time\":"
            + json
            + "}}";
    try (RawServer server = new RawServer((exchange, number) -> exchange.answer(body));
        FaultFixture fixture = new FaultFixture(server.url())) {
      assertEquals(expected, fixture.answered().seen().submittedAt());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99999999999999999999", "1e300", "9223372036854775807", "\"x\""})
  void anImpossibleTimeDoesNotChangeTheSchedule(String json) throws Exception {
    String body =
        "{\"code\":\"success\",\"data\":{\"task_id\":\"task_1\",\"status\":\"WORD\",\"submit_time\":"
            + json
            + "}}";
    try (VirtualTime time = new VirtualTime();
        RawServer server =
            new RawServer(
                (exchange, number) ->
                    exchange.answer(body.replace("WORD", number < 4 ? "IN_PROGRESS" : "SUCCESS")));
        FaultFixture fixture =
            new FaultFixture(
                server.url(),
                settings -> settings.time(time).requestTimeout(Duration.ofHours(10)))) {
      var wait = fixture.videos.awaitAsync(FaultFixture.REF, Duration.ofHours(1));
      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
      assertEquals(4, server.requests());
    }
  }

  @Test
  void theTimeOfDayMayJumpDuringAWait() throws Exception {
    // The time of day is only used for the time of an answer, so any clock will do.
    try (VirtualTime time = new VirtualTime();
        RawServer server =
            new RawServer(
                (exchange, number) ->
                    exchange.answer(number < 3 ? FaultFixture.RUNNING : FaultFixture.DONE));
        FaultFixture fixture =
            new FaultFixture(
                server.url(),
                settings ->
                    settings
                        .time(new ShiftedTime(time, 0, Duration.ofDays(1)))
                        .requestTimeout(Duration.ofHours(10)))) {
      var wait = fixture.videos.awaitAsync(FaultFixture.REF, Duration.ofHours(1));
      assertEquals(TaskState.COMPLETED, wait.get(20, TimeUnit.SECONDS).state());
    }
  }

  /** A clock whose counter is shifted, and whose time of day jumps back and forth. */
  private record ShiftedTime(VirtualTime time, long offset, Duration jump, AtomicInteger looks)
      implements TimeSource {
    ShiftedTime(VirtualTime time, long offset, Duration jump) {
      this(time, offset, jump, new AtomicInteger());
    }

    @Override
    public Instant now() {
      return looks.getAndIncrement() % 2 == 0 ? time.now().plus(jump) : time.now().minus(jump);
    }

    @Override
    public long nanoTime() {
      return offset + time.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      return time.schedule(delay, task);
    }

    @Override
    public Runnable pause() {
      return time.pause();
    }
  }
}
