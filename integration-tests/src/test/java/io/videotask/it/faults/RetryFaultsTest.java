package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskState;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest.Operation;
import io.videotask.testkit.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures a single query retries, how often, and when. */
@Execution(ExecutionMode.CONCURRENT)
class RetryFaultsTest {
  @AutoClose private final FakeGateway gateway = FakeGateway.start();

  @AutoClose private final FaultFixture fixture = new FaultFixture(gateway.baseUrl());

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 507, 520, 599})
  void transientFailuresAreRetried(int status) {
    firstThenDone(Reply.page(status, "<html>nginx</html>"));

    assertEquals(TaskState.COMPLETED, fixture.answered().state());
    assertRequests(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400, MALFORMED_RESPONSE",
    "401, AUTHENTICATION",
    "402, PERMISSION",
    "403, PERMISSION",
    "404, NOT_FOUND",
    "405, MALFORMED_RESPONSE",
    "406, MALFORMED_RESPONSE",
    "407, MALFORMED_RESPONSE",
    "409, MALFORMED_RESPONSE",
    "410, NOT_FOUND",
    "413, MALFORMED_RESPONSE",
    "414, MALFORMED_RESPONSE",
    "415, MALFORMED_RESPONSE",
    "418, MALFORMED_RESPONSE",
    "421, MALFORMED_RESPONSE",
    "422, MALFORMED_RESPONSE",
    "451, MALFORMED_RESPONSE",
    "499, MALFORMED_RESPONSE",
    "501, MALFORMED_RESPONSE",
    "505, MALFORMED_RESPONSE",
    "300, MALFORMED_RESPONSE",
    "304, MALFORMED_RESPONSE",
    "204, MALFORMED_RESPONSE"
  })
  void definiteFailuresAreNotRetried(int status, ErrorKind kind) {
    firstThenDone(answer(status).withHeader("Retry-After", "0"));

    VideoTaskException e = fixture.failed(kind);
    assertEquals(status, e.httpStatus());
    assertRequests(1);
  }

  @Test
  void retriesTwiceAndKeepsTheEarlierFailures() {
    gateway.answer(Operation.QUERY, answer(503).withHeader("X-Request-Id", "r-77"));

    VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
    assertEquals(2, e.getSuppressed().length);
    assertEquals("r-77", e.requestId());
    assertRequests(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.05",
        "-1",
        "0,120",
        "abc",
        " ",
        "1e3",
        "0x10",
        "٣",
        "NaN",
        "1.5s",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thursday, 01-Jan-70 00:00:00 GMT",
        "Thu Jan  1 00:00:00 1970"
      })
  void aSmallOrInvalidRetryAfterIsHarmless(String retryAfter) {
    firstThenDone(answer(429).withHeader("Retry-After", retryAfter));
    assertEquals(TaskState.COMPLETED, fixture.answered().state());
    assertRequests(2);

    firstThenDone(answer(503).withHeader("Retry-After", retryAfter));
    assertEquals(TaskState.COMPLETED, fixture.answered().state());
    assertRequests(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3600",
        "86400.5",
        "99999999999",
        "2147483648",
        "9223372036854775808",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void aRetryAfterBeyondTheTimeLimitEndsTheQueryAndIsReported(String retryAfter) {
    firstThenDone(answer(503).withHeader("Retry-After", retryAfter));

    VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
    assertTrue(e.retryAfter().compareTo(Duration.ofMinutes(59)) > 0, () -> "" + e.retryAfter());
    assertRequests(1);
  }

  @Test
  void twoRetryAfterHeadersAreIgnored() {
    firstThenDone(answer(503).withHeader("Retry-After", "3600").withHeader("Retry-After", "7200"));

    assertEquals(TaskState.COMPLETED, fixture.answered().state());
    assertRequests(2);
  }

  @Test
  void aRetryAfterOfManyDigitsIsHarmless() {
    firstThenDone(answer(503).withHeader("Retry-After", "9".repeat(7_000)));

    assertEquals(TaskState.COMPLETED, fixture.answered().state());
    assertRequests(2);
  }

  @Test
  void allAttemptsUseOneConnection() {
    gateway.answer(Operation.QUERY, Reply.of(502, Map.of(), "x".repeat(100_000)));
    ConnectionPool one = new ConnectionPool(1, 1, TimeUnit.MINUTES);
    try (FaultFixture narrow =
        new FaultFixture(gateway.baseUrl(), settings -> {}, http -> http.connectionPool(one))) {
      narrow.failed(ErrorKind.UNREACHABLE);
      assertEquals(1, one.connectionCount());
      assertEquals(1, one.idleConnectionCount());
    }
  }

  @Test
  void theRetryBudgetIsSpentAfterAHundredRetries() {
    gateway.answer(Operation.QUERY, answer(503));
    for (int i = 0; i < 50; i++) {
      fixture.failed(ErrorKind.UNREACHABLE);
    }
    assertRequests(150);

    fixture.failed(ErrorKind.UNREACHABLE);
    assertRequests(151);
  }

  private static Reply answer(int status) {
    return Reply.of(status, Map.of(), "");
  }

  private void firstThenDone(Reply first) {
    gateway.answer(Operation.QUERY, first, Reply.json(200, FaultFixture.DONE));
  }

  private void assertRequests(int count) {
    assertEquals(count, gateway.requests().size());
  }
}
