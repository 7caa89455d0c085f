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
import io.videotask.internal.engine.Poller;
import io.videotask.internal.engine.PollerFixture;
import io.videotask.internal.engine.StatusQuery;
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
  private final List<String> heard = new ArrayList<>();

  /** Records all events but the answers. */
  private final class Diary implements PollListener<String> {
    @Override
    public void onBegin(Object task) {
      heard.add("begin " + task);
    }

    @Override
    public void onChange(@Nullable String before, String now) {
      heard.add(before + " -> " + now);
    }

    @Override
    public void onDecision(NextPoll nextPoll) {
      heard.add(nextPoll.reason() + " " + nextPoll.delay().toSeconds());
    }

    @Override
    public void onHeldBack(Object task, Duration delay) {
      heard.add("held back " + delay.toSeconds());
    }

    @Override
    public void onEnd(PollSummary<String> ending) {
      Duration late = ending.delayAtMost();
      heard.add(
          "end "
              + (ending.ended() ? "with " + ending.last() : "without")
              + ", "
              + ending.queries()
              + " queries, "
              + ending.failures()
              + " failed, "
              + (late == null ? "-" : late.toSeconds() + " s late"));
    }
  }

  private StatusQuery<String> task() {
    return new NamedQuery("task", "s", fixture.query);
  }

  @Test
  void receivesEachNextPollAndItsReason() {
    fixture.query.then(running()).then(failing()).then(running(TEN)).then(done());

    fixture.poller.await(task(), plan(HOUR, every(Duration.ofSeconds(7)), new Diary()));
    fixture.time.advance(HOUR);

    assertEquals("begin task", heard.get(0));
    assertEquals("LOOK_NOW 0", heard.get(1));
    assertEquals("null -> running", heard.get(2));
    assertEquals("SCHEDULE 7", heard.get(3));
    assertTrue(heard.get(4).startsWith("BACKOFF 0"), heard::toString);
    assertEquals("GATEWAY_WISH 10", heard.get(5));
    assertEquals("running -> done", heard.get(6));
    assertEquals("end with done, 4 queries, 1 failed, 10 s late", heard.get(7));
    assertEquals(8, heard.size());
  }

  @Test
  void aTaskFinishedAtTheFirstAnswerHasNoKnownDelay() {
    fixture.query.then(done());

    fixture.poller.await(task(), plan(HOUR, every(TEN), new Diary()));

    assertEquals("end with done, 1 queries, 0 failed, -", heard.get(heard.size() - 1));
  }

  @Test
  void aNewTaskHasAKnownDelay() {
    fixture.query.then(done());

    fixture.poller.awaitNew(task(), plan(HOUR, every(TEN), new Diary()));
    fixture.time.advance(HOUR);

    assertEquals("end with done, 1 queries, 0 failed, 10 s late", heard.get(heard.size() - 1));
  }

  @Test
  void receivesTheEndOfACancelledWait() {
    fixture.query.then(running());
    Poller.Handle<String> wait = fixture.poller.await(task(), plan(HOUR, every(TEN), new Diary()));

    wait.result().cancel(true);

    assertEquals("end without, 1 queries, 0 failed, -", heard.get(heard.size() - 1));
  }

  @Test
  void receivesTheEndAfterAFailure() {
    fixture.query.then(running()).then(failing(PollResult.RetryAdvice.NONE));

    fixture.poller.await(task(), plan(HOUR, every(TEN), new Diary()));
    fixture.time.advance(HOUR);

    assertEquals("end without, 2 queries, 1 failed, -", heard.get(heard.size() - 1));
  }

  @Test
  void receivesTheDelayInTheQueue() {
    PollerFixture slow = new PollerFixture(new VirtualTime(), 0.1);
    FakeQuery other = new FakeQuery(slow.time).then(running());
    slow.poller.await(new NamedQuery("other", "s", other), plan(HOUR, every(HOUR)));
    slow.query.then(running());

    slow.poller.await(
        new NamedQuery("task", "s", slow.query), plan(HOUR, every(HOUR), new Diary()));
    slow.time.advance(TEN);

    assertTrue(heard.contains("held back 10"), heard::toString);
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
          public void onEnd(PollSummary<String> ending) {
            throw new IllegalStateException("a listener's");
          }
        };

    fixture.poller.await(
        task(), plan(HOUR, every(TEN), PollListener.all(List.of(throwing, new Diary()))));
    fixture.time.advance(HOUR);

    assertTrue(heard.contains("running -> done"), heard::toString);
    assertTrue(heard.get(heard.size() - 1).startsWith("end with done"), heard::toString);
  }

  @Test
  void theEndIsDeliveredAfterTheCurrentEvent() {
    fixture.query.then(running());
    List<Poller.Handle<String>> wait = new ArrayList<>();
    PollListener<String> quitter =
        new PollListener<>() {
          @Override
          public void onAnswer(String snapshot) {
            wait.get(0).result().cancel(true);
            heard.add("told");
          }

          @Override
          public void onEnd(PollSummary<String> ending) {
            heard.add("end");
          }
        };
    wait.add(fixture.poller.awaitNew(task(), plan(HOUR, every(TEN), quitter)));

    fixture.time.advance(HOUR);

    assertEquals(List.of("told", "end"), heard);
  }
}
