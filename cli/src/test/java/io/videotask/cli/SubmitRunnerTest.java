package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmitRunnerTest {
  private final FakeGateway gateway = FakeGateway.start();
  private final CliRun host = new CliRun();
  private final ProcessEnvironment world = host.process();
  private final CommandContext context =
      new CommandContext(world, new Console(world), new ShutdownHandler());
  private final OutputOptions output = new OutputOptions();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void shutdownBetweenSubmitAndWaitReportsTheTaskOnce() {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, Reply.json(200, "{\"id\":\"t1\"}"));
    try (Client client = client()) {
      TaskRef ref = new SubmitRunner(context, output, client).submit(request());
      assertNotNull(ref);
      assertEquals(ExitCode.INTERRUPTED, context.shutdown().stop());
    }
    assertEquals(List.of("new-api:t1"), host.outLines());
    assertEquals(1, host.errLines().size(), host::everything);
    assertTrue(host.errLines().get(0).contains("interrupted; new-api:t1"), host::everything);
  }

  private Client client() {
    return new Client(
        context, output, VideoTasks.builder().gateway(gateway.asGateway(Dialect.NEW_API)));
  }

  private static VideoRequest request() {
    return VideoRequest.of("a cat").model("m").build();
  }
}
