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
import io.videotask.it.SelectedGateway;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.FakeGatewayExtension;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.contract.SchemaDrift;
import io.videotask.testkit.contract.SpecCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
        operation.bodies().size() > 1 || !operation.isUsable(),
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

  static Stream<SpecOperation> usableOperations() throws IOException {
    return SpecOperation.usable().stream().filter(operation -> !roles(operation).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("usableOperations")
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
                  () ->
                      "the body made from %s, %s %d, differs from it: %s"
                          .formatted(spec(operation), operation.text(), answer.getKey(), drifts));
            });
  }

  @Test
  void theClientHasEveryOperationOfEveryGateway() throws IOException {
    List<String> unused =
        SpecOperation.usable().stream()
            .filter(operation -> roles(operation).isEmpty())
            .map(
                operation ->
                    "specs/%s/openapi.yaml has `%s`, which nothing in specs/%s/gateway.yaml calls: add an operation with `call: %s` there, or remove it from the spec"
                        .formatted(
                            operation.gateway(),
                            operation.text(),
                            operation.gateway(),
                            operation.id()))
            .toList();
    assertTrue(unused.isEmpty(), () -> "\n" + String.join("\n", unused));
    Set<String> documented = new TreeSet<>();
    SpecOperation.usable().forEach(o -> documented.add(o.gateway() + " " + o.text()));
    for (Dialect dialect : SelectedGateway.dialects()) {
      for (String text : dialect.paths().values()) {
        String known = dialect + " " + text.split("\\?", 2)[0];
        assertTrue(documented.contains(known), () -> known + " is in no spec");
      }
    }
  }

  static Stream<SpecOperation> queries() throws IOException {
    return SpecOperation.usable().stream().filter(operation -> is("query", operation));
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
          assertEquals(
              kind(answer.getKey()),
              e.kind(),
              () ->
                  "HTTP %d of %s in %s, with the body %s, is read as: %s. docs/statuses.md says what a status means; what `codes` and `texts` of %s say of the body counts before it"
                      .formatted(
                          answer.getKey(),
                          query.text(),
                          spec(query),
                          answer.getValue(),
                          e.getMessage(),
                          mapping(query)));
          assertEquals(ref, e.task());
        }
      }
      MappedGateway mapping = MappedGateway.of(query.gateway());
      for (Map.Entry<String, TaskState> word : dialect(query).statuses().entrySet()) {
        String body = mapping.answer(role(query), "42", word.getKey());
        gateway.answerAlways(Reply.json(200, body));
        assertEquals(
            word.getValue(),
            videos.query(ref).state(),
            () ->
                "the status `%s`, listed in `statuses` of %s, is not read from the answer %s: does `answer` there name the fields of the id and the status?"
                    .formatted(word.getKey(), mapping(query), body));
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
    return SpecOperation.usable().stream().filter(operation -> is("submit", operation));
  }

  @ParameterizedTest
  @MethodSource("submits")
  void eachDocumentedStatusAndEachFaultOfASubmitIsAnOutcomeAfterOneRequest(
      SpecOperation submit, FakeGateway gateway) {
    String created = MappedGateway.of(submit.gateway()).created(role(submit), "42");
    try (VideoTasks videos = gateway.client().build()) {
      VideoRequest request = request(submit, videos, gateway);
      int sent = gateway.submits().size();
      for (Map.Entry<Integer, String> answer : submit.bodies().entrySet()) {
        boolean made = answer.getKey() < 300;
        gateway.answerAlways(made ? Reply.json(answer.getKey(), created) : reply(answer));
        SubmitOutcome outcome = videos.submit(request);
        Class<? extends SubmitOutcome> rejected =
            answer.getKey() < 500 ? SubmitOutcome.Rejected.class : SubmitOutcome.Unknown.class;
        Class<? extends SubmitOutcome> expected = made ? SubmitOutcome.Accepted.class : rejected;
        assertInstanceOf(
            expected,
            outcome,
            () ->
                "HTTP %d of %s in %s, with the body %s: %s"
                    .formatted(
                        answer.getKey(),
                        submit.text(),
                        spec(submit),
                        made ? created : answer.getValue(),
                        made
                            ? "name the path of the task's id in `id` of the submit in "
                                + mapping(submit)
                            : "an answer below 500 rejects, unless `codes` of "
                                + mapping(submit)
                                + " say that the body's code is transient"));
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
    MappedGateway mapping = MappedGateway.of(query.gateway());
    return new TaskRef(query.gateway(), mapping.referenceId(role(query), "42"));
  }

  /** Returns a request with a model for which the client sends this submit. */
  private static VideoRequest request(
      SpecOperation submit, VideoTasks videos, FakeGateway gateway) {
    gateway.answerAlways(Reply.json(400, "{}"));
    List<VideoRequest> requests = new ArrayList<>();
    AnswerFormat.all(dialect(submit))
        .forEach(format -> requests.add(format.request("a kite").build()));
    for (String model : MappedGateway.of(submit.gateway()).models()) {
      requests.add(VideoRequest.of("a kite").gateway(submit.gateway()).model(model).build());
    }
    Pattern path = Pattern.compile(submit.path().replaceAll("\\{[^}]+}", ".+"));
    for (VideoRequest request : requests) {
      try {
        videos.submit(request);
      } catch (IllegalArgumentException e) {
        continue; // A gateway may have names of models in another form.
      }
      List<RecordedRequest> sent = gateway.submits();
      if (path.matcher(sent.get(sent.size() - 1).path().split("\\?", 2)[0]).matches()) {
        return request;
      }
    }
    throw new AssertionError(
        "no request of the tests is sent to "
            + submit.text()
            + ". Write one, with the model and the image that lead there, into specs/"
            + submit.gateway()
            + "/answers/VARIANT/request.json. Those that were tried: "
            + requests);
  }

  private static Dialect dialect(SpecOperation operation) {
    return Dialect.named(operation.gateway()).orElseThrow();
  }

  private static String spec(SpecOperation operation) {
    return "specs/" + operation.gateway() + "/openapi.yaml";
  }

  private static String mapping(SpecOperation operation) {
    return "specs/" + operation.gateway() + "/gateway.yaml";
  }

  private static boolean is(String kind, SpecOperation operation) {
    List<String> roles = roles(operation);
    return !roles.isEmpty() && roles.get(0).startsWith(kind);
  }

  /** Returns the dialect's first name of the operation. */
  private static String role(SpecOperation operation) {
    return roles(operation).get(0);
  }

  /** Returns the dialect's names of the operation; empty where the mapping does not call it. */
  private static List<String> roles(SpecOperation operation) {
    return dialect(operation).paths().entrySet().stream()
        .filter(path -> path.getValue().split("\\?", 2)[0].equals(operation.text()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
