package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A listener that belongs to one wait of those that share a task's queries. */
class WaitListenerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture room = new PollerFixture();

  /** Writes down what it hears. */
  private static final class Diary implements PollListener<String> {
    final List<String> heard = new ArrayList<>();

    @Override
    public void onBegin(Object task) {
      heard.add("begin");
    }

    @Override
    public void onAnswer(String snapshot) {
      heard.add(snapshot);
    }

    @Override
    public void onChange(@Nullable String before, String now) {
      heard.add(before + " -> " + now);
    }

    @Override
    public void onFailure(RuntimeException failure, int inARow) {
      heard.add("failure " + inARow);
    }

    @Override
    public void onDecision(NextPoll decision) {
      heard.add(decision.reason().toString());
    }

    @Override
    public void onEnd(PollSummary<String> ending) {
      heard.add("end " + ending.ended());
    }
  }

  private CompletableFuture<String> await(Duration timeout, PollListener<String> own) {
    return room.poller.await(room.query, plan(timeout, every(TEN)), false, own).result();
  }

  @Test
  void hearsAllOfAWaitThatItsOwnCallBegan() {
    room.query.then(running()).then(failing()).then(done());
    Diary diary = new Diary();

    await(HOUR, diary);
    room.time.advance(HOUR);

    assertEquals(
        List.of(
            "begin",
            "LOOK_NOW",
            "running",
            "null -> running",
            "SCHEDULE",
            "failure 1",
            "BACKOFF",
            "done",
            "running -> done",
            "end true"),
        diary.heard);
  }

  @Test
  void hearsOfASharedTaskFromItsJoinOnUntilItsOwnEnd() {
    room.query.then(running());
    await(HOUR, new Diary());
    room.time.advance(Duration.ofSeconds(9));
    Diary late = new Diary();

    await(Duration.ofSeconds(2), late);
    room.time.advance(HOUR.minus(TEN));

    assertEquals(
        List.of("begin", "running", "null -> running", "SCHEDULE", "end false"), late.heard);
  }

  @Test
  void oneThatThrowsHarmsNeitherItsOwnWaitNorTheOthers() {
    room.query.then(running()).then(done());
    PollListener<String> throwing =
        new PollListener<>() {
          @Override
          public void onAnswer(String snapshot) {
            throw new StackOverflowError("a listener's");
          }
        };
    Diary diary = new Diary();

    CompletableFuture<String> first = await(HOUR, throwing);
    CompletableFuture<String> second = await(HOUR, diary);
    room.time.advance(HOUR);

    assertEquals("done", value(first));
    assertEquals("done", value(second));
    assertEquals("end true", diary.heard.get(diary.heard.size() - 1));
  }

  @Test
  void oneThatIsNotHeardFromStopsNoPollingAndHearsTheEndAtLast() {
    Queue<Runnable> held = new ArrayDeque<>();
    Poller poller =
        new Poller(
            room.time,
            new Random(1),
            new RateLimiter(Double.POSITIVE_INFINITY, room.time),
            new Poller.Threads(Runnable::run, held::add, Runnable::run, Runnable::run),
            FakeLogger::new);
    room.query.then(2000, running()).then(done());
    Diary diary = new Diary();
    // The learning schedule is ours and needs no thread for callbacks.
    Poller.Plan<String> plan =
        plan(Duration.ofHours(9), Schedule.fixed(TEN), PollListener.all(List.of()));

    CompletableFuture<String> wait = poller.await(room.query, plan, false, diary).result();
    room.time.advance(Duration.ofHours(9));
    assertEquals("done", value(wait));
    assertEquals(1, held.size(), "one thread at a time");
    held.remove().run();

    assertEquals(1001, diary.heard.stream().filter(each -> !each.contains("->")).count());
    assertTrue(diary.heard.get(diary.heard.size() - 1).startsWith("end true"));
  }
}
