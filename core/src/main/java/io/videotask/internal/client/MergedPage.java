package io.videotask.internal.client;

import io.videotask.error.VideoTaskException;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tasks of several lists, the newest first. What was given before is told by its time
 * and not by its place, since tasks that arrive move all others to later places: a page of a list
 * is read again from where its next task was, and on until there are enough. Cancelling the future
 * cancels the requests.
 */
final class MergedPage extends CompletableFuture<PollResult<TaskPage>> {
  /** The longest cursor of a list; the reference has the other parts too. */
  private static final int MAX_CURSOR = 300;

  private static final Set<Integer> NO_SUCH_LIST = Set.of(404, 405);

  private final TaskLists lists;
  private final List<Part> parts = new ArrayList<>();
  private final int limit;
  private final int size;
  private final @Nullable MergedCursor after;
  private final List<Row> picked = new ArrayList<>();
  private volatile List<? extends CompletableFuture<?>> current = List.of();
  private @Nullable PollResult<TaskPage> noList;
  private boolean answered;

  private MergedPage(TaskLists lists, int limit, @Nullable MergedCursor after) {
    this.lists = lists;
    this.limit = limit;
    this.after = after;
    this.size = after == null ? limit : after.size();
  }

  /**
   * Requests the pages of all lists that have more.
   *
   * @throws IllegalArgumentException when no page begins there
   */
  static MergedPage request(
      TaskLists lists, List<TaskRows> of, int limit, @Nullable TaskRef after) {
    MergedPage page = new MergedPage(lists, limit, after == null ? null : MergedCursor.of(after));
    MergedCursor from = page.after;
    for (TaskRows rows : of) {
      String start = from == null ? "" : from.pages().get(name(rows));
      if (start != null) {
        page.parts.add(new Part(rows, start));
      }
    }
    page.read();
    return page;
  }

  private static String name(TaskRows rows) {
    return String.valueOf(rows.prefix()).replaceFirst(":$", "");
  }

  /** A task with the time by which it is ordered, and where the page with it begins. */
  private record Row(VideoTask task, Instant time, String page) {}

  /** A page of one list. */
  private record Loaded(TaskPage page, List<Instant> times) {}

  /** How far one list was read. */
  private static final class Part {
    private final TaskRows rows;
    private final Deque<Row> left = new ArrayDeque<>();
    private List<TaskRef> last = List.of();

    /** Where the page begins that is read next; empty for the first; null after the last. */
    private @Nullable String next;

    Part(TaskRows rows, String next) {
      this.rows = rows;
      this.next = next;
    }

    boolean needsPage() {
      return left.isEmpty() && next != null;
    }

    /** Returns where the page with the next task begins; null where there is none. */
    @Nullable String resume() {
      Row head = left.peek();
      return head == null ? next : head.page();
    }
  }

  /** Takes the newest tasks; requests pages first where a list could have a newer one. */
  private void read() {
    while (picked.size() < limit) {
      List<Part> needing = parts.stream().filter(Part::needsPage).toList();
      if (!needing.isEmpty()) {
        load(needing);
        return;
      }
      Part newest =
          parts.stream()
              .filter(part -> !part.left.isEmpty())
              .max(Comparator.comparing(part -> part.left.element().time()))
              .orElse(null);
      if (newest == null) {
        break;
      }
      Row row = newest.left.remove();
      if (!isPicked(row)) {
        picked.add(row);
      }
    }
    finish();
  }

  /**
   * A task arrived between two pages of a list, and moved this one to the second; or two lists have
   * the same task.
   */
  private boolean isPicked(Row row) {
    return picked.stream().anyMatch(given -> id(given.task()).equals(id(row.task())));
  }

  private void load(List<Part> needing) {
    List<CompletableFuture<PollResult<Loaded>>> requests = new ArrayList<>();
    for (Part part : needing) {
      String start = String.valueOf(part.next);
      requests.add(
          lists.request(
              part.rows,
              size,
              start.isEmpty() ? null : new TaskRef(gateway(), start),
              (pages, answer) -> loaded(pages, answer)));
    }
    current = requests;
    if (isCancelled()) {
      requests.forEach(request -> request.cancel(true));
    }
    CompletableFuture.allOf(requests.toArray(new CompletableFuture<?>[0]))
        .whenComplete(
            (done, thrown) -> {
              try {
                if (thrown != null) {
                  completeExceptionally(thrown);
                } else if (isAdded(needing, requests)) {
                  read();
                }
              } catch (Throwable e) {
                completeExceptionally(e);
              }
            });
  }

  /** Adds the pages; completes this, and returns false, where one is missing. */
  private boolean isAdded(List<Part> asked, List<CompletableFuture<PollResult<Loaded>>> requests) {
    for (int i = 0; i < asked.size(); i++) {
      PollResult<Loaded> result = requests.get(i).join();
      if (result instanceof PollResult.Answered<Loaded> of) {
        add(asked.get(i), of.snapshot());
      } else if (result instanceof PollResult.Failed<Loaded> failed) {
        PollResult.Failed<TaskPage> same =
            new PollResult.Failed<>(failed.failure(), failed.advice(), failed.retryAfter());
        if (!isOfNoList(failed.failure())) {
          complete(same);
          return false;
        }
        asked.get(i).next = null;
        noList = same;
      }
    }
    return true;
  }

  /** A server that has no list of a kind has no tasks of it either. */
  private static boolean isOfNoList(RuntimeException failure) {
    Integer status = failure instanceof VideoTaskException known ? known.httpStatus() : null;
    return status != null && NO_SUCH_LIST.contains(status);
  }

  private void add(Part part, Loaded loaded) {
    answered = true;
    String start = String.valueOf(part.next);
    TaskRef next = loaded.page().next();
    List<TaskRef> refs = loaded.page().tasks().stream().map(VideoTask::ref).toList();
    // A server that ignores where a page begins would return the same one for ever.
    part.next = next == null || refs.equals(part.last) ? null : next.id();
    part.last = refs;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < refs.size(); i++) {
      Row row = new Row(loaded.page().tasks().get(i), loaded.times().get(i), start);
      if (!wasGiven(row)) {
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparing(Row::time).reversed());
    part.left.addAll(rows);
  }

  private boolean wasGiven(Row row) {
    return after != null
        && (row.time().isAfter(after.until())
            || (row.time().equals(after.until()) && after.given().contains(id(row.task()))));
  }

  private Loaded loaded(TaskListReader pages, HttpAnswer answer) {
    Instant now = lists.connection().time().now();
    TaskPage page = pages.read(answer, now);
    TaskRef next = page.next();
    if (next != null && next.id().length() > MAX_CURSOR) {
      throw pages.unusable(answer, now, "too long a cursor");
    }
    List<Instant> times = times(page.tasks());
    if (times == null) {
      throw pages.unusable(answer, now, "no times of tasks");
    }
    return new Loaded(page, times);
  }

  /** Returns the times; a task without one has that of its neighbour. Null where none has one. */
  private static @Nullable List<Instant> times(List<VideoTask> tasks) {
    Instant before =
        tasks.stream()
            .map(task -> task.seen().submittedAt())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(tasks.isEmpty() ? Instant.EPOCH : null);
    if (before == null) {
      return null;
    }
    List<Instant> times = new ArrayList<>();
    for (VideoTask task : tasks) {
      Instant own = task.seen().submittedAt();
      before = own == null ? before : own;
      times.add(before);
    }
    return times;
  }

  private void finish() {
    PollResult<TaskPage> none = noList;
    if (!answered && none != null) {
      complete(none);
      return;
    }
    List<VideoTask> tasks = picked.stream().map(Row::task).toList();
    complete(
        new PollResult.Answered<>(
            new TaskPage(tasks, picked.isEmpty() ? null : next()), true, null, null, null));
  }

  private @Nullable TaskRef next() {
    Map<String, String> pages = new LinkedHashMap<>();
    for (Part part : parts) {
      String resume = part.resume();
      if (resume != null) {
        pages.put(name(part.rows), resume);
      }
    }
    Instant until = picked.get(picked.size() - 1).time();
    List<String> given = new ArrayList<>();
    if (after != null && after.until().equals(until)) {
      given.addAll(after.given());
    }
    picked.stream()
        .filter(row -> row.time().equals(until))
        .forEach(row -> given.add(id(row.task())));
    return pages.isEmpty() ? null : new MergedCursor(size, until, given, pages).ref(gateway());
  }

  private String id(VideoTask task) {
    return lists.connection().adapter().wireId(task.ref().id());
  }

  private String gateway() {
    return lists.connection().gateway().name();
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = super.cancel(mayInterrupt);
    if (cancelled) {
      current.forEach(request -> request.cancel(true));
    }
    return cancelled;
  }
}
