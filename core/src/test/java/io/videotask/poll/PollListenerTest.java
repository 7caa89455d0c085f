package io.videotask.poll;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.FakeQuery;
import io.videotask.internal.engine.NamedQuery;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.PollerFixture;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.internal.engine.WaitHandle;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PollListenerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture fixture = new PollerFixture();
  private final List<String> events = new ArrayList<>();

  /** Records all events but the answers. */
  private final class RecordingListener implements PollListener<String> {
    @Override
    public void onBegin(Object task) {
      events.add("begin " + task);
    }

    @Override
    public void onChange(@Nullable String before, String now) {
      events.add(before + " -> " + now);
    }

    @Override
    public void onNextPoll(NextPoll nextPoll) {
      events.add(nextPoll.reason() + " " + nextPoll.delay().toSeconds());
    }

    @Override
    public void onQueueDelay(Object task, Duration delay) {
      events.add("queue delay " + delay.toSeconds());
    }

    @Override
    public void onEnd(PollSummary<String> summary) {
      Duration detectionDelay = summary.maxDetectionDelay();
      events.add(
          "end "
              + (summary.ended() ? "with " + summary.last() : "without")
              + ", "
              + summary.queries()
              + " queries, "
              + summary.failures()
              + " failed, "
              + (detectionDelay == null ? "-" : detectionDelay.toSeconds() + " s late"));
    }
  }

  private StatusQuery<String> task() {
    return new NamedQuery("task", "s", fixture.query);
  }

  @Test
  void receivesEachNextPollAndItsReason() {
    fixture.query.then(running()).then(failing()).then(running(TEN)).then(done());

    fixture.poller.await(task(), plan(HOUR, every(Duration.ofSeconds(7)), new RecordingListener()));
    fixture.time.advance(HOUR);

    assertEquals("begin task", events.get(0));
    assertEquals(NextPoll.Reason.REQUESTED + " 0", events.get(1));
    assertEquals("null -> running", events.get(2));
    assertEquals(NextPoll.Reason.SCHEDULE + " 7", events.get(3));
    assertTrue(events.get(4).startsWith(NextPoll.Reason.BACKOFF + " 0"), events::toString);
    assertEquals(NextPoll.Reason.RETRY_AFTER + " 10", events.get(5));
    assertEquals("running -> done", events.get(6));
    assertEquals("end with done, 4 queries, 1 failed, 10 s late", events.get(7));
    assertEquals(8, events.size());
  }

  @Test
  void aTaskFinishedAtTheFirstAnswerHasNoKnownDelay() {
    fixture.query.then(done());

    fixture.poller.await(task(), plan(HOUR, every(TEN), new RecordingListener()));

    assertEquals("end with done, 1 queries, 0 failed, -", events.get(events.size() - 1));
  }

  @Test
  void aNewTaskHasAKnownDelay() {
    fixture.query.then(done());

    fixture.poller.awaitNew(task(), plan(HOUR, every(TEN), new RecordingListener()));
    fixture.time.advance(HOUR);

    assertEquals("end with done, 1 queries, 0 failed, 10 s late", events.get(events.size() - 1));
  }

  @Test
  void receivesTheEndOfACancelledWait() {
    fixture.query.then(running());
    WaitHandle<String> wait =
        fixture.poller.await(task(), plan(HOUR, every(TEN), new RecordingListener()));

    wait.result().cancel(true);

    assertEquals("end without, 1 queries, 0 failed, -", events.get(events.size() - 1));
  }

  @Test
  void receivesTheEndAfterAFailure() {
    fixture.query.then(running()).then(failing(PollResult.RetryAdvice.NONE));

    fixture.poller.await(task(), plan(HOUR, every(TEN), new RecordingListener()));
    fixture.time.advance(HOUR);

    assertEquals("end without, 2 queries, 1 failed, -", events.get(events.size() - 1));
  }

  @Test
  void receivesTheDelayInTheQueue() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 0.1);
    FakeQuery other = new FakeQuery(slow.time).then(running());
    slow.poller.await(new NamedQuery("other", "s", other), plan(HOUR, every(HOUR)));
    slow.query.then(running());

    slow.poller.await(
        new NamedQuery("task", "s", slow.query), plan(HOUR, every(HOUR), new RecordingListener()));
    slow.time.advance(TEN);

    assertTrue(events.contains("queue delay 10"), events::toString);
  }

  @Test
  void allListenersReceiveEventsThoughOneThrows() {
    fixture.query.then(running()).then(done());
    PollListener<String> throwing =
        new PollListener<>() {
          @Override
          public void onChange(@Nullable String before, String now) {
            throw new IllegalStateException("a listener's");
          }

          @Override
          public void onEnd(PollSummary<String> summary) {
            throw new IllegalStateException("a listener's");
          }
        };

    fixture.poller.await(
        task(),
        plan(HOUR, every(TEN), PollListener.all(List.of(throwing, new RecordingListener()))));
    fixture.time.advance(HOUR);

    assertTrue(events.contains("running -> done"), events::toString);
    assertTrue(events.get(events.size() - 1).startsWith("end with done"), events::toString);
  }

  @Test
  void theEndIsDeliveredAfterTheCurrentEvent() {
    fixture.query.then(running());
    List<WaitHandle<String>> wait = new ArrayList<>();
    PollListener<String> quitter =
        new PollListener<>() {
          @Override
          public void onAnswer(String snapshot) {
            wait.get(0).result().cancel(true);
            events.add("told");
          }

          @Override
          public void onEnd(PollSummary<String> summary) {
            events.add("end");
          }
        };
    wait.add(fixture.poller.awaitNew(task(), plan(HOUR, every(TEN), quitter)));

    fixture.time.advance(HOUR);

    assertEquals(List.of("told", "end"), events);
  }
}
