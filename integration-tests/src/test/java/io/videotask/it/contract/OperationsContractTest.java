package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.FakeGatewayExtension;
import io.videotask.testkit.Reply;
import io.videotask.testkit.contract.SchemaDrift;
import io.videotask.testkit.contract.SpecCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import retrofit2.Response;

/**
 * Calls stubs generated from the specs, through the generated interfaces and through {@code
 * VideoTasks}: each operation with each documented status and each kind of broken connection.
 */
@ExtendWith(FakeGatewayExtension.class)
class OperationsContractTest {
  private static final List<Reply> FAULTS =
      List.of(
          Reply.reset(),
          Reply.closed(),
          Reply.truncated(),
          Reply.garbage(),
          Reply.badGateway(),
          Reply.page(200, "<html></html>"),
          Reply.json(200, ""));

  static List<SpecOperation> operations() throws IOException {
    return SpecOperation.all();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void eachDocumentedAnswerIsReadByTheGeneratedCall(SpecOperation operation, FakeGateway gateway)
      throws Exception {
    assertTrue(
        operation.bodies().size() > 1,
        () ->
            "specs/%s/openapi.yaml describes one answer only of %s: an operation fails too. Add an answer that it gives then, such as '404', to its responses"
                .formatted(operation.gateway(), operation.text()));
    for (Map.Entry<Integer, String> answer : operation.bodies().entrySet()) {
      gateway.answerAlways(reply(answer));
      Response<?> response = new GeneratedCalls(gateway.baseUrl()).send(operation);
      assertEquals(answer.getKey(), response.code());
      assertNotNull(response.isSuccessful() ? response.body() : response.errorBody());
    }
    String path = operation.path().replaceAll("\\{[^}]+}", "x");
    assertEquals(operation.bodies().size(), gateway.requests().size());
    assertEquals(operation.method(), gateway.requests().get(0).method());
    assertEquals(path, gateway.requests().get(0).path().split("\\?", 2)[0]);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void generatedBodiesConformToTheirSpec(SpecOperation operation) {
    Dialect dialect = dialect(operation);
    operation.bodies().entrySet().stream()
        .filter(answer -> answer.getValue() != null)
        .forEach(
            answer -> {
              byte[] body = answer.getValue().getBytes(StandardCharsets.UTF_8);
              List<SchemaDrift> drifts =
                  SpecCheck.of(dialect).answer(role(operation), answer.getKey(), body).drifts();
              // Statuses are arbitrary strings, like other strings.
              assertTrue(
                  drifts.stream().allMatch(drift -> drift.kind() == SchemaDrift.Kind.UNKNOWN_WORD),
                  drifts::toString);
            });
  }

  @Test
  void theClientHasEveryOperationOfEverySpec() throws IOException {
    Set<String> documented = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    SpecOperation.all().forEach(o -> documented.add(o.gateway() + " " + o.text()));
    for (Dialect dialect : Dialect.all()) {
      dialect.paths().values().forEach(text -> known.add(dialect + " " + text.split("\\?", 2)[0]));
    }
    assertEquals(documented, known);
  }

  static Stream<SpecOperation> queries() throws IOException {
    return SpecOperation.all().stream().filter(operation -> role(operation).startsWith("query"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void eachDocumentedStatusOfAQueryIsATaskOrATypedError(SpecOperation query, FakeGateway gateway) {
    TaskRef ref = ref(query);
    try (VideoTasks videos = gateway.client().build()) {
      for (Map.Entry<Integer, String> answer : query.bodies().entrySet()) {
        if (answer.getKey() >= 300) {
          gateway.answerAlways(reply(answer));
          VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(ref));
          assertEquals(kind(answer.getKey()), e.kind(), () -> answer + ": " + e.getMessage());
          assertEquals(ref, e.task());
        }
      }
      // Other gateways have the status in a place of their own, which their examples show.
      boolean family =
          dialect(query).adapter().isOfNewApisFamily() || query.gateway().equals("minimax");
      for (Map.Entry<String, TaskState> word :
          (family ? dialect(query).statuses() : Map.<String, TaskState>of()).entrySet()) {
        gateway.answerAlways(
            Reply.json(
                200, "{\"task_id\":\"42\",\"id\":\"42\",\"status\":\"" + word.getKey() + "\"}"));
        assertEquals(word.getValue(), videos.query(ref).state(), word.getKey());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("queries")
  void eachFaultOfAQueryIsATypedError(SpecOperation query, FakeGateway gateway) {
    TaskRef ref = ref(query);
    try (VideoTasks videos = gateway.client().build()) {
      for (Reply fault : FAULTS) {
        gateway.answerAlways(fault);
        VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.query(ref));
        assertTrue(
            Set.of(ErrorKind.UNREACHABLE, ErrorKind.MALFORMED_RESPONSE).contains(e.kind()),
            e::toString);
        assertEquals(ref, e.task());
      }
    }
  }

  static Stream<SpecOperation> submits() throws IOException {
    return SpecOperation.all().stream().filter(operation -> role(operation).startsWith("submit"));
  }

  @ParameterizedTest
  @MethodSource("submits")
  void eachDocumentedStatusAndEachFaultOfASubmitIsAnOutcomeAfterOneRequest(
      SpecOperation submit, FakeGateway gateway) {
    VideoRequest request =
        VideoRequest.of("a kite")
            .gateway(submit.gateway())
            .model(isV2(submit) ? "MiniMax-H3" : "MiniMax-Hailuo-02")
            .build();
    int sent = 0;
    try (VideoTasks videos = gateway.client().build()) {
      for (Map.Entry<Integer, String> answer : submit.bodies().entrySet()) {
        boolean made = answer.getKey() < 300;
        gateway.answerAlways(
            made ? Reply.json(answer.getKey(), "{\"task_id\":\"42\"}") : reply(answer));
        SubmitOutcome outcome = videos.submit(request);
        Class<? extends SubmitOutcome> rejected =
            answer.getKey() < 500 ? SubmitOutcome.Rejected.class : SubmitOutcome.Unknown.class;
        Class<? extends SubmitOutcome> expected = made ? SubmitOutcome.Accepted.class : rejected;
        assertInstanceOf(expected, outcome, answer::toString);
        assertEquals(++sent, gateway.submits().size());
      }
      for (Reply fault : FAULTS) {
        gateway.answerAlways(fault);
        assertInstanceOf(SubmitOutcome.Unknown.class, videos.submit(request));
        assertEquals(++sent, gateway.submits().size());
      }
    }
  }

  private static Reply reply(Map.Entry<Integer, String> answer) {
    return answer.getValue() == null
        ? Reply.of(answer.getKey(), Map.of("Content-Type", "video/mp4"), "not JSON")
        : Reply.json(answer.getKey(), answer.getValue());
  }

  /** Returns the outcome according to the table in {@code docs/statuses.md}. */
  private static ErrorKind kind(int status) {
    return switch (status) {
      case 401 -> ErrorKind.AUTHENTICATION;
      case 402, 403 -> ErrorKind.PERMISSION;
      case 404, 410 -> ErrorKind.NOT_FOUND;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 500, 502, 503, 504 -> ErrorKind.UNREACHABLE;
      default -> ErrorKind.MALFORMED_RESPONSE;
    };
  }

  private static TaskRef ref(SpecOperation query) {
    return new TaskRef(query.gateway(), isV2(query) ? "v2:42" : "42");
  }

  private static boolean isV2(SpecOperation operation) {
    return role(operation).endsWith("V2");
  }

  private static Dialect dialect(SpecOperation operation) {
    return Dialect.named(operation.gateway()).orElseThrow();
  }

  /** Returns the dialect's name of the operation. */
  private static String role(SpecOperation operation) {
    return dialect(operation).paths().entrySet().stream()
        .filter(path -> path.getValue().split("\\?", 2)[0].equals(operation.text()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
