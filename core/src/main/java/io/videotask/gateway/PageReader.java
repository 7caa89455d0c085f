package io.videotask.gateway;

import com.squareup.moshi.JsonDataException;
import io.videotask.error.VideoTaskException;
import io.videotask.http.Answer;
import io.videotask.http.RetryWish;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** From an answer to a list of tasks, each read like the answer to a query. */
final class PageReader {
  private final Gateway gateway;
  private final Adapter adapter;
  private final Function<String, @Nullable Supplier<String>> content;
  private final @Nullable TaskRef after;

  /**
   * @param content where the gateway serves the video of a task, by its id
   * @param after the last task of the page before; null for the first page
   */
  PageReader(
      Gateway gateway,
      Function<String, @Nullable Supplier<String>> content,
      @Nullable TaskRef after) {
    this.after = after;
    this.gateway = gateway;
    this.adapter = gateway.dialect().adapter();
    this.content = content;
  }

  /**
   * @throws VideoTaskException when it is no list
   */
  TaskPage read(Answer answer, Instant now) {
    Asked asked = asked(answer, null, now);
    if (!answer.isSuccess()) {
      boolean whole = !answer.cut() && answer.unreadable() == null;
      throw new ErrorStatus(adapter.error(answer.body()), asked, answer.body(), whole)
          .failure()
          .error();
    }
    Body body = Body.of(answer.body(), answer.cut());
    if (answer.cut() || answer.unreadable() != null || !(body instanceof Body.Task)) {
      Body.Unreadable no = new Body.Unreadable(answer.cut() ? "too long" : "no list", false);
      throw new Failures(asked, null)
          .malformed(body instanceof Body.Unreadable unreadable ? unreadable : no)
          .error();
    }
    try {
      return page(answer, JsonObject.of(answer.body()), now);
    } catch (IOException | JsonDataException e) {
      throw new Failures(asked, null).malformed(new Body.Unreadable("no list", false)).error();
    }
  }

  private TaskPage page(Answer answer, JsonObject page, Instant now) throws IOException {
    String data = page.get("data");
    if (DialectJson.arrayOnly(data) == null) {
      throw new IOException("no list");
    }
    List<VideoTask> tasks = new ArrayList<>();
    for (String element : DialectJson.elements(data)) {
      VideoTask task = task(answer, element, now);
      if (task != null) {
        tasks.add(task);
      }
    }
    boolean more = "true".equals(page.get("has_more")) && !tasks.isEmpty();
    TaskRef next = more ? tasks.get(tasks.size() - 1).ref() : null;
    // A gateway that ends a page where it should begin sends the same one for ever.
    return new TaskPage(tasks, next == null || next.equals(after) ? null : next);
  }

  /** Null for what has no id that it could be asked for by. */
  private @Nullable VideoTask task(Answer answer, String json, Instant now) throws IOException {
    Level level = adapter.nested(json, DialectJson.Position.top(DialectJson.Drift.IGNORED));
    String id = level == null ? null : Outer.of(level).id();
    if (id == null || !TaskRef.isId(id)) {
      return null;
    }
    Asked asked = asked(answer, new TaskRef(gateway.name(), id), now);
    Reading reading = new AnswerReader(adapter).read(asked, json, false, null, Trail.ofNotes());
    return reading instanceof Reading.OfTask read ? read.task() : null;
  }

  private Asked asked(Answer answer, @Nullable TaskRef task, Instant now) {
    return new Asked(
        gateway.name(),
        task,
        gateway.baseUrl(),
        now,
        answer.status(),
        answer.requestId(),
        RetryWish.of(answer.headers(), now),
        task == null ? null : content.apply(task.id()));
  }
}
