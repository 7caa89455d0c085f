package io.videotask.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.task.LostSubmit;
import io.videotask.task.Observation;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VideoTaskExceptionTest {
  @Test
  void survivesJavaSerializationWithoutItsEvidence() throws Exception {
    WaitTimedOutException thrown =
        new WaitTimedOutException("not ended", Evidence.of(TaskRef.parse("new-api:task_1")), null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }

    VideoTaskException read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = (VideoTaskException) in.readObject();
    }

    assertEquals("not ended", read.getMessage());
    assertEquals(ErrorKind.TIMED_OUT, read.kind());
    assertEquals(Retry.NEVER, read.retry());
    assertNull(read.task());
    assertNull(read.httpStatus());
    assertNull(read.requestId());
    assertNull(read.retryAfter());
  }

  @Test
  void returnsItsEvidence() {
    TaskRef ref = TaskRef.parse("new-api:task_1");
    Evidence evidence = new Evidence(ref, 429, "req-1", Duration.ofSeconds(7));

    RejectedException rejected = new RejectedException("no", "1026", evidence);

    assertEquals(ref, rejected.task());
    assertEquals(429, rejected.httpStatus());
    assertEquals("req-1", rejected.requestId());
    assertEquals(Duration.ofSeconds(7), rejected.retryAfter());
    assertEquals("1026", rejected.code());
    assertEquals(ErrorKind.REJECTED, rejected.kind());
  }

  @Test
  void returnsTheDetailsOfItsKind() {
    Evidence none = Evidence.of(null);
    OutcomeUnknownException unknown =
        new OutcomeUnknownException(
            "?",
            none,
            LostSubmit.of(
                VideoRequest.of("a").build(), "mine", "c-1", false, Instant.EPOCH, Instant.EPOCH));
    assertEquals("mine", unknown.gateway());
    assertEquals("c-1", unknown.correlationId());
    assertEquals(Instant.EPOCH, unknown.submittedAt());

    Reason reason = Reason.DISK_FULL;
    assertEquals(reason, new DownloadFailedException(reason, "full", none).reason());

    VideoTask seen =
        new VideoTask.Pending(
            new Observation(
                TaskRef.parse("new-api:task_1"),
                TaskState.QUEUED,
                "queued",
                null,
                null,
                null,
                null,
                List.of(),
                Instant.EPOCH,
                "{}"));
    assertSame(seen, new WaitTimedOutException("late", none, seen).lastSeen());
  }

  @Test
  void canWaitAgainUnlessTheTaskIsGone() {
    Evidence evidence = Evidence.of(TaskRef.parse("new-api:task_1"));

    assertTrue(new WaitTimedOutException("late", evidence, null).canWaitAgain());
    assertTrue(new WaitInterruptedException("stop", evidence).canWaitAgain());
    assertTrue(new ClientClosedException("closed", evidence).canWaitAgain());
    assertTrue(new UnreachableException("away", Retry.NEVER, evidence).canWaitAgain());
    assertTrue(new RateLimitedException("slower", evidence).canWaitAgain());
    assertTrue(new AuthenticationException("key", evidence).canWaitAgain());
    assertFalse(new TaskNotFoundException("none", evidence).canWaitAgain());
    assertFalse(new RejectedException("no", null, evidence).canWaitAgain());
    assertFalse(new LinkExpiredException("gone", evidence).canWaitAgain());
    assertFalse(
        new UnreachableException("nothing was sent", Retry.ALWAYS, Evidence.of(null))
            .canWaitAgain(),
        "there is no task to wait for");
  }
}
