package io.videotask.testkit;

import static java.util.stream.Collectors.joining;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Renders replies as HTTP responses in the format of a task. */
final class ReplyRenderer {
  private static final Duration LINK_LIFETIME = Duration.ofHours(9);

  /** Fills a numeric error code in replies that have none. */
  private static final String NO_ERROR_CODE = "0";

  private final VideoFileServer videoFiles;
  private volatile String gatewayUrl = "";
  private volatile String videoHostUrl = "";

  ReplyRenderer(VideoFileServer videoFiles) {
    this.videoFiles = videoFiles;
  }

  /**
   * Sets the base URLs; called once the servers have started.
   *
   * @param newGatewayUrl base URL of the gateway
   * @param newVideoHostUrl base URL of the server with the video files
   */
  void setBaseUrls(String newGatewayUrl, String newVideoHostUrl) {
    gatewayUrl = newGatewayUrl;
    videoHostUrl = newVideoHostUrl;
  }

  /** Renders the answer to the submit that created this task. */
  ResponseDefinition renderSubmit(FakeTask task) {
    Map<String, String> values = values(task);
    values.put("status", task.format().status(TaskState.QUEUED));
    values.put("progress", "0");
    return json(Templates.fill(task.format().submitTemplate(), values));
  }

  /** Renders the answer about the video file of this task. */
  ResponseDefinition renderFile(FakeTask task, Reply.Video video) {
    Map<String, String> values = values(task);
    putUrls(values, task, video);
    return json(Templates.fill(task.format().fileTemplate(), values));
  }

  /** Renders a reply to a query for this task. */
  ResponseDefinition render(Reply reply, FakeTask task) {
    if (!(reply.kind() instanceof Reply.StateReply state)) {
      return render(reply);
    }
    return delayed(body(taskJson(state, task)), reply).build();
  }

  /** Renders the answer to the deletion of this task. */
  ResponseDefinition renderDeleted(FakeTask task) {
    return json(Templates.fill("openai-videos/deleted.json", values(task)));
  }

  /** Renders a page of tasks, each in the state that its last query returned. */
  ResponseDefinition renderPage(FakeTasks.Page page) {
    String taskJson =
        page.tasks().stream().map(task -> taskJson(task.lastState(), task)).collect(joining(","));
    return json(
        "{\"object\":\"list\",\"data\":[" + taskJson + "],\"has_more\":" + page.more() + "}");
  }

  private String taskJson(Reply.StateReply state, FakeTask task) {
    Map<String, String> values = values(task);
    String status = state.status();
    values.put("status", status == null ? task.format().status(state.state()) : status);
    values.put("progress", String.valueOf(state.progress()));
    Reply.Failure failure = state.failure();
    if (failure != null) {
      String code = failure.code();
      values.put("message", failure.message());
      values.put("code", code == null ? "" : code);
      values.put(
          "number", code == null || !task.format().supportsCode(code) ? NO_ERROR_CODE : code);
    }
    Reply.Video video = state.video();
    if (video != null) {
      putUrls(values, task, video);
    }
    return Templates.fill(task.format().queryTemplate(state.state()), values);
  }

  /** Renders a reply that does not depend on a task. */
  ResponseDefinition render(Reply reply) {
    ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition();
    if (reply.kind() instanceof Reply.Raw raw) {
      raw.headers()
          .forEach((name, values) -> response.withHeader(name, values.toArray(new String[0])));
      response.withStatus(raw.status()).withBody(raw.body());
    } else if (reply.kind() instanceof Reply.ConnectionFault broken) {
      response.withFault(broken.fault());
    } else {
      throw new IllegalArgumentException("a reply with a state needs a task");
    }
    return delayed(response, reply).build();
  }

  private Map<String, String> values(FakeTask task) {
    Map<String, String> values = new HashMap<>();
    values.put("id", task.identity().id());
    values.put("file", task.identity().fileId());
    values.put("model", task.identity().model());
    values.put("created", seconds(task.createdAt()));
    values.put("started", seconds(task.createdAt()));
    values.put("updated", seconds(task.changedAt()));
    values.put("finished", seconds(task.changedAt()));
    values.put("expires", seconds(task.changedAt().plus(LINK_LIFETIME)));
    return values;
  }

  private void putUrls(Map<String, String> values, FakeTask task, Reply.Video video) {
    String id = task.identity().id();
    String expires = values.get("expires");
    String url = videoHostUrl + videoFiles.path(id, video) + "?Expires=" + expires;
    values.put("video", url + "&Signature=5DmRk6grPMEwP7rLq0LwJbi633A%3D");
    values.put("backup", url + "&Signature=ouuhy8toH%2B58BJOIvnM57Iw5zyc%3D");
    values.put("content", gatewayUrl + "/v1/videos/" + id + "/content");
  }

  private static String seconds(Instant instant) {
    return String.valueOf(instant.getEpochSecond());
  }

  private static ResponseDefinition json(String text) {
    return body(text).build();
  }

  private static ResponseDefinitionBuilder body(String text) {
    return ResponseDefinitionBuilder.responseDefinition()
        .withStatus(200)
        .withHeader("Content-Type", "application/json")
        .withBody(text);
  }

  private static ResponseDefinitionBuilder delayed(
      ResponseDefinitionBuilder response, Reply reply) {
    return reply.delay().isZero()
        ? response
        : response.withFixedDelay(Math.toIntExact(reply.delay().toMillis()));
  }
}
