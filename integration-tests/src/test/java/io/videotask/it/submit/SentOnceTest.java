package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.error.OutcomeUnknownException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With every fault, the server sees a submit once, and the outcome says no more than is known. */
@Execution(ExecutionMode.CONCURRENT)
class SentOnceTest {
  private static final String ACCEPTED = "{\"task_id\":\"task_1\",\"status\":\"queued\"}";

  private MockWebServer server = new MockWebServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void anAcceptedSubmitReturnsTheReference(Wire wire) throws Exception {
    SubmitOutcome outcome = submit(wire, answer(200, ACCEPTED));

    assertEquals(new SubmitOutcome.Accepted(TaskRef.parse("new-api:task_1")), outcome);
    assertEquals("POST", server.takeRequest().getMethod());
  }

  /** OkHttp by itself retries on 408, and on 503 with Retry-After: 0. */
  @ParameterizedTest
  @CsvSource({
    "HTTP_1, 503, 0", "HTTP_1, 503, 1", "HTTP_1, 503, 99999999999", "HTTP_1, 503, -1",
    "HTTP_1, 503, '0,120'", "HTTP_1, 408, 0", "HTTP_1, 425, 0", "HTTP_1, 499, 0",
    "HTTP_1, 500, 0", "HTTP_1, 502, 0", "HTTP_1, 504, 0", "HTTP_1, 501, 0",
    "HTTP_2, 503, 0", "HTTP_2, 503, 99999999999", "HTTP_2, 408, 0", "HTTP_2, 500, 0"
  })
  void anErrorWithoutInformationAboutTheTaskIsUnknown(Wire wire, int status, String retryAfter)
      throws Exception {
    assertUnknown(
        submit(wire, answer(status, "").newBuilder().addHeader("Retry-After", retryAfter).build()));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void aMisdirectedRequestIsRefusedAndNotSentAgain(Wire wire) throws Exception {
    assertInstanceOf(SubmitOutcome.Rejected.class, submit(wire, answer(421, "")));
    assertEquals(1, server.getRequestCount());
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void aResetBeforeTheAnswerIsUnknown(Wire wire) throws Exception {
    assertUnknown(submit(wire, faulty().onResponseStart(new SocketEffect.CloseSocket()).build()));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void aResetWhileTheBodyIsBeingSentIsUnknown(Wire wire) throws Exception {
    SubmitOutcome outcome =
        submit(wire, faulty().onRequestBody(new SocketEffect.CloseSocket()).build());

    assertInstanceOf(SubmitOutcome.Unknown.class, outcome);
    // A request with an incomplete body is counted after its socket is closed, if at all.
    assertTrue(server.getRequestCount() <= 1, "it was sent again");
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void aResetWithinTheAnswerIsUnknown(Wire wire) throws Exception {
    assertUnknown(
        submit(
            wire, faulty().body(ACCEPTED).onResponseBody(new SocketEffect.CloseSocket()).build()));
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void silenceIsUnknown(Wire wire) throws Exception {
    assertUnknown(submit(wire, faulty().onResponseStart(SocketEffect.Stall.INSTANCE).build()));
  }

  /**
   * 7 is REFUSED_STREAM, which says that nothing was processed; 8 is CANCEL. Neither is trusted.
   */
  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void aResetStreamIsUnknown(int code) throws Exception {
    assertUnknown(
        submit(Wire.HTTP_2, faulty().onResponseStart(new SocketEffect.CloseStream(code)).build()));
  }

  @Test
  void aConnectionShutdownIsUnknown() throws Exception {
    assertUnknown(
        submit(
            Wire.HTTP_2,
            faulty()
                .onRequestStart(SocketEffect.ShutdownConnection.INSTANCE)
                .onResponseStart(new SocketEffect.CloseSocket())
                .build()));
  }

  /** After an earlier request, so that OkHttp would take the failure for a stale connection. */
  @ParameterizedTest
  @EnumSource(Wire.class)
  void aWarmClientSendsOnceToo(Wire wire) throws Exception {
    server = wire.server();
    server.enqueue(answer(200, ACCEPTED));
    server.enqueue(answer(200, ACCEPTED));
    server.enqueue(faulty().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(answer(200, ACCEPTED));
    server.start();
    try (VideoTasks videos = wire.client(server)) {
      videos.submit(Wire.request());
      videos.query(TaskRef.parse("new-api:task_1"));

      assertInstanceOf(SubmitOutcome.Unknown.class, videos.submit(Wire.request()));
      assertEquals(3, server.getRequestCount());
    }
  }

  @Test
  void anUnknownOutcomeHasTheCorrelationId() throws Exception {
    MockResponse answer =
        answer(200, "<html>welcome</html>")
            .newBuilder()
            .addHeader("X-Oneapi-Request-Id", "r-1")
            .build();

    OutcomeUnknownException error = ((SubmitOutcome.Unknown) submit(Wire.HTTP_1, answer)).error();

    var seen = server.takeRequest(1, TimeUnit.SECONDS);
    assertEquals(error.correlationId(), seen.getHeaders().get("X-Client-Request-Id"));
    assertEquals("r-1", error.requestId());
    assertEquals(200, error.httpStatus());
    assertNotNull(error.submittedAt());
    String message = String.valueOf(error.getMessage());
    assertFalse(message.contains("kite") || message.contains("sk-canary"), message);
  }

  private SubmitOutcome submit(Wire wire, MockResponse answer) throws Exception {
    server = wire.server();
    server.enqueue(answer);
    // A second request would succeed, and be counted.
    server.enqueue(answer(200, ACCEPTED));
    server.start();
    try (VideoTasks videos = wire.client(server)) {
      return videos.submit(Wire.request());
    }
  }

  private void assertUnknown(SubmitOutcome outcome) {
    assertInstanceOf(SubmitOutcome.Unknown.class, outcome);
    assertEquals(1, server.getRequestCount());
  }

  private static MockResponse.Builder faulty() {
    return new MockResponse.Builder();
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
