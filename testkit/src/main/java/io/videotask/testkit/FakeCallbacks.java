package io.videotask.testkit;

import io.videotask.callback.CallbackReceiver;
import io.videotask.task.TaskState;
import io.videotask.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends the callbacks that scripts have, as a task's vendor would. Thread-safe. */
final class FakeCallbacks {
  private static final Pattern URL =
      Pattern.compile("\"callback_url\"\\s*:\\s*\"(https?:[^\"\\\\]+)\"");

  private static final Map<String, List<String>> HEADERS =
      Map.of("Content-Type", List.of("application/json"));

  private final TimeSource time;
  private final List<CallbackReceiver.Reply> replies = new ArrayList<>();
  private @Nullable CallbackReceiver receiver;

  FakeCallbacks(TimeSource time) {
    this.time = time;
  }

  synchronized void sendTo(CallbackReceiver newReceiver) {
    receiver = newReceiver;
  }

  synchronized List<CallbackReceiver.Reply> replies() {
    return List.copyOf(replies);
  }

  /**
   * Plans the callbacks of a new task; those that come early are sent at once.
   *
   * @param submit the body of its submit
   */
  void plan(FakeTask task, String submit) {
    Matcher url = URL.matcher(submit);
    Vendor vendor = Vendor.of(task.format());
    if (vendor == null || !url.find() || !accepts(vendor, url.group(1))) {
      return;
    }
    for (TaskScript.Call call : task.calls()) {
      Runnable send = () -> send(url.group(1), vendor.body(task, call.reply()));
      if (call.at().compareTo(Duration.ZERO) <= 0) {
        send.run();
      } else {
        time.schedule(call.at(), send);
      }
    }
  }

  /** MiniMax calls only a URL that has sent its challenge back. */
  private boolean accepts(Vendor vendor, String url) {
    if (vendor != Vendor.MINIMAX) {
      return true;
    }
    String challenge = "{\"challenge\":\"testkit-challenge\"}";
    CallbackReceiver.Reply reply = send(url, challenge);
    return reply != null && reply.status() == 200 && reply.body().equals(challenge);
  }

  private CallbackReceiver.@Nullable Reply send(String url, String body) {
    CallbackReceiver target;
    synchronized (this) {
      target = receiver;
    }
    if (target == null) {
      return null;
    }
    CallbackReceiver.Reply reply =
        target.receive("POST", url, HEADERS, body.getBytes(StandardCharsets.UTF_8));
    synchronized (this) {
      replies.add(reply);
    }
    return reply;
  }

  /** The vendors that call. */
  private enum Vendor {
    KLING("{\"task_id\":\"%s\",\"task_status\":\"%s\"}", "submitted processing succeed failed"),
    MINIMAX(
        "{\"task_id\":\"%s\",\"status\":\"%s\","
            + "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}",
        "queueing processing success failed");

    private final String template;
    private final String statuses;

    /**
     * @param statuses for queued, in progress, completed, and every other end
     */
    Vendor(String template, String statuses) {
      this.template = template;
      this.statuses = statuses;
    }

    static @Nullable Vendor of(AnswerFormat format) {
      return switch (format) {
        case NEW_API_KLING -> KLING;
        case NEW_API_HAILUO, MINIMAX_ANYAPI, MINIMAX_V1, MINIMAX_V2 -> MINIMAX;
        case NEW_API_SORA, NEW_API_GEMINI, OPENAI_VIDEOS -> null;
      };
    }

    String body(FakeTask task, Reply reply) {
      // Behind a gateway the vendor knows its own id only.
      String id = task.identity().id();
      String own = task.format().name().startsWith("NEW_API") ? "vendor-" + id.hashCode() : id;
      TaskState state =
          reply.kind() instanceof Reply.StateReply reported ? reported.state() : TaskState.UNKNOWN;
      int index =
          switch (state) {
            case QUEUED, UNKNOWN -> 0;
            case IN_PROGRESS -> 1;
            case COMPLETED -> 2;
            case FAILED, CANCELLED, EXPIRED -> 3;
          };
      return template.formatted(own, statuses.split(" ", -1)[index]);
    }
  }
}
