package io.videotask.it.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failures a single query repeats, how often, and when. */
class RetryFaultsTest {
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  private FaultRoom room;

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void open() {
    SERVER.resetAll();
    room = new FaultRoom(SERVER.baseUrl());
  }

  @AfterEach
  void close() {
    room.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 507, 520, 599})
  void whatCanPassIsAskedAgain(int status) {
    firstThenDone(aResponse().withStatus(status).withBody("<html>nginx</html>"));

    assertEquals(TaskState.COMPLETED, room.answered().state());
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
  void whatCannotPassIsNot(int status, ErrorKind kind) {
    firstThenDone(aResponse().withStatus(status).withHeader("Retry-After", "0"));

    VideoTaskException e = room.failed(kind);
    assertEquals(status, e.httpStatus());
    assertRequests(1);
  }

  @Test
  void threeAttemptsAndTheEarlierFailuresAreKept() {
    SERVER.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(503).withHeader("X-Request-Id", "r-77")));

    VideoTaskException e = room.failed(ErrorKind.UNREACHABLE);
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
  void aWishThatIsSmallOrMakesNoSenseDoesNoHarm(String wish) {
    for (int status : new int[] {429, 503}) {
      SERVER.resetAll();
      firstThenDone(aResponse().withStatus(status).withHeader("Retry-After", wish));

      assertEquals(TaskState.COMPLETED, room.answered().state());
      assertRequests(2);
    }
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
  void aWishThatThereIsNoTimeForEndsAQueryAtOnceAndIsTold(String wish) {
    firstThenDone(aResponse().withStatus(503).withHeader("Retry-After", wish));

    VideoTaskException e = room.failed(ErrorKind.UNREACHABLE);
    assertTrue(e.retryAfter().compareTo(Duration.ofMinutes(59)) > 0, () -> "" + e.retryAfter());
    assertRequests(1);
  }

  @Test
  void twoWishesAreNone() {
    firstThenDone(
        aResponse().withStatus(503).withHeader("Retry-After", "3600", "Retry-After", "7200"));

    assertEquals(TaskState.COMPLETED, room.answered().state());
    assertRequests(2);
  }

  @Test
  void aWishOfManyDigitsDoesNoHarm() {
    firstThenDone(aResponse().withStatus(503).withHeader("Retry-After", "9".repeat(7_000)));

    assertEquals(TaskState.COMPLETED, room.answered().state());
    assertRequests(2);
  }

  @Test
  void oneConnectionIsEnoughForAllAttempts() {
    SERVER.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(502).withBody("x".repeat(100_000))));
    ConnectionPool one = new ConnectionPool(1, 1, TimeUnit.MINUTES);
    try (FaultRoom narrow =
        new FaultRoom(SERVER.baseUrl(), settings -> {}, http -> http.connectionPool(one))) {
      narrow.failed(ErrorKind.UNREACHABLE);
      assertEquals(1, one.connectionCount());
      assertEquals(1, one.idleConnectionCount());
    }
  }

  @Test
  void aGatewayThatIsDownGetsNoMoreRetriesAfterAHundred() {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
    for (int i = 0; i < 50; i++) {
      room.failed(ErrorKind.UNREACHABLE);
    }
    assertRequests(150);

    room.failed(ErrorKind.UNREACHABLE);
    assertRequests(151);
  }

  private static void firstThenDone(ResponseDefinitionBuilder first) {
    SERVER.stubFor(
        any(anyUrl())
            .inScenario("once")
            .whenScenarioStateIs(Scenario.STARTED)
            .willSetStateTo("then")
            .willReturn(first));
    SERVER.stubFor(
        any(anyUrl())
            .inScenario("once")
            .whenScenarioStateIs("then")
            .willReturn(okJson(FaultRoom.DONE)));
  }

  private static void assertRequests(int count) {
    SERVER.verify(count, anyRequestedFor(anyUrl()));
  }
}
