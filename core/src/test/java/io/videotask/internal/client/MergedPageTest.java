package io.videotask.internal.client;

import static io.videotask.internal.client.GatewayServer.answered;
import static io.videotask.internal.client.GatewayServer.failed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.MalformedResponseException;
import io.videotask.error.TaskNotFoundException;
import io.videotask.error.UnreachableException;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a gateway that lists each kind of tasks apart. */
final class MergedPageTest {
  private static final Dialect KLING = Dialect.named("kling").orElseThrow();
  private static final long FIRST = 1_784_428_255_000L;
  private static final int MOST_PAGES = 500;

  private final GatewayServer server = new GatewayServer();
  private final GatewayClient client = server.client(KLING);
  private final Lists kling = new Lists();

  /** A task of a list: its id and its time, in milliseconds. */
  private record Row(String id, long created) {}

  /** Kling's lists: by the kind with page numbers, and the new one with a cursor. */
  private static final class Lists extends Dispatcher {
    final Map<String, List<Row>> tasks = new TreeMap<>();
    final Map<String, MockResponse> instead = new TreeMap<>();
    final List<String> requests = new ArrayList<>();
    boolean timed = true;

    synchronized void add(String list, long created) {
      int number = tasks.values().stream().mapToInt(List::size).sum();
      List<Row> rows = tasks.computeIfAbsent(list, name -> new ArrayList<>());
      rows.add(0, new Row(String.valueOf(881_234_567_890_000_000L + number), created));
      rows.sort(Comparator.comparing(Row::created).reversed());
    }

    synchronized Set<String> refs() {
      Set<String> refs = new HashSet<>();
      tasks.forEach((list, rows) -> rows.forEach(row -> refs.add(list + ":" + row.id())));
      return refs;
    }

    @Override
    public synchronized MockResponse dispatch(RecordedRequest request) {
      String path = request.getUrl().encodedPath();
      String list = path.replaceFirst(".*/", "");
      requests.add(list);
      List<Row> rows = tasks.getOrDefault(list, List.of());
      if (instead.containsKey(list)) {
        return instead.get(list);
      }
      if (list.equals("tasks")) {
        return ofCursor(rows, request.getBody().utf8());
      }
      int size = Integer.parseInt(request.getUrl().queryParameter("pageSize"));
      int number = Integer.parseInt(request.getUrl().queryParameter("pageNum"));
      int from = Math.min((number - 1) * size, rows.size());
      List<Row> page = rows.subList(from, Math.min(from + size, rows.size()));
      return answer("[" + join(page, "task_id", "task_status", "created_at") + "]");
    }

    private MockResponse ofCursor(List<Row> rows, String body) {
      int size = Integer.parseInt(body.replaceFirst(".*\"limit\":(\\d+).*", "$1"));
      int from = 0;
      if (body.contains("cursor")) { // of the task before the page
        String last = body.replaceFirst(".*\"cursor\":\"c/(\\d+)=\".*", "$1");
        from = rows.stream().map(Row::id).toList().indexOf(last) + 1;
      }
      List<Row> page = rows.subList(from, Math.min(from + size, rows.size()));
      boolean more = from + size < rows.size();
      String next = more ? "c/" + page.get(page.size() - 1).id() + "=" : "";
      return answer(
          "{\"result\":[%s],\"next_cursor\":\"%s\",\"has_more\":%s}"
              .formatted(join(page, "id", "status", "create_time"), next, more));
    }

    private String join(List<Row> page, String id, String status, String created) {
      return page.stream()
          .map(
              row ->
                  "{\"%s\":\"%s\",\"%s\":\"submitted\"%s}"
                      .formatted(
                          id,
                          row.id(),
                          status,
                          timed ? ",\"" + created + "\":" + row.created() : ""))
          .collect(Collectors.joining(","));
    }

    private static MockResponse answer(String data) {
      return new MockResponse.Builder().body("{\"code\":0,\"data\":" + data + "}").build();
    }
  }

  @BeforeEach
  void start() {
    server.http.setDispatcher(kling);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private TaskPage page(int limit, @Nullable TaskRef after) throws Exception {
    return answered(client.list(limit, after)).snapshot();
  }

  private static List<String> ids(TaskPage page) {
    return page.tasks().stream().map(task -> task.ref().id()).toList();
  }

  @Test
  void onePageHasTheNewestOfAllListsAndKnowsTheirKinds() throws Exception {
    kling.add("text2video", FIRST);
    kling.add("tasks", FIRST + 1);
    kling.add("image2video", FIRST + 2);
    kling.add("text2video", FIRST + 3);

    TaskPage first = page(3, null);
    assertEquals(
        List.of(
            "text2video:881234567890000003",
            "image2video:881234567890000002",
            "tasks:881234567890000001"),
        ids(first));
    TaskPage last = page(3, first.next());
    assertEquals(List.of("text2video:881234567890000000"), ids(last));
    assertNull(last.next());
  }

  @Test
  void listThatWasReadToItsEndIsNotAskedAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      kling.add("text2video", FIRST + i);
    }
    TaskPage first = page(2, null);
    assertEquals(10, kling.requests.size());
    kling.requests.clear();
    page(2, first.next());
    assertEquals(Set.of("text2video"), Set.copyOf(kling.requests));
  }

  /** Tasks arrive in all lists between the pages, whose sizes differ too; many have equal times. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noTaskIsLostOrRepeatedWhileOthersArrive(long seed) throws Exception {
    listWhileOthersArrive(seed);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(longs = {3, 4, 5, 6, 7, 8})
  void noTaskIsLostOrRepeatedInOtherOrdersOfArrival(long seed) throws Exception {
    listWhileOthersArrive(seed);
  }

  private void listWhileOthersArrive(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> names = List.of("text2video", "image2video", "omni-video", "tasks");
    long time = FIRST;
    for (int i = 0; i < 60; i++) {
      time += random.nextInt(3);
      kling.add(names.get(random.nextInt(names.size())), time);
    }
    Set<String> before = kling.refs();
    List<String> listed = new ArrayList<>();
    @Nullable TaskRef next = null;
    int pages = 0;
    do {
      TaskPage page = page(1 + random.nextInt(seed % 2 == 0 ? 20 : 4), next);
      listed.addAll(ids(page));
      next = page.next();
      for (int i = random.nextInt(6); i > 0; i--) {
        time += random.nextInt(3);
        kling.add(names.get(random.nextInt(names.size())), time + 5);
      }
    } while (next != null && ++pages < MOST_PAGES);

    assertEquals(listed.size(), new HashSet<>(listed).size());
    assertEquals(before, new HashSet<>(listed));
  }

  @Test
  void tasksComeInTheOrderOfTheirTimes() throws Exception {
    Random random = new Random(9);
    for (int i = 0; i < 30; i++) {
      kling.add(i % 2 == 0 ? "effects" : "lip-sync", FIRST + random.nextInt(100));
    }
    List<Long> times = new ArrayList<>();
    @Nullable TaskRef next = null;
    do {
      TaskPage page = page(7, next);
      for (VideoTask task : page.tasks()) {
        Instant created = task.seen().submittedAt();
        assertNotNull(created);
        times.add(created.toEpochMilli());
      }
      next = page.next();
    } while (next != null);
    assertEquals(times.stream().sorted(Comparator.reverseOrder()).toList(), times);
    assertEquals(30, times.size());
  }

  @Test
  void taskThatTwoListsHaveIsListedOnce() throws Exception {
    MockResponse same =
        Lists.answer(
            "[{\"task_id\":\"7\",\"task_status\":\"submitted\",\"created_at\":9},"
                + "{\"task_id\":\"6\",\"task_status\":\"submitted\",\"created_at\":8}]");
    kling.instead.put("omni-video", same);
    kling.instead.put("multi-image2video", same);
    TaskPage first = page(1, null);
    assertEquals(List.of("multi-image2video:7"), ids(first));
    TaskPage last = page(3, first.next());
    assertEquals(List.of("multi-image2video:6"), ids(last));
    assertNull(last.next());
  }

  @Test
  void listThatAServerLacksHasNoTasks() throws Exception {
    kling.add("text2video", FIRST);
    kling.instead.put("effects", new MockResponse.Builder().code(404).body("{}").build());
    kling.instead.put("tasks", new MockResponse.Builder().code(405).body("{}").build());
    assertEquals(List.of("text2video:881234567890000000"), ids(page(3, null)));
  }

  @Test
  void serverWithoutAnyListSaysSo() throws Exception {
    MockResponse none = new MockResponse.Builder().code(404).body("{}").build();
    List<String> all = new ArrayList<>(List.of("tasks"));
    KLING
        .gateway()
        .lists()
        .forEach(list -> all.add(String.valueOf(list.prefix()).replace(":", "")));
    all.forEach(list -> kling.instead.put(list, none));
    assertInstanceOf(TaskNotFoundException.class, failed(client.list(3, null)).failure());
  }

  @Test
  void pageWithoutOneOfTheListsIsNoPage() throws Exception {
    kling.add("text2video", FIRST);
    kling.instead.put("effects", new MockResponse.Builder().code(503).body("{}").build());
    assertInstanceOf(UnreachableException.class, failed(client.list(3, null)).failure());
  }

  @Test
  void tasksWithoutTimesCannotBePutInOrder() throws Exception {
    kling.timed = false;
    kling.add("text2video", FIRST);
    assertInstanceOf(MalformedResponseException.class, failed(client.list(3, null)).failure());
  }

  @Test
  void serverThatIgnoresPageNumbersDoesNotKeepTheCallForEver() throws Exception {
    kling.instead.put(
        "text2video",
        Lists.answer("[{\"task_id\":\"1\",\"task_status\":\"submitted\",\"created_at\":1}]"));
    TaskPage page = page(1, null);
    assertEquals(List.of("text2video:1"), ids(page));
    TaskRef next = page.next();
    assertNotNull(next);
    TaskPage end = page(1, next);
    assertTrue(end.tasks().isEmpty());
    assertNull(end.next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "881234567890000000",
        "2",
        "size=0&until=2026-01-02T03:04:05Z&given=&text2video=2",
        "size=2&until=yesterday&given=&text2video=2",
        "size=2&until=2026-01-02T03:04:05Z&given=&text2video=two",
        "size=2&until=2026-01-02T03:04:05Z&text2video=%zz"
      })
  void anotherReferenceIsNoBeginOfAPage(String id) {
    TaskRef after = new TaskRef("kling", id);
    assertThrows(IllegalArgumentException.class, () -> client.list(3, after));
    assertFalse(kling.requests.contains("text2video"));
  }
}
