package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskState;
import io.videotask.time.TimeSource;
import java.net.URI;
import java.net.URLDecoder;
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
  private static final String ANY_GATEWAY = "any";
  private static final String CHALLENGE = "{\"challenge\":\"testkit-challenge\"}";

  private static final Map<String, List<String>> HEADERS =
      Map.of("Content-Type", List.of("application/json"));

  private final TimeSource time;
  private final ReplyRenderer renderer;
  private final List<CallbackReceiver.Reply> replies = new ArrayList<>();
  private @Nullable CallbackReceiver receiver;

  FakeCallbacks(TimeSource time, ReplyRenderer renderer) {
    this.time = time;
    this.renderer = renderer;
  }

  synchronized void sendTo(CallbackReceiver newReceiver) {
    receiver = newReceiver;
  }

  private synchronized @Nullable CallbackReceiver receiver() {
    return receiver;
  }

  synchronized List<CallbackReceiver.Reply> replies() {
    return List.copyOf(replies);
  }

  /** Returns all of a submit that may hold a URL: its query and its body. */
  static String textOf(Request submit) {
    String query = URI.create(submit.getUrl()).getRawQuery();
    return (query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8) + "\n")
        + submit.getBodyAsString();
  }

  /**
   * Plans the callbacks of a new task; those that come early are sent at once.
   *
   * @param submit the text of its submit
   */
  void plan(FakeTask task, String submit) {
    if (task.format().callback(TaskState.COMPLETED) == null || !accepts(task.format(), submit)) {
      return;
    }
    for (TaskScript.Call call : task.calls()) {
      Runnable send = () -> send(submit, body(task, call.reply()));
      if (call.at().compareTo(Duration.ZERO) <= 0) {
        send.run();
      } else {
        time.schedule(call.at(), send);
      }
    }
  }

  private @Nullable String body(FakeTask task, Reply reply) {
    return renderer.callback((Reply.StateReply) reply.kind(), task);
  }

  /** MiniMax calls only a URL that has sent its challenge back. */
  private boolean accepts(AnswerFormat format, String submit) {
    boolean challenges =
        format.dialect().equals(Dialect.MINIMAX) || format.equals(AnswerFormat.NEW_API_HAILUO);
    if (!challenges) {
      return true;
    }
    CallbackReceiver.Reply reply = send(submit, CHALLENGE);
    return reply != null && reply.status() == 200 && reply.body().equals(CHALLENGE);
  }

  private CallbackReceiver.@Nullable Reply send(String submit, @Nullable String body) {
    CallbackReceiver target = receiver();
    String url = target == null ? null : urlIn(submit, target);
    if (target == null || url == null || body == null) {
      return null;
    }
    CallbackReceiver.Reply reply =
        target.receive("POST", url, HEADERS, body.getBytes(StandardCharsets.UTF_8));
    synchronized (this) {
      replies.add(reply);
    }
    return reply;
  }

  /** Returns the receiver's URL in a submit, in whichever field it is; null for none. */
  private static @Nullable String urlIn(String submit, CallbackReceiver receiver) {
    String one = receiver.url(ANY_GATEWAY);
    String base = one.substring(0, one.lastIndexOf("/" + ANY_GATEWAY + "/") + 1);
    Matcher url = Pattern.compile(Pattern.quote(base) + "[A-Za-z0-9_~/-]+").matcher(submit);
    return url.find() ? url.group() : null;
  }
}
