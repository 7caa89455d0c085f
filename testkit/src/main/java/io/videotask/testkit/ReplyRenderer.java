package io.videotask.testkit;

import static java.util.stream.Collectors.joining;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Puts replies into the words of a task's shape. */
final class ReplyRenderer {
  private static final Duration LINKS_LAST = Duration.ofHours(9);

  /** In a place for a number. */
  private static final String NO_CODE = "0";

  private final VideoFileServer shelf;
  private volatile String gateway = "";
  private volatile String host = "";

  ReplyRenderer(VideoFileServer shelf) {
    this.shelf = shelf;
  }

  /**
   * Once the servers have addresses.
   *
   * @param gatewayAddress where the gateway is
   * @param videoHost where the videos lie
   */
  void at(String gatewayAddress, String videoHost) {
    gateway = gatewayAddress;
    host = videoHost;
  }

  /** The answer to the create of this task. */
  ResponseDefinition created(FakeTask task) {
    Map<String, String> values = values(task);
    values.put("word", task.shape().word(TaskState.QUEUED));
    values.put("progress", "0");
    return json(Templates.filled(task.shape().created(), values));
  }

  /** The answer about the file of this task. */
  ResponseDefinition file(FakeTask task, Reply.Video video) {
    Map<String, String> values = values(task);
    putAddresses(values, task, video);
    return json(Templates.filled(task.shape().file(), values));
  }

  /** A reply to a query for this task. */
  ResponseDefinition answer(Reply reply, FakeTask task) {
    if (!(reply.kind() instanceof Reply.Standing standing)) {
      return answer(reply);
    }
    return delayed(body(told(standing, task)), reply).build();
  }

  /** The answer to a request that had this task deleted. */
  ResponseDefinition deleted(FakeTask task) {
    return json(Templates.filled("openai-videos/deleted.json", values(task)));
  }

  /** A page of tasks, as each stood when it was asked for last. */
  ResponseDefinition page(FakeTasks.Page page) {
    String told =
        page.tasks().stream().map(task -> told(task.standing(), task)).collect(joining(","));
    return json("{\"object\":\"list\",\"data\":[" + told + "],\"has_more\":" + page.more() + "}");
  }

  private String told(Reply.Standing standing, FakeTask task) {
    Map<String, String> values = values(task);
    String word = standing.word();
    values.put("word", word == null ? task.shape().word(standing.state()) : word);
    values.put("progress", String.valueOf(standing.progress()));
    Reply.Failure failure = standing.failure();
    if (failure != null) {
      String code = failure.code();
      values.put("message", failure.message());
      values.put("code", code == null ? "" : code);
      values.put("number", code == null || !task.shape().tells(code) ? NO_CODE : code);
    }
    Reply.Video video = standing.video();
    if (video != null) {
      putAddresses(values, task, video);
    }
    return Templates.filled(task.shape().template(standing.state()), values);
  }

  /** A reply that is the same for every task. */
  ResponseDefinition answer(Reply reply) {
    ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition();
    if (reply.kind() instanceof Reply.Raw raw) {
      raw.headers()
          .forEach((name, values) -> answer.withHeader(name, values.toArray(new String[0])));
      answer.withStatus(raw.status()).withBody(raw.body());
    } else if (reply.kind() instanceof Reply.Broken broken) {
      answer.withFault(broken.how());
    } else {
      throw new IllegalArgumentException("only a task can stand somewhere");
    }
    return delayed(answer, reply).build();
  }

  private Map<String, String> values(FakeTask task) {
    Map<String, String> values = new HashMap<>();
    values.put("id", task.identity().id());
    values.put("file", task.identity().fileId());
    values.put("model", task.identity().model());
    values.put("created", seconds(task.born()));
    values.put("started", seconds(task.born()));
    values.put("updated", seconds(task.changed()));
    values.put("finished", seconds(task.changed()));
    values.put("expires", seconds(task.changed().plus(LINKS_LAST)));
    return values;
  }

  private void putAddresses(Map<String, String> values, FakeTask task, Reply.Video video) {
    String id = task.identity().id();
    String expires = values.get("expires");
    String address = host + shelf.path(id, video) + "?Expires=" + expires;
    values.put("video", address + "&Signature=5DmRk6grPMEwP7rLq0LwJbi633A%3D");
    values.put("backup", address + "&Signature=ouuhy8toH%2B58BJOIvnM57Iw5zyc%3D");
    values.put("content", gateway + "/v1/videos/" + id + "/content");
  }

  private static String seconds(Instant moment) {
    return String.valueOf(moment.getEpochSecond());
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

  private static ResponseDefinitionBuilder delayed(ResponseDefinitionBuilder answer, Reply reply) {
    return reply.delay().isZero()
        ? answer
        : answer.withFixedDelay(Math.toIntExact(reply.delay().toMillis()));
  }
}
