package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.schedule.Schedule;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many tasks of one server, which one request can query. */
class GroupPollTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Schedule EVERY_TEN = PollerFixture.every(Duration.ofSeconds(10));

  private final PollerFixture fixture = new PollerFixture(new VirtualTime(), 20);
  private final Set<Object> ended = new HashSet<>();
  private final Set<Object> missing = new HashSet<>();
  private final List<Integer> groups = new ArrayList<>();
  private final Map<Object, Integer> alone = new HashMap<>();
  private @Nullable PollResult<Map<Object, PollResult<String>>> instead;
  private Duration every = Duration.ZERO;

  private final class Task implements StatusQuery<String>, GroupQuery<String> {
    private final String id;

    Task(String id) {
      this.id = id;
    }

    private PollResult<String> answer(Object task) {
      return new PollResult.Answered<>(
          ended.contains(task) ? "ended" : "running", ended.contains(task), null, null, null);
    }

    @Override
    public CompletableFuture<PollResult<String>> send() {
      alone.merge(id, 1, Integer::sum);
      return CompletableFuture.completedFuture(answer(id));
    }

    @Override
    public CompletableFuture<PollResult<Map<Object, PollResult<String>>>> send(List<Object> tasks) {
      groups.add(tasks.size());
      if (instead != null) {
        return CompletableFuture.completedFuture(instead);
      }
      Map<Object, PollResult<String>> rows = new HashMap<>();
      for (Object task : tasks) {
        if (!missing.contains(task)) {
          rows.put(task, answer(task));
        }
      }
      return CompletableFuture.completedFuture(
          new PollResult.Answered<>(rows, false, null, null, null));
    }

    @Override
    public Object task() {
      return id;
    }

    @Override
    public GroupQuery<String> group() {
      return this;
    }

    @Override
    public Object key() {
      return "list";
    }

    @Override
    public int most() {
      return 50;
    }

    @Override
    public Duration every() {
      return every;
    }
  }

  private List<WaitHandle<String>> await(int tasks) {
    List<WaitHandle<String>> waits = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      waits.add(fixture.poller.awaitNew(new Task("t" + i), PollerFixture.plan(HOUR, EVERY_TEN)));
    }
    return waits;
  }

  private void advance(int seconds) {
    for (int i = 0; i < 10 * seconds; i++) {
      fixture.time.advance(Duration.ofMillis(100));
    }
  }

  @Test
  void duePollsAreSentTogether() {
    List<WaitHandle<String>> waits = await(120);
    advance(12);

    assertEquals(120, groups.stream().mapToInt(i -> i).sum());
    assertTrue(groups.size() <= 4, groups::toString);
    assertEquals(Map.of(), alone);

    ended.add("t7");
    advance(11);
    assertEquals("ended", PollerFixture.value(waits.get(7).result()));
    assertFalse(waits.get(8).result().isDone());
  }

  @Test
  void taskThatIsMissingIsQueriedAlone() {
    missing.add("t3");
    List<WaitHandle<String>> waits = await(30);
    advance(12);

    assertEquals(Map.of("t3", 1), alone);
    assertFalse(waits.get(3).result().isDone(), "absent is no end");
    ended.add("t3");
    advance(11);
    assertEquals("ended", PollerFixture.value(waits.get(3).result()));
  }

  @Test
  void fewTasksAreQueriedAsBefore() {
    await(1);
    advance(12);

    assertEquals(Map.of("t0", 1), alone);
    assertEquals(List.of(), groups);
  }

  @Test
  void aServerWithoutSuchAListIsAskedForEachTask() {
    instead =
        new PollResult.Failed<>(
            new IllegalStateException("404"), PollResult.RetryAdvice.CONFIRM, null);
    List<WaitHandle<String>> waits = await(30);
    advance(15);

    assertEquals(1, groups.size());
    assertEquals(30, alone.size());
    waits.forEach(wait -> assertFalse(wait.result().isDone()));
    advance(60);
    assertEquals(1, groups.size(), "not tried again for some time");
  }

  @Test
  void failuresOfTheGroupOnlyTurnItOff() {
    instead =
        new PollResult.Failed<>(
            new IllegalStateException("500"), PollResult.RetryAdvice.RETRY, null);
    List<WaitHandle<String>> waits = await(30);
    advance(90);

    assertTrue(groups.size() <= 12, groups::toString);
    assertEquals(30, alone.size(), "all are polled");
    waits.forEach(wait -> assertFalse(wait.result().isDone()));
  }

  @Test
  void limitOfSuchRequestsIsKept() {
    every = Duration.ofSeconds(2);
    await(200);
    advance(21);

    assertTrue(groups.size() <= 8, groups::toString);
    assertTrue(groups.size() >= 4, groups::toString);
  }

  @Test
  void cancelledWaitsAreNotSent() {
    List<WaitHandle<String>> waits = await(60);
    advance(5);
    waits.subList(0, 40).forEach(wait -> wait.result().cancel(true));
    advance(8);

    assertEquals(20, groups.stream().mapToInt(i -> i).sum());
  }
}
