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
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A wait's own listener, where waits share a task's queries. */
class WaitListenerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture fixture = new PollerFixture();

  /** Records its events. */
  private static final class RecordingListener implements PollListener<String> {
    final List<String> events = new ArrayList<>();

    @Override
    public void onBegin(Object task) {
      events.add("begin");
    }

    @Override
    public void onAnswer(String snapshot) {
      events.add(snapshot);
    }

    @Override
    public void onChange(@Nullable String before, String now) {
      events.add(before + " -> " + now);
    }

    @Override
    public void onFailure(RuntimeException failure, int inARow) {
      events.add("failure " + inARow);
    }

    @Override
    public void onNextPoll(NextPoll nextPoll) {
      events.add(nextPoll.reason().toString());
    }

    @Override
    public void onEnd(PollSummary<String> summary) {
      events.add("end " + summary.ended());
    }
  }

  private CompletableFuture<String> await(Duration timeout, PollListener<String> own) {
    return fixture
        .poller
        .await(fixture.query, plan(timeout, every(TEN)), FirstPoll.AT_ONCE, own)
        .result();
  }

  @Test
  void receivesAllEventsOfAWaitThatItsOwnCallStarted() {
    fixture.query.then(running()).then(failing()).then(done());
    RecordingListener listener = new RecordingListener();

    await(HOUR, listener);
    fixture.time.advance(HOUR);

    assertEquals(
        List.of(
            "begin",
            NextPoll.Reason.REQUESTED.name(),
            "running",
            "null -> running",
            NextPoll.Reason.SCHEDULE.name(),
            "failure 1",
            NextPoll.Reason.BACKOFF.name(),
            "done",
            "running -> done",
            "end true"),
        listener.events);
  }

  @Test
  void receivesEventsOfASharedTaskFromItsJoinToItsOwnEnd() {
    fixture.query.then(running());
    await(HOUR, new RecordingListener());
    fixture.time.advance(Duration.ofSeconds(9));
    RecordingListener late = new RecordingListener();

    await(Duration.ofSeconds(2), late);
    fixture.time.advance(HOUR.minus(TEN));

    assertEquals(
        List.of(
            "begin", "running", "null -> running", NextPoll.Reason.SCHEDULE.name(), "end false"),
        late.events);
  }

  @Test
  void oneThatThrowsAffectsNoWait() {
    fixture.query.then(running()).then(done());
    PollListener<String> throwing =
        new PollListener<>() {
          @Override
          public void onAnswer(String snapshot) {
            throw new StackOverflowError("a listener's");
          }
        };
    RecordingListener listener = new RecordingListener();

    CompletableFuture<String> first = await(HOUR, throwing);
    CompletableFuture<String> second = await(HOUR, listener);
    fixture.time.advance(HOUR);

    assertEquals("done", value(first));
    assertEquals("done", value(second));
    assertEquals("end true", listener.events.get(listener.events.size() - 1));
  }

  @Test
  void oneThatBlocksStopsNoPollingAndReceivesTheEnd() {
    Queue<Runnable> held = new ArrayDeque<>();
    Poller poller =
        new Poller(
            fixture.time,
            new Random(1),
            new RateLimits(new RateLimiter(Double.POSITIVE_INFINITY, fixture.time)),
            new PollerThreads(Runnable::run, held::add, Runnable::run, Runnable::run),
            FakeLogger::new);
    fixture.query.then(2000, running()).then(done());
    RecordingListener listener = new RecordingListener();
    // The learning schedule is built in and needs no callback thread.
    WaitPlan<String> plan = plan(Duration.ofHours(9), Schedule.fixed(TEN), null);

    CompletableFuture<String> wait =
        poller.await(fixture.query, plan, FirstPoll.AT_ONCE, listener).result();
    fixture.time.advance(Duration.ofHours(9));
    assertEquals("done", value(wait));
    assertEquals(1, held.size(), "one thread at a time");
    held.remove().run();

    assertEquals(1001, listener.events.stream().filter(each -> !each.contains("->")).count());
    assertTrue(listener.events.get(listener.events.size() - 1).startsWith("end true"));
  }

  /** Returns the queue delays that a listener is told of at a rate of requests. */
  private List<Duration> queueDelays(double requestsPerSecond) {
    List<Duration> delays = new ArrayList<>();
    PollListener<String> delayed =
        new PollListener<>() {
          @Override
          public void onQueueDelay(Object task, Duration delay) {
            delays.add(delay);
          }
        };
    PollerFixture slow = new PollerFixture(new VirtualTime(), requestsPerSecond);
    slow.query.then(done());
    WaitPlan<String> plan = plan(HOUR, every(TEN), null);
    slow.poller.await(new NamedQuery("first", "s", slow.query), plan);
    slow.poller.await(new NamedQuery("second", "s", slow.query), plan, FirstPoll.AT_ONCE, delayed);
    slow.time.advance(TEN);
    return delays;
  }

  @Test
  void isToldOfALongDelayInTheQueue() {
    assertEquals(List.of(TEN), queueDelays(0.1));
    assertEquals(List.of(Duration.ofMillis(200)), queueDelays(5));
    assertEquals(List.of(), queueDelays(10), "a tenth of a second is none");
  }
}
