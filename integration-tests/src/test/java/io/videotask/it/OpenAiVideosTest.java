package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.RecordedRequest.Operation;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists, deletes and variants of {@code /v1/videos}. */
class OpenAiVideosTest {
  private static final TaskRef REF = TaskRef.parse("openai-videos:video_2");

  @AutoClose private final FakeGateway gateway = FakeGateway.start();

  @AutoClose private final VideoTasks videos = gateway.client().random(() -> -1L).build();

  @Test
  void aPageHasTasksAndTheNextCursor() {
    gateway.answer(
        Operation.LIST,
        Reply.json(
            200,
            "{\"object\":\"list\",\"data\":["
                + "{\"id\":\"video_3\",\"object\":\"video\",\"status\":\"queued\"},"
                + "{\"id\":\"video_2\",\"status\":\"completed\",\"seconds\":\"8\"},"
                + "{\"id\":\"has a blank\",\"status\":\"queued\"},{\"status\":\"queued\"},7,"
                + "{\"id\":\"video_1\",\"status\":\"failed\",\"error\":{\"message\":\"no\"}}],"
                + "\"first_id\":\"video_3\",\"last_id\":\"video_1\",\"has_more\":true}"));

    TaskPage page = videos.list("openai-videos", 50, null);

    assertEquals(
        List.of(TaskState.QUEUED, TaskState.COMPLETED, TaskState.QUEUED, TaskState.FAILED),
        page.tasks().stream().map(VideoTask::state).toList());
    assertEquals(REF, page.tasks().get(1).ref());
    assertEquals(
        gateway.baseUrl() + "/v1/videos/video_2/content",
        page.tasks().get(1).orThrow().video().url());
    assertEquals(TaskRef.parse("openai-videos:video_1"), page.next());
    videos.list("openai-videos", 50, page.next());
    RecordedRequest next = gateway.requests().get(1);
    assertEquals("/v1/videos?after=video_1&limit=50&order=desc", next.path());
    assertTrue(next.hasKey());
  }

  @Test
  void aFullPageThatDoesNotSayWhetherThereIsMoreIsNotTheLast() {
    String two = "{\"data\":[{\"id\":\"video_3\"},{\"id\":\"video_2\"}]}";
    gateway.answer(
        Operation.LIST, Reply.json(200, two), Reply.json(200, "{\"data\":[{\"id\":\"video_1\"}]}"));

    TaskPage first = videos.list("openai-videos", 2, null);
    TaskPage second = videos.list("openai-videos", 2, first.next());

    assertEquals(REF, first.next());
    assertEquals(1, second.tasks().size());
    assertNull(second.next());
  }

  @Test
  void aServerThatIgnoresWhereAPageBeginsRepeatsNoTask() {
    String all = "{\"data\":[{\"id\":\"video_3\"},{\"id\":\"video_2\"}]}";
    gateway.answer(Operation.LIST, Reply.json(200, all), Reply.json(200, all));

    TaskPage first = videos.list("openai-videos", 2, null);
    TaskPage second = videos.list("openai-videos", 2, first.next());

    assertEquals(2, first.tasks().size());
    assertTrue(second.tasks().isEmpty());
    assertNull(second.next());
  }

  @Test
  void theLastPageHasNoCursor() {
    gateway.answer(
        Operation.LIST, Reply.json(200, "{\"object\":\"list\",\"data\":[],\"has_more\":true}"));

    TaskPage page = videos.list("openai-videos", 1, null);

    assertTrue(page.tasks().isEmpty());
    assertNull(page.next());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; <html>; MALFORMED_RESPONSE; 1",
        "200; {\"data\":{}}; MALFORMED_RESPONSE; 1",
        "200; {\"id\":\"x\"}; MALFORMED_RESPONSE; 1",
        "404; {\"error\":{\"message\":\"Invalid URL (GET /v1/videos)\"}}; MALFORMED_RESPONSE; 1",
        "401; {\"error\":{\"message\":\"no\"}}; AUTHENTICATION; 1",
        "429; ''; RATE_LIMITED; 3",
        "503; ''; UNREACHABLE; 3",
      })
  void anInvalidListIsATypedError(int status, String body, ErrorKind kind, int requests) {
    gateway.answer(Operation.LIST, Reply.of(status, Map.of(), body));

    VideoTaskException e =
        assertThrows(VideoTaskException.class, () -> videos.list("openai-videos", 1, null));

    assertEquals(kind, e.kind());
    assertEquals(status, e.httpStatus());
    assertNull(e.task());
    assertFalse(String.valueOf(e.getMessage()).contains("null"), e.getMessage());
    assertEquals(requests, gateway.requests().size());
  }

  @Test
  void anUnreachableServerIsReportedForAList() {
    gateway.close();
    VideoTaskException e =
        assertThrows(VideoTaskException.class, () -> videos.list("openai-videos", 1, null));
    assertEquals(ErrorKind.UNREACHABLE, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("its tasks"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; {\"id\":\"video_2\",\"object\":\"video.deleted\",\"deleted\":true}; ",
        "204; ''; ",
        "200; ''; ",
        "200; {\"id\":\"video_2\",\"deleted\": false}; MALFORMED_RESPONSE",
        "200; <html>; MALFORMED_RESPONSE",
        "404; {\"error\":{\"message\":\"no such video\"}}; NOT_FOUND",
        "404; {\"error\":{\"message\":\"Invalid URL (DELETE /v1)\"}}; MALFORMED_RESPONSE",
        "409; {\"error\":{\"message\":\"still running\"}}; MALFORMED_RESPONSE",
        "403; {}; PERMISSION",
        "503; ''; UNREACHABLE",
      })
  void deletingIsOneRequest(int status, String body, ErrorKind kind) {
    gateway.answer(Operation.DELETE, Reply.of(status, Map.of(), body));
    if (kind == null) {
      videos.delete(REF);
    } else {
      VideoTaskException e = assertThrows(VideoTaskException.class, () -> videos.delete(REF));
      assertEquals(kind, e.kind());
      assertEquals(REF, e.task());
    }
    assertEquals(1, gateway.requests().size());
  }

  @Test
  void aVariantComesFromTheContentPathWithTheKey() {
    finished();
    byte[] picture = {'R', 'I', 'F', 'F', 1, 2, 3, 4, 'W', 'E', 'B', 'P'};
    gateway.answer(
        Operation.DOWNLOAD, Reply.of(200, Map.of("Content-Type", "image/webp"), picture));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    videos.download(REF, DownloadTarget.stream(out), thumbnail());

    assertArrayEquals(picture, out.toByteArray());
    RecordedRequest download = gateway.downloads(REF).get(0);
    assertEquals("/v1/videos/video_2/content?variant=thumbnail", download.path());
    assertTrue(download.hasKey());
  }

  @Test
  void anUnavailableVariantIsRetried() {
    finished();
    gateway.answer(
        Operation.DOWNLOAD, Reply.of(404, Map.of(), ""), Reply.of(200, Map.of(), "picture"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    videos.download(REF, DownloadTarget.stream(out), thumbnail());

    assertEquals("picture", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void unsupportedOperationsAreRefusedBeforeAnythingIsSent() {
    TaskRef ref = TaskRef.parse("new-api:t1");
    DownloadTarget nowhere = DownloadTarget.stream(new ByteArrayOutputStream());

    assertThrows(IllegalArgumentException.class, () -> videos.list("new-api", 1, null));
    assertThrows(IllegalArgumentException.class, () -> videos.list("openai-videos", 0, null));
    assertThrows(IllegalArgumentException.class, () -> videos.list("openai-videos", 101, null));
    assertThrows(IllegalArgumentException.class, () -> videos.delete(ref));
    assertThrows(IllegalArgumentException.class, () -> videos.download(ref, nowhere, thumbnail()));
    assertThrows(
        IllegalArgumentException.class, () -> DownloadOptions.builder().variant("a&b").build());
    assertEquals(0, gateway.requests().size());
  }

  private void finished() {
    gateway.add(AnswerFormat.OPENAI_VIDEOS, "video_2", TaskScript.of(Reply.completed()));
  }

  private static DownloadOptions thumbnail() {
    return DownloadOptions.builder().variant("thumbnail").timeout(Duration.ofSeconds(30)).build();
  }
}
