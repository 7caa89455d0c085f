package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Resolution;
import io.videotask.gateway.ResolveOptions;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Submits whose connections are cut, and the search for their tasks. */
class LostSubmitTest {
  private static final int SUBMITS = 40;

  /** More than the longest request and its answer have together. */
  private static final int BYTES = 1_600;

  private final VirtualTime time = new VirtualTime();

  /** The formats of gateways that have a client's own id or a list to find a task with. */
  static Stream<AnswerFormat> formats() {
    return Arrays.stream(AnswerFormat.values())
        .filter(format -> format.dialect().gateway().lostSubmits() != null);
  }

  private FakeGateway cutting(IntUnaryOperator bytes) {
    return FakeGateway.builder().time(time).cuttingSubmits(bytes).start();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formats")
  void tasksOfCutSubmitsAreFound(AnswerFormat format) {
    try (FakeGateway gateway = cutting(n -> n < SUBMITS ? 1 + n * BYTES / SUBMITS : -1);
        VideoTasks videos = gateway.client(format.dialect()).build()) {
      gateway.onEachSubmit(format, TaskScript.of(Reply.queued()));
      List<LostSubmit> lost = new ArrayList<>();
      List<TaskRef> known = new ArrayList<>();
      for (int i = 0; i <= SUBMITS; i++) {
        SubmitOutcome outcome =
            videos.submit(format.request("kite " + i).correlationId("order-" + i).build());
        if (outcome instanceof SubmitOutcome.Unknown unknown) {
          lost.add(unknown.error().lostSubmit());
        } else {
          known.add(outcome.orThrow());
        }
      }
      passTenMinutes();

      Map<String, TaskRef> created = new HashMap<>();
      gateway.submits().forEach(submit -> created.put(correlationId(submit), submit.task()));
      Map<LostSubmit, Resolution> found =
          videos.lostSubmits().resolveAll(lost, ResolveOptions.allOthersAre(List.of()));
      int tasks = created.size() - known.size();
      assertTrue(tasks > 0 && lost.size() > tasks, tasks + " of " + lost.size());
      int right = 0;
      for (Map.Entry<LostSubmit, Resolution> entry : found.entrySet()) {
        TaskRef own = created.get(entry.getKey().correlationId());
        if (entry.getValue() instanceof Resolution.Found adopted) {
          assertEquals(own, adopted.task());
          right++;
        } else if (entry.getValue() instanceof Resolution.Absent) {
          assertEquals(null, own);
        }
      }
      assertTrue(right == tasks || !tellsApart(format), right + " of " + tasks);
    }
  }

  /**
   * Where a list has neither the client's id nor the prompt, equal requests can't be told apart.
   */
  private static boolean tellsApart(AnswerFormat format) {
    var fields = format.dialect().gateway().lostSubmits();
    return fields != null && !(fields.clientId().isEmpty() && fields.prompt().isEmpty());
  }

  private static String correlationId(RecordedRequest submit) {
    return submit.headers().entrySet().stream()
        .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("x-client-request-id"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private void passTenMinutes() {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    time.schedule(Duration.ofMinutes(10), () -> passed.complete(null));
    passed.join();
  }

  @Test
  void submitThatIsCutInItsRequestCreatesNoTask() {
    AnswerFormat format = AnswerFormat.of(Dialect.named("ark").orElseThrow());
    try (FakeGateway gateway = cutting(n -> 200);
        VideoTasks videos = gateway.client(format.dialect()).build()) {
      gateway.onSubmit(format, TaskScript.of(Reply.queued()));
      SubmitOutcome outcome = videos.submit(format.request("a kite").build());

      assertTrue(outcome instanceof SubmitOutcome.Unknown, outcome.toString());
      assertEquals(List.of(), gateway.submits());
      assertEquals(List.of(format), gateway.scriptsLeft());
    }
  }

  @Test
  void otherRequestsAndUncutSubmitsPass() {
    try (FakeGateway gateway = cutting(n -> -1);
        VideoTasks videos = gateway.client(Dialect.NEW_API).build()) {
      gateway.onSubmit(
          AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.queued(), Reply.completed()));
      TaskRef ref = videos.submit(AnswerFormat.NEW_API_KLING.request("a kite").build()).orThrow();
      videos.await(ref, Duration.ofHours(1)).orThrow();
      assertEquals(2, gateway.queries(ref).size());
    }
  }

  /** An own id of the caller's leaves no place for the client's, so that the list is read. */
  @ParameterizedTest
  @CsvSource({"KLING_CLASSIC, /v1/videos/text2video?", "KLING_NEWIMAGE, /tasks"})
  void onlyTheListOfTheSubmitsOwnKindIsRead(String name, String path) {
    AnswerFormat format = AnswerFormat.valueOf(name);
    try (FakeGateway gateway = FakeGateway.builder().time(time).start();
        VideoTasks videos = gateway.client(format.dialect()).build()) {
      gateway.onSubmit(format, TaskScript.of(Reply.queued()), Reply.reset());
      VideoRequest request =
          format
              .request("a kite")
              .parameter(
                  name.endsWith("CLASSIC") ? "external_task_id" : "options",
                  name.endsWith("CLASSIC") ? "mine" : Map.of("external_task_id", "mine"))
              .build();
      SubmitOutcome.Unknown unknown =
          assertInstanceOf(SubmitOutcome.Unknown.class, videos.submit(request));
      passTenMinutes();

      LostSubmit lost = unknown.error().lostSubmit();
      Resolution found =
          videos
              .lostSubmits()
              .resolveAll(List.of(lost), ResolveOptions.allOthersAre(List.of()))
              .get(lost);
      TaskRef created = gateway.submits().get(0).task();
      assertEquals(created, assertInstanceOf(Resolution.Found.class, found).task());
      List<String> asked =
          gateway.requests().stream()
              .filter(each -> each.operation() == RecordedRequest.Operation.LIST)
              .map(RecordedRequest::path)
              .toList();
      assertFalse(asked.isEmpty());
      assertTrue(asked.stream().allMatch(url -> url.contains(path)), asked::toString);
    }
  }
}
