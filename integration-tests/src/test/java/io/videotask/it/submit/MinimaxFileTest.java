package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest.Operation;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** MiniMax's second request for the URL, with answers that no script can express. */
class MinimaxFileTest {
  @AutoClose private final FakeGateway gateway = FakeGateway.start();

  @AutoClose private final VideoTasks videos = gateway.client().build();

  private final TaskRef finished =
      gateway.add(AnswerFormat.MINIMAX_V1, "1", TaskScript.of(Reply.completed()));

  @Test
  void requestsTheFileOfAFinishedTask() {
    gateway.answer(
        Operation.FILE,
        Reply.json(
            200,
            "{\"file\":{\"file_id\":306793063383293,\"filename\":\"output.mp4\","
                + "\"download_url\":\"https://cdn.example.test/v.mp4?s=a%2Fb\"},"
                + "\"base_resp\":{\"status_code\":0}}"));

    VideoResult video = videos.query(finished).orThrow().video();

    assertEquals("https://cdn.example.test/v.mp4?s=a%2Fb", video.url());
    assertEquals("306793063383293", video.fileId());
    assertEquals("mp4", video.format());
    assertEquals("/v1/files/retrieve?file_id=306793063383293", gateway.requests().get(1).path());
  }

  @Test
  void aFailedFileRequestIsANote() {
    for (Reply reply :
        List.of(
            Reply.of(500, Map.of(), ""),
            Reply.json(200, "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"no\"}}"),
            Reply.json(200, "{}"),
            Reply.page(200, "<html>"))) {
      gateway.answer(Operation.FILE, reply);

      VideoTask task = videos.query(finished);

      assertEquals(TaskState.COMPLETED, task.state());
      assertNull(task.orThrow().video().url());
      assertTrue(task.notes().get(0).startsWith("the file's URL could not be fetched"));
    }
  }
}
