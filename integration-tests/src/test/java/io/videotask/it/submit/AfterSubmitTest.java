package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.error.TaskNotFoundException;
import io.videotask.gateway.Dialect;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.videotask.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a submit: the wait for the new task, and the idempotency header. */
class AfterSubmitTest {
  private static final Duration STEP = Duration.ofSeconds(7);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final VirtualTime time = new VirtualTime();
  private final FakeGateway gateway = FakeGateway.start(time);

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  @Test
  void aNewTaskIsNotPolledAtOnce() {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    try (VideoTasks videos = client()) {
      List<TaskRef> given = new ArrayList<>();

      VideoTask task = videos.submitAndAwait(request(), LIMIT, given::add);

      assertEquals(List.of(task.ref()), given);
      assertEquals(TaskState.COMPLETED, task.state());
      RecordedRequest submit = gateway.submits().get(0);
      RecordedRequest query = gateway.queries(task.ref()).get(0);
      assertEquals(STEP, Duration.between(submit.at(), query.at()));
    }
  }

  @Test
  void aNewTaskMayBeMissingForAWhile() {
    Reply missing = Reply.notFound();
    gateway.onSubmit(
        AnswerFormat.NEW_API_KLING,
        TaskScript.of(missing, missing, missing, missing, Reply.completed()));
    Schedule often = Schedule.fixed(Duration.ofMillis(300));
    try (VideoTasks videos = gateway.client().schedule(often).build()) {
      TaskRef ref = videos.submit(request()).orThrow();

      assertEquals(TaskState.COMPLETED, videos.await(ref, LIMIT).state());
      assertEquals(5, gateway.queries(ref).size());
    }
  }

  @Test
  void aTaskOfAnotherProcessIsNotFoundAfterThreeAnswers() {
    TaskRef ref = gateway.add(TaskScript.of(Reply.notFound()));
    try (VideoTasks videos = client()) {
      assertThrows(TaskNotFoundException.class, () -> videos.await(ref, LIMIT));
      assertTrue(gateway.queries(ref).size() >= 3);
    }
  }

  @Test
  void theIdempotencyHeaderCarriesTheCorrelationId() {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.queued()));
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(gateway.asGateway(Dialect.NEW_API).withIdempotencyHeader("Idempotency-Key"))
            .build()) {
      videos.submit(VideoRequest.of("a kite").model("m").correlationId("mine-1").build());

      RecordedRequest sent = gateway.submits().get(0);
      assertEquals("mine-1", sent.headers().get("Idempotency-Key"));
      assertEquals("mine-1", sent.headers().get("X-Client-Request-Id"));
    }
  }

  private VideoTasks client() {
    return gateway.client().schedule(Schedule.fixed(STEP)).build();
  }

  private static VideoRequest request() {
    return VideoRequest.of("a kite").gateway("new-api").model("kling-v1").build();
  }
}
