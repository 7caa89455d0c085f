package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.failure;
import static io.videotask.internal.client.GatewayServer.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.OutcomeUnknownException;
import io.videotask.error.RejectedException;
import io.videotask.error.UnreachableException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Submits: the requests, and their outcomes. */
class GatewayClientSubmitTest {
  private static final VideoRequest REQUEST =
      VideoRequest.of("a lighthouse at dusk").model("some-model").correlationId("mine-1").build();

  @AutoClose private final GatewayServer server = new GatewayServer();

  private SubmitOutcome outcome() throws Exception {
    return result(server.client(Dialect.NEW_API).submission(REQUEST).get().outcome());
  }

  @Test
  void acceptedTaskHasReference() throws Exception {
    server.answers(200, "{\"task_id\":\"task_1\",\"status\":\"queued\"}");

    SubmitOutcome outcome = outcome();

    assertEquals(TaskRef.parse("new-api:task_1"), outcome.orThrow());
    RecordedRequest sent = server.request();
    assertEquals("POST", sent.getMethod());
    assertEquals("/gw/v1/video/generations", sent.getTarget());
    assertEquals("mine-1", sent.getHeaders().get("X-Client-Request-Id"));
    assertEquals("Bearer sk-canary", sent.getHeaders().get("Authorization"));
    assertNull(sent.getHeaders().get("Idempotency-Key"));
    assertEquals(
        "{\"prompt\":\"a lighthouse at dusk\",\"model\":\"some-model\"}", sent.getBody().utf8());
  }

  @Test
  void nothingIsSentBeforeSupplierIsCalled() {
    Supplier<Submission> ready = server.client(Dialect.NEW_API).submission(REQUEST);

    assertNotNull(ready);
    assertEquals(0, server.http.getRequestCount());
  }

  @Test
  void unsupportedRequestIsRejectedImmediately() {
    GatewayClient client = server.client(Dialect.OPENAI_VIDEOS);
    VideoRequest seeded = VideoRequest.of("a lighthouse").seed(7).build();

    assertThrows(IllegalArgumentException.class, () -> client.submission(seeded));
  }

  @Test
  void idempotencyHeaderHasCorrelationId() throws Exception {
    server.answers(200, "{\"task_id\":\"task_1\"}");
    Gateway gateway = server.gateway(Dialect.NEW_API).withIdempotencyHeader("Idempotency-Key");

    result(server.client(gateway).submission(REQUEST).get().outcome());

    assertEquals("mine-1", server.request().getHeaders().get("Idempotency-Key"));
  }

  @Test
  void refusalIsRejected() throws Exception {
    server.answers(400, "{\"error\":{\"code\":\"bad_size\",\"message\":\"no such size\"}}");

    SubmitOutcome.Rejected rejected = assertInstanceOf(SubmitOutcome.Rejected.class, outcome());

    assertEquals("bad_size", rejected.code());
    assertSame(rejected.error(), assertThrows(RejectedException.class, rejected::orThrow));
  }

  @Test
  void incompleteAnswerIsUnknownWithCorrelationId() throws Exception {
    server.answers(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()));

    SubmitOutcome outcome = outcome();

    OutcomeUnknownException e = assertThrows(OutcomeUnknownException.class, outcome::orThrow);
    assertEquals("new-api", e.gateway());
    assertEquals("mine-1", e.correlationId());
    assertEquals(GatewayServer.NOW, e.submittedAt());
    assertInstanceOf(IOException.class, e.getCause());
    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("after the request had left"), message);
    assertEquals(1, server.http.getRequestCount());
  }

  @Test
  void submitAbandonedAfterSendingIsUnknown() throws Exception {
    Submission submission = server.client(Dialect.NEW_API).submission(REQUEST).get();
    server.request();

    submission.abandon();

    assertInstanceOf(SubmitOutcome.Unknown.class, result(submission.outcome()));
  }

  @Test
  void unreachableGatewayReceivesNoSubmit() {
    GatewayClient client = server.client(Dialect.NEW_API);
    server.http.close();

    Throwable cause = failure(client.submission(REQUEST).get().outcome());

    String message =
        String.valueOf(assertInstanceOf(UnreachableException.class, cause).getMessage());
    assertTrue(message.contains("nothing was sent") && message.contains(client.host()), message);
  }
}
