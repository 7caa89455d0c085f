import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The workflow of the page on Temporal's own test server, which skips the sleeps. */
class TemporalVideoTest {
  @Test
  void theWorkflowSleepsBetweenThePollsAndReturnsTheEnd() throws Exception {
    try (FakeGateway gateway = FakeGateway.builder().key("sk-test").start();
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.newApi(gateway.baseUrl(), ApiKey.of("sk-test")))
                .build();
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      gateway.add(
          AnswerFormat.NEW_API_KLING,
          "task_abc",
          TaskScript.of(
              Reply.inProgress(10), Reply.badGateway(), Reply.inProgress(60), Reply.completed()));
      Worker worker = temporal.newWorker("videos");
      worker.registerWorkflowImplementationTypes(TemporalVideo.VideoWorkflowSteps.class);
      worker.registerActivitiesImplementations(new TemporalVideo.PollsWithClient(videos));
      temporal.start();
      long begun = temporal.currentTimeMillis();

      TemporalVideo.VideoWorkflow workflow =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  TemporalVideo.VideoWorkflow.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId("video-17")
                      .setTaskQueue("videos")
                      .build());
      assertEquals("COMPLETED", workflow.await("new-api:task_abc"));

      assertEquals(4, gateway.requests().size());
      Duration slept = Duration.ofMillis(temporal.currentTimeMillis() - begun);
      assertTrue(slept.compareTo(Duration.ofSeconds(10)) > 0, slept::toString);
      // The same history gives the same decisions, which Temporal demands of every workflow.
      WorkflowExecutionHistory history =
          temporal.getWorkflowClient().fetchHistory("video-17");
      WorkflowReplayer.replayWorkflowExecution(history, TemporalVideo.VideoWorkflowSteps.class);
    }
  }
}
