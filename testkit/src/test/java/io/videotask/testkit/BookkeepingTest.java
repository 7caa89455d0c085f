package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests the recorded requests, overrides and unused scripts of the fake gateway. */
@ExtendWith(FakeGatewayExtension.class)
class BookkeepingTest {
  /** The fake gateway has formats for these. */
  static final List<Dialect> FORMATTED =
      List.of(Dialect.NEW_API, Dialect.MINIMAX_ANYAPI, Dialect.MINIMAX, Dialect.OPENAI_VIDEOS);

  private static final TaskScript DONE = TaskScript.of(Reply.queued(), Reply.completed());

  @Test
  void clientOfOneDialectSubmitsWithoutGatewayName(FakeGateway gateway) {
    for (Dialect dialect : FORMATTED) {
      gateway.onSubmit(formatOf(dialect), DONE);
      try (VideoTasks videos = gateway.client(dialect).build()) {
        TaskRef ref = videos.submit(kite().build()).orThrow();
        videos.await(ref, Duration.ofHours(1)).orThrow();
        assertEquals(dialect.name(), ref.gateway());
        assertEquals(2, gateway.queries(ref).size());
      }
    }
  }

  @Test
  void pollTimesAreReproducible() {
    List<Duration> durations = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (VirtualTime time = new VirtualTime();
          FakeGateway gateway = FakeGateway.start(time);
          VideoTasks videos = gateway.client(Dialect.NEW_API).build()) {
        TaskRef ref = gateway.add(DONE);
        videos.await(ref, Duration.ofHours(1)).orThrow();
        durations.add(time.elapsed());
      }
    }
    assertTrue(durations.get(0).compareTo(Duration.ZERO) > 0, durations.toString());
    assertEquals(durations.get(0), durations.get(1));
  }

  @Test
  void findsTaskByTheClientsGatewayName(FakeGateway gateway, VirtualTime time) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, DONE);
    Gateway shop = gateway.asGateway(Dialect.NEW_API).named("shop");
    try (VideoTasks videos =
        VideoTasks.builder().gateway(shop).time(time).random(new Random(1)).build()) {
      TaskRef ref = videos.submit(kite().build()).orThrow();
      videos.query(ref);
      assertEquals("shop", ref.gateway());
      assertEquals(1, gateway.queries(ref).size());
      assertEquals(0, gateway.downloads(ref).size());
    }
  }

  @Test
  void rejectsReferencesToTasksThatDoNotExist(FakeGateway gateway) {
    gateway.add(AnswerFormat.NEW_API_KLING, "one", DONE);
    for (String never : List.of("new-api:two", "shop:two", "openai-videos:one")) {
      TaskRef ref = TaskRef.parse(never);
      Exception rejected = assertThrows(IllegalArgumentException.class, () -> gateway.queries(ref));
      assertTrue(rejected.toString().contains("has not made " + never), rejected::toString);
      assertThrows(IllegalArgumentException.class, () -> gateway.downloads(ref));
    }
  }

  @Test
  void rejectsAmbiguousIds(FakeGateway gateway) {
    TaskRef first = gateway.add(AnswerFormat.NEW_API_KLING, "one", DONE);
    gateway.add(AnswerFormat.OPENAI_VIDEOS, "one", DONE);
    try (VideoTasks videos = gateway.client().build()) {
      videos.query(first);
    }
    assertEquals(1, gateway.queries(first).size());
    assertEquals(0, gateway.queries(TaskRef.parse("openai-videos:one")).size());
    TaskRef either = TaskRef.parse("shop:one");
    assertThrows(IllegalArgumentException.class, () -> gateway.queries(either));
  }

  @Test
  @SuppressWarnings(
      "NullAway") // passes null, as a test that uses the reference of a rejected submit would
  void explainsMissingReference(FakeGateway gateway) {
    String message =
        assertThrows(NullPointerException.class, () -> gateway.queries(null)).getMessage();
    assertTrue(message.startsWith("which task?"), message);
  }

  @Test
  void fileRequestIsNotAQuery(FakeGateway gateway) {
    TaskRef ref = gateway.add(AnswerFormat.MINIMAX_V1, TaskScript.of(Reply.completed()));
    try (VideoTasks videos = gateway.client().build()) {
      videos.query(ref);
    }
    assertEquals(
        List.of(RecordedRequest.Operation.QUERY, RecordedRequest.Operation.FILE),
        gateway.requests().stream().map(RecordedRequest::operation).toList());
    assertEquals(1, gateway.queries(ref).size());
    assertEquals(ref, gateway.requests().get(1).task());
  }

  @Test
  void deletedTaskIsFoundOnlyInRecordedRequests(FakeGateway gateway) {
    TaskRef ref = gateway.add(AnswerFormat.OPENAI_VIDEOS, DONE);
    try (VideoTasks videos = gateway.client().build()) {
      videos.query(ref);
      videos.delete(ref);
      VideoTaskException gone = assertThrows(VideoTaskException.class, () -> videos.query(ref));
      assertEquals(ErrorKind.NOT_FOUND, gone.kind());
      assertEquals(List.of(), videos.list("openai-videos", 10, null).tasks());
    }
    assertEquals(2, gateway.queries(ref).size());
    assertEquals(RecordedRequest.Operation.DELETE, gateway.requests().get(1).operation());
    assertEquals(ref, gateway.requests().get(1).task());
  }

  @Test
  void listReturnsTheLastStates(FakeGateway gateway) {
    TaskRef first = gateway.add(AnswerFormat.OPENAI_VIDEOS, DONE);
    TaskRef second = gateway.add(AnswerFormat.OPENAI_VIDEOS, DONE);
    TaskRef third = gateway.add(AnswerFormat.OPENAI_VIDEOS, DONE);
    gateway.add(AnswerFormat.NEW_API_SORA, DONE);
    try (VideoTasks videos = gateway.client().build()) {
      videos.query(second);
      videos.query(second);

      TaskPage page = videos.list("openai-videos", 2, null);
      TaskPage last = videos.list("openai-videos", 2, page.next());

      assertEquals(List.of(third, second), page.tasks().stream().map(VideoTask::ref).toList());
      assertEquals(TaskState.QUEUED, page.tasks().get(0).state());
      assertEquals(TaskState.COMPLETED, page.tasks().get(1).state());
      assertEquals(List.of(first), last.tasks().stream().map(VideoTask::ref).toList());
      assertNull(last.next());
    }
  }

  @Test
  void overridesAreUsedInOrderAndTheLastOneRepeats(FakeGateway gateway) {
    TaskRef ref = gateway.add(AnswerFormat.MINIMAX_V1, TaskScript.of(Reply.completed()));
    gateway.answer(RecordedRequest.Operation.FILE, Reply.json(200, "{}"), Reply.badGateway());
    try (VideoTasks videos = gateway.client().build()) {
      for (int i = 0; i < 3; i++) {
        assertNull(videos.query(ref).orThrow().video().url());
      }
      gateway.answer(RecordedRequest.Operation.FILE);
      assertNotNull(videos.query(ref).orThrow().video().url());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> gateway.answer(RecordedRequest.Operation.QUERY, Reply.queued()));
  }

  @Test
  void scriptsLeftAreThoseWithoutASubmit(FakeGateway gateway) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, DONE);
    gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, Reply.badGateway());
    assertEquals(
        List.of(AnswerFormat.NEW_API_KLING, AnswerFormat.OPENAI_VIDEOS), gateway.scriptsLeft());
    try (VideoTasks videos = gateway.client(Dialect.NEW_API).build()) {
      videos.submit(kite().build()).orThrow();
    }
    assertEquals(List.of(AnswerFormat.OPENAI_VIDEOS), gateway.scriptsLeft());
  }

  @Test
  void submitWithoutScriptIsRejectedWithTheScriptsLeft(FakeGateway gateway) {
    try (VideoTasks videos = gateway.client(Dialect.NEW_API).build()) {
      assertTrue(refusal(videos).contains("scripted is nothing"), refusal(videos));
      gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, DONE);
      gateway.onSubmit(AnswerFormat.MINIMAX_V2, DONE);
      String message = refusal(videos);
      assertTrue(message.contains("no script is left for this submit of new-api"), message);
      assertTrue(message.contains("scripted is OPENAI_VIDEOS, MINIMAX_V2"), message);
    }
  }

  private static String refusal(VideoTasks videos) {
    RuntimeException rejected =
        assertThrows(RuntimeException.class, () -> videos.submit(kite().build()).orThrow());
    return String.valueOf(rejected.getMessage());
  }

  private static VideoRequestBuilder kite() {
    return VideoRequest.of("a kite").model("MiniMax-Hailuo-02");
  }

  private static AnswerFormat formatOf(Dialect dialect) {
    for (AnswerFormat format : AnswerFormat.values()) {
      if (format.dialect().equals(dialect)) {
        return format;
      }
    }
    throw new AssertionError(dialect.name());
  }
}
