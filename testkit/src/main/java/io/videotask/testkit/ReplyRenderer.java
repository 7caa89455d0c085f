package io.videotask.testkit;

import static java.util.stream.Collectors.joining;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.AnswerTemplates.Answer;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Renders replies as HTTP responses in the format of a task. */
final class ReplyRenderer {
  private static final Duration LINK_LIFETIME = Duration.ofHours(9);

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
    values.put("progress", "0");
    return answer(task.format().answer("submitted"), values).build();
  }

  /** Renders the answer about the result of this task. */
  ResponseDefinition renderResult(FakeTask task) {
    Reply.StateReply state = task.lastState();
    return answer(task.format().result(state.state()), values(state, task)).build();
  }

  /** Renders the answer about the video file of this task. */
  ResponseDefinition renderFile(FakeTask task, Reply.Video video) {
    Map<String, String> values = values(task);
    putUrls(values, task, video);
    return answer(task.format().answer("file"), values).build();
  }

  /** Renders a reply to a query for this task. */
  ResponseDefinition render(Reply reply, FakeTask task) {
    if (!(reply.kind() instanceof Reply.StateReply state)) {
      return render(reply);
    }
    return delayed(answer(task.format().query(state.state()), values(state, task)), reply).build();
  }

  /** Renders an answer that does not depend on the state of this task. */
  ResponseDefinition render(String name, FakeTask task) {
    return answer(task.format().answer(name), values(task)).build();
  }

  /** Renders a page of tasks, each in the state that its last query returned. */
  ResponseDefinition renderPage(AnswerFormat format, FakeTasks.Page page) {
    String rows = page.tasks().stream().map(this::row).collect(joining(","));
    int last = page.tasks().size() - 1;
    String name = page.more() || !format.hasAnswer("last-page") ? "page" : "last-page";
    return answer(
            format.answer(name),
            Map.of(
                "base",
                gatewayUrl,
                "tasks",
                rows,
                "more",
                String.valueOf(page.more()),
                "next",
                page.more() ? page.tasks().get(last).identity().id() : ""))
        .build();
  }

  /** Renders the answer about many tasks. */
  ResponseDefinition renderMany(AnswerFormat format, Map<FakeTask, Reply.StateReply> states) {
    List<String> rows = new ArrayList<>();
    states.forEach((task, state) -> rows.add(row(task, state)));
    String page = format.hasAnswer("last-page") ? "last-page" : "page";
    return answer(
            format.answer(format.hasAnswer("many") ? "many" : page),
            Map.of(
                "base", gatewayUrl, "tasks", String.join(",", rows), "more", "false", "next", ""))
        .build();
  }

  private String row(FakeTask task) {
    return row(task, task.lastState());
  }

  private String row(FakeTask task, Reply.StateReply state) {
    return Templates.fill(task.format().row(state.state()).body(), values(state, task));
  }

  /**
   * Returns the body of a callback about this state.
   *
   * @return null where the task's vendor does not call then
   */
  @Nullable String callback(Reply.StateReply state, FakeTask task) {
    Answer body = task.format().callback(state.state());
    if (body == null) {
      return null;
    }
    Map<String, String> values = values(state, task);
    if (Templates.has(body.body(), "answer")) {
      values.put("answer", Templates.fill(task.format().query(state.state()).body(), values));
    }
    if (Templates.has(body.body(), "row")) {
      values.put("row", Templates.fill(task.format().row(state.state()).body(), values));
    }
    return Templates.fill(body.body(), values);
  }

  private Map<String, String> values(Reply.StateReply state, FakeTask task) {
    Map<String, String> values = values(task);
    String status = state.status();
    if (status != null) {
      values.put("status", status);
    }
    values.put("progress", String.valueOf(state.progress()));
    Reply.Failure failure = state.failure();
    if (failure != null) {
      String code = failure.code();
      values.put("message", failure.message());
      if (code != null) {
        values.put("code", code);
      }
      if (code != null && task.format().supportsCode(code)) {
        values.put("number", code);
      }
    }
    Reply.Video video = state.video();
    if (video != null) {
      putUrls(values, task, video);
    }
    return values;
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
    values.put("base", gatewayUrl);
    values.put("kind", task.kind());
    values.put("id", task.identity().id());
    values.put("file", task.identity().fileId());
    values.put("model", task.identity().model());
    String clientId = task.submitted().clientId();
    values.put("clientid", clientId == null ? "" : clientId);
    values.put("prompt", task.submitted().prompt());
    put(values, "created", task.createdAt());
    put(values, "started", task.createdAt());
    put(values, "updated", task.changedAt());
    put(values, "finished", task.changedAt());
    put(values, "expires", task.changedAt().plus(LINK_LIFETIME));
    return values;
  }

  private static void put(Map<String, String> values, String name, Instant instant) {
    values.put(name, String.valueOf(instant.getEpochSecond()));
    values.put(name + "text", instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private void putUrls(Map<String, String> values, FakeTask task, Reply.Video video) {
    String id = task.identity().id();
    String expires = values.get("expires");
    String url =
        videoHostUrl + videoFiles.path(VideoFileServer.PATH, id, video) + "?Expires=" + expires;
    values.put("video", url + "&Signature=5DmRk6grPMEwP7rLq0LwJbi633A%3D");
    values.put("backup", url + "&Signature=ouuhy8toH%2B58BJOIvnM57Iw5zyc%3D");
    values.put("content", gatewayUrl + contentPath(task.format().dialect(), id, video));
    if (Templates.has(task.format().query(TaskState.COMPLETED).body(), "data")) {
      values.put("data", Base64.getEncoder().encodeToString(video.bytes()));
    }
  }

  /** Returns the path at which a gateway serves the video itself. */
  private String contentPath(Dialect dialect, String id, Reply.Video video) {
    String template = dialect.paths().get("content");
    if (template == null) {
      return videoFiles.path(VideoFileServer.CONTENT_PATH, id, video);
    }
    return template.split("[ ?]", 3)[1].replaceAll("\\{[^}]+}", Matcher.quoteReplacement(id));
  }

  private static ResponseDefinitionBuilder answer(Answer answer, Map<String, String> values) {
    return ResponseDefinitionBuilder.responseDefinition()
        .withStatus(answer.status())
        .withHeader("Content-Type", "application/json")
        .withBody(Templates.fill(answer.body(), values));
  }

  private static ResponseDefinitionBuilder delayed(
      ResponseDefinitionBuilder response, Reply reply) {
    return reply.delay().isZero()
        ? response
        : response.withFixedDelay(Math.toIntExact(reply.delay().toMillis()));
  }
}
