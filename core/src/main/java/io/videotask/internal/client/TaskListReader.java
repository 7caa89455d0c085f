package io.videotask.internal.client;

import com.squareup.moshi.JsonDataException;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.generated.gateway.MappedTexts;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.HttpErrorMapper;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.answer.QueryErrors;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.KnownFields;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads the answer to a list request, each task like the answer to a query. */
final class TaskListReader {
  private static final BigDecimal MAX_TOTAL = BigDecimal.valueOf(Long.MAX_VALUE);

  private final Gateway gateway;
  private final Adapter adapter;
  private final Function<String, @Nullable Supplier<String>> content;
  private final TaskRows rows;
  private final @Nullable TaskRef after;
  private final int limit;

  /**
   * @param rows the list
   * @param content returns the supplier of the URL at which the gateway serves a task's video, by
   *     the task's id
   * @param after where the page begins; null for the first page
   * @param limit how many tasks a page has at most
   */
  TaskListReader(
      Gateway gateway,
      TaskRows rows,
      Function<String, @Nullable Supplier<String>> content,
      @Nullable TaskRef after,
      int limit) {
    this.rows = rows;
    this.limit = limit;
    this.after = after;
    this.gateway = gateway;
    this.adapter = gateway.adapter();
    this.content = content;
  }

  /**
   * Reads a page.
   *
   * @throws VideoTaskException when the answer is no list
   */
  TaskPage read(HttpAnswer answer, Instant now) {
    QueryContext query = context(answer, null, now);
    if (!answer.isSuccess()) {
      throw HttpErrorMapper.exception(adapter, query, answer);
    }
    BodyClassifier body = BodyClassifier.of(answer.body(), answer.truncated(), fields());
    if (answer.truncated()
        || answer.unreadable() != null
        || !(body instanceof BodyClassifier.Task)) {
      BodyClassifier.Unreadable no =
          new BodyClassifier.Unreadable(answer.truncated() ? "too long" : "no list", false);
      throw new QueryErrors(query, null)
          .malformed(body instanceof BodyClassifier.Unreadable unreadable ? unreadable : no)
          .error();
    }
    try {
      return page(answer, JsonObject.of(answer.body()), now);
    } catch (IOException | JsonDataException e) {
      throw new QueryErrors(query, null)
          .malformed(new BodyClassifier.Unreadable("no list", false))
          .error();
    }
  }

  /** Returns the exception for a page that is a list, but not a usable one. */
  VideoTaskException unusable(HttpAnswer answer, Instant now, String why) {
    return new QueryErrors(context(answer, null, now), null)
        .malformed(new BodyClassifier.Unreadable(why, false))
        .error();
  }

  /**
   * Reads a page for what shows whose its tasks are.
   *
   * @throws VideoTaskException when the answer is no list
   */
  ListedPage origins(HttpAnswer answer, Instant now, OriginFields fields) {
    TaskPage page = read(answer, now);
    ClockOffset offset = ClockOffset.of(answer, now);
    return new ListedPage(
        page.tasks().stream()
            .map(
                task ->
                    fields.of(task.ref(), task.seen().body(), task.seen().submittedAt(), offset))
            .toList(),
        page.next(),
        offset.known());
  }

  /** Returns the field by which a list is recognised. */
  private KnownFields fields() {
    return new KnownFields(
        rows.rows().stream()
            .map(path -> path.replaceFirst("\\..*", ""))
            .collect(Collectors.toUnmodifiableSet()),
        List.of());
  }

  private TaskPage page(HttpAnswer answer, JsonObject page, Instant now) throws IOException {
    String data = list(rows, page);
    if (data == null) {
      throw new IOException("no list");
    }
    List<VideoTask> tasks = new ArrayList<>();
    List<String> elements = JsonText.elements(data);
    for (String element : elements) {
      VideoTask task = task(answer, element, now);
      if (task != null && task.ref().equals(after)) {
        tasks.clear(); // The server ignores where a page begins, and repeats what was before.
      } else if (task != null) {
        tasks.add(task);
      }
    }
    Long total = total(rows, page);
    boolean full = elements.size() >= limit;
    TaskRef next = next(page, tasks, full, total);
    // Some gateways ignore the cursor and would return the same page for ever.
    return new TaskPage(tasks, next == null || next.equals(after) ? null : next, total);
  }

  /** Returns the list in the first field that has one; an empty one is null at some gateways. */
  private static @Nullable String list(TaskRows rows, JsonObject page) throws IOException {
    String empty = null;
    for (String path : rows.rows()) {
      String data = page.at(path);
      if (JsonText.isArray(data)) {
        return data;
      }
      empty = data != null && data.strip().equals("null") ? "[]" : empty;
    }
    return empty;
  }

  private static @Nullable Long total(TaskRows rows, JsonObject page) throws IOException {
    String field = rows.total();
    Scalar reported = field == null ? null : Scalar.ofJson(page.at(field));
    BigDecimal total = reported == null ? null : reported.number();
    boolean usable = total != null && total.signum() >= 0 && total.compareTo(MAX_TOTAL) <= 0;
    return total != null && usable ? (Long) total.longValue() : null;
  }

  private @Nullable TaskRef next(
      JsonObject page, List<VideoTask> tasks, boolean full, @Nullable Long total)
      throws IOException {
    String moreField = rows.more();
    String more = moreField == null ? null : page.at(moreField);
    // A server that does not say whether there is more has more behind a full page.
    boolean isLast = more == null ? !full : !more.strip().equals("true");
    if (tasks.isEmpty() || (moreField != null && isLast)) {
      return null;
    }
    if (rows.numbered()) {
      long number = MappedTexts.page(after == null ? null : after.id());
      // A total that is too low must not hide tasks.
      boolean isMore = full || (total != null && number * limit < total);
      return isMore ? new TaskRef(gateway.name(), Long.toString(number + 1)) : null;
    }
    String nextField = rows.next();
    if (nextField == null) {
      return moreField == null ? null : tasks.get(tasks.size() - 1).ref();
    }
    Scalar reported = Scalar.ofJson(page.at(nextField));
    String cursor = reported == null ? null : cursor(reported.text().strip(), rows.cursor());
    return cursor == null || !TaskRef.isId(cursor) ? null : new TaskRef(gateway.name(), cursor);
  }

  /** Returns the cursor itself, where it is in a URL's query. */
  private static @Nullable String cursor(String text, @Nullable String parameter) {
    if (parameter == null) {
      return text;
    }
    HttpUrl url = HttpUrl.parse(text);
    return url == null ? null : url.queryParameter(parameter);
  }

  /** Returns null for an entry without a valid id. */
  private @Nullable VideoTask task(HttpAnswer answer, String json, Instant now) throws IOException {
    String id = adapter.taskId(json);
    if (id == null || !TaskRef.isId(id)) {
      return null;
    }
    String prefix = rows.prefix() == null ? "" : rows.prefix();
    QueryContext query = context(answer, new TaskRef(gateway.name(), prefix + id), now);
    ParsedAnswer parsed =
        new AnswerReader(adapter).read(query, json, false, null, DecisionLog.ofNotes());
    return parsed instanceof ParsedAnswer.OfTask read ? read.task() : null;
  }

  private QueryContext context(HttpAnswer answer, @Nullable TaskRef task, Instant now) {
    return new QueryContext(
        gateway.name(),
        task,
        gateway.baseUrl(),
        now,
        answer.status(),
        adapter.failureFacts().requestId(answer),
        adapter.retryAfter(answer, now),
        task == null ? null : content.apply(task.id()));
  }
}
