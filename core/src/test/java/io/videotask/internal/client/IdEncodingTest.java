package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.completed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id is one path segment or one parameter, whatever its characters. */
class IdEncodingTest {
  @AutoClose private final GatewayServer server = new GatewayServer();

  private static void assertSegments(@Nullable String url, String... segments) {
    assertNotNull(url);
    HttpUrl parsed = HttpUrl.get(url);
    assertEquals(List.of(segments), parsed.pathSegments(), url);
    assertNull(parsed.query(), url);
    assertNull(parsed.fragment(), url);
  }

  private String target() throws InterruptedException {
    return server.http.url(server.request().getTarget()).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "../b", "a?b=c", "a%2Fb", "a b", "a#b", "a&b=c", "a;b", "a+b", "视频"})
  void idIsOneSegmentOfContentPaths(String id) throws Exception {
    server.answers(200, Answers.row("\"status\":\"SUCCESS\""));
    server.answers(200, "{\"id\":\"" + id + "\",\"status\":\"completed\"}");
    GatewayClient newApi = server.client(Dialect.NEW_API);
    GatewayClient openAi = server.client(Dialect.OPENAI_VIDEOS);
    TaskRef ref = new TaskRef("openai-videos", id);

    assertSegments(
        newApi.backupContent(new TaskRef("new-api", id)), "gw", "v1", "videos", id, "content");
    assertSegments(openAi.backupContent(ref), "gw", "v1", "videos", id, "content");
    newApi.query(new TaskRef("new-api", id), null);
    assertSegments(target(), "gw", "v1", "video", "generations", id);
    VideoTask.Completed task = completed(openAi.query(ref, null));
    assertSegments(target(), "gw", "v1", "videos", id);
    assertSegments(task.video().url(), "gw", "v1", "videos", id, "content");
    HttpUrl thumbnail = HttpUrl.get(url(openAi.variant(task, "thumb/nail&a")));
    assertEquals(List.of("gw", "v1", "videos", id, "content"), thumbnail.pathSegments());
    assertEquals("thumb/nail&a", thumbnail.queryParameter("variant"));
    assertEquals(1, thumbnail.querySize());
  }

  private static String url(VideoTask.Completed task) {
    return String.valueOf(task.video().url());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "a?b=c", "a%2Fb", "a b", "a#b", "a&file_id=c", "a+b", "视频"})
  void fileIdIsOneParameterOfFileQuery(String fileId) throws Exception {
    server.answers(
        200, "{\"task_id\":\"176\",\"status\":\"Success\",\"file_id\":\"" + fileId + "\"}");
    server.answers(200, "{\"file\":{\"download_url\":\"https://cdn.example.com/v.mp4\"}}");

    VideoTask.Completed task =
        completed(server.client(Dialect.MINIMAX).query(TaskRef.parse("minimax:176"), null));

    assertEquals("https://cdn.example.com/v.mp4", task.video().url());
    server.request();
    HttpUrl query = HttpUrl.get(target());
    assertEquals(List.of("gw", "v1", "files", "retrieve"), query.pathSegments());
    assertEquals(List.of(fileId), query.queryParameterValues("file_id"));
    assertEquals(1, query.querySize());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a?b=c", "a%2Fb", "a b", "a#b", "a&task_id=c", "a+b", "视频"})
  void taskIdIsOneParameterOrSegmentOfMinimaxQuery(String id) throws Exception {
    server.answers(200, "{}");
    server.answers(200, "{}");
    GatewayClient client = server.client(Dialect.MINIMAX);

    client.query(new TaskRef("minimax", id), null);
    HttpUrl first = HttpUrl.get(target());
    assertEquals(List.of(id), first.queryParameterValues("task_id"));
    assertEquals(1, first.querySize());
    client.query(new TaskRef("minimax", "v2:" + id), null);
    HttpUrl second = HttpUrl.get(target());
    assertEquals(id, second.pathSegments().get(second.pathSize() - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2:", "v2: ", "v2:.", "v2:.."})
  void referenceWithoutIdIsNotQueried(String id) {
    GatewayClient client = server.client(Dialect.MINIMAX);
    TaskRef ref = new TaskRef("minimax", id);

    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> client.query(ref, null));

    assertEquals("no task has the id " + id, failure.getMessage());
    assertEquals(0, server.http.getRequestCount());
  }
}
