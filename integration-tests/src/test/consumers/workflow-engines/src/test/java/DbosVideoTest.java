import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The workflow of the page with DBOS and a PostgreSQL, over a restart of the program. */
class DbosVideoTest {
  /** The workflow's interface, as DBOS asks for one. */
  public interface Videos {
    String await(String ref) throws Exception;
  }

  /** The workflow, which the class of the page does. */
  public static class DurableVideos implements Videos {
    private final DbosVideo video;

    DurableVideos(DbosVideo video) {
      this.video = video;
    }

    @Override
    @Workflow(name = "await")
    public String await(String ref) throws Exception {
      return video.await(ref);
    }
  }

  @Test
  void aRestartedProgramGoesOnAfterItsLastStep() throws Exception {
    Reply[] replies = new Reply[9];
    Arrays.fill(replies, Reply.inProgress(10));
    replies[3] = Reply.badGateway();
    replies[8] = Reply.completed();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        FakeGateway gateway = FakeGateway.builder().key("sk-test").start();
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.newApi(gateway.baseUrl(), ApiKey.of("sk-test")))
                .schedule(Schedule.fixed(Duration.ofMillis(200)))
                .build()) {
      gateway.add(AnswerFormat.NEW_API_KLING, "task_abc", TaskScript.of(replies));
      DBOSConfig config =
          DBOSConfig.defaults("videos")
              .withDatabaseUrl(postgres.getJdbcUrl("postgres", "postgres"))
              .withDbUser("postgres")
              .withDbPassword("postgres")
              .withAppVersion("7");

      try (DBOS first = new DBOS(config)) {
        Videos workflow = register(first, videos);
        first.launch();
        first.startWorkflow(
            () -> workflow.await("new-api:task_abc"), new StartWorkflowOptions("video-17"));
        while (gateway.requests().size() < 3) {
          Thread.onSpinWait();
        }
      }
      int before = gateway.requests().size();
      assertTrue(before < replies.length, "the task had ended before the restart");

      try (DBOS second = new DBOS(config)) {
        register(second, videos);
        second.launch();
        assertEquals("COMPLETED", second.<String, Exception>getResult("video-17"));
      }
      // A step that was under way at the restart is a query more, and those before are not repeated.
      int all = gateway.requests().size();
      assertTrue(all <= replies.length + 1, all + " requests, " + before + " before the restart");
    }
  }

  private static Videos register(DBOS dbos, VideoTasks videos) {
    return dbos.registerProxy(Videos.class, new DurableVideos(new DbosVideo(dbos, videos)));
  }
}
