package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.FakeGatewayExtension;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.SpecCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The testkit's answers conform to the specs. */
@ExtendWith(FakeGatewayExtension.class)
class StubsContractTest {
  private static final Map<TaskState, Reply> STATES =
      Map.of(
          TaskState.QUEUED, Reply.queued(),
          TaskState.IN_PROGRESS, Reply.inProgress(30),
          TaskState.COMPLETED, Reply.completed(),
          TaskState.FAILED, Reply.failed(),
          TaskState.CANCELLED, Reply.cancelled(),
          TaskState.EXPIRED, Reply.expired());

  @ParameterizedTest
  @MethodSource("io.videotask.it.SelectedGateway#formats")
  void everyStubConformsToItsSpec(AnswerFormat shape, FakeGateway gateway) {
    Wiretap wire = new Wiretap();
    List<Reply> states =
        STATES.entrySet().stream()
            .filter(state -> shape.has(state.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    try (VideoTasks videos = gateway.client().httpClient(wire.client()).build()) {
      gateway.onSubmit(shape, TaskScript.of(states.toArray(Reply[]::new)));
      TaskRef ref = videos.submit(shape.request("a kite").build()).orThrow();
      states.forEach(state -> videos.query(ref));
    }
    assertTrue(wire.heard().size() > states.size(), "also the create");
    for (Wiretap.Exchange exchange : wire.heard()) {
      String operation = exchange.operation(shape.dialect());
      DriftReport report =
          SpecCheck.of(shape.dialect()).answer(operation, exchange.status(), exchange.body());
      assertTrue(report.isClean(), report::text);
      assertEquals(List.of(), wrong(shape.dialect(), operation, exchange));
    }
  }

  private static List<String> wrong(Dialect dialect, String operation, Wiretap.Exchange exchange) {
    return SpecValidator.of(dialect.name())
        .wrong(
            dialect.paths().get(operation),
            exchange.status(),
            new String(exchange.body(), StandardCharsets.UTF_8));
  }
}
