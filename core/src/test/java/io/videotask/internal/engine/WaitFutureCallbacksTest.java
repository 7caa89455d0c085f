package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.PollListener;
import io.videotask.poll.PollSummary;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceptions of user callbacks do not affect the wait. */
class WaitFutureCallbacksTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture fixture = new PollerFixture();

  /** A listener that throws this. */
  private record Throwing(Throwable thrown) implements PollListener<String> {
    @Override
    public void onAnswer(String snapshot) {
      throwIt();
    }

    @Override
    public void onFailure(RuntimeException failure, int inARow) {
      throwIt();
    }

    private void throwIt() {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  @Test
  void aListenerThatThrowsIsIgnored() {
    fixture.query.then(running()).then(failing()).then(done());

    WaitHandle<String> wait =
        fixture.await(plan(HOUR, every(TEN), new Throwing(new IllegalStateException())));
    fixture.time.advance(Duration.ofMinutes(1));

    assertEquals("done", value(wait.result()));
  }

  @Test
  void aListenerThatThrowsAnErrorIsIgnoredToo() {
    fixture.query.then(running()).then(failing()).then(done());

    WaitHandle<String> wait =
        fixture.await(plan(HOUR, every(TEN), new Throwing(new AssertionError("a test's"))));
    fixture.time.advance(Duration.ofMinutes(1));

    assertEquals("done", value(wait.result()));
  }

  @Test
  void aListenerReceivesEachAnswerAndFailureOnce() {
    List<String> events = new ArrayList<>();
    fixture.query.then(running()).then(2, failing()).then(running()).then(failing()).then(done());

    fixture.await(
        plan(
            HOUR,
            every(TEN),
            new PollListener<>() {
              @Override
              public void onAnswer(String snapshot) {
                events.add(snapshot);
              }

              @Override
              public void onFailure(RuntimeException failure, int inARow) {
                events.add(failure.getMessage() + " " + inARow);
              }
            }));
    fixture.time.advance(HOUR);

    assertEquals(List.of("running", "RETRY 1", "RETRY 2", "running", "RETRY 1", "done"), events);
  }

  @Test
  void aScheduleThatThrowsEndsTheWait() {
    fixture.query.then(running());

    WaitHandle<String> wait =
        fixture.await(
            plan(
                HOUR,
                (scheduleContext, random) -> {
                  throw new ArithmeticException("a schedule's");
                }));

    thrown(ArithmeticException.class, wait.result());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aScheduleThatThrowsAnErrorEndsTheWaitToo() {
    fixture.query.then(running());

    WaitHandle<String> wait =
        fixture.await(
            plan(
                HOUR,
                (scheduleContext, random) -> {
                  throw new AssertionError("a schedule's");
                }));

    thrown(AssertionError.class, wait.result());
  }

  /** A schedule that learns as given. */
  private record Learning(Consumer<PollSample> learner) implements Schedule {
    @Override
    public Duration delay(ScheduleContext scheduleContext, RandomGenerator random) {
      return TEN;
    }

    @Override
    public void learn(PollSample sample) {
      learner.accept(sample);
    }
  }

  @Test
  void aScheduleLearnsFromEachAnswer() {
    List<String> learnt = new ArrayList<>();
    fixture.query.then(running()).then(failing()).then(running()).then(done());

    fixture.await(
        plan(
            HOUR,
            new Learning(
                sample ->
                    learnt.add(
                        sample.after().answers()
                            + (sample.watched() ? " watched" : " met")
                            + (sample.ended() ? " ended" : "")))));
    fixture.time.advance(HOUR);

    assertEquals(List.of("1 met", "2 watched", "3 watched ended"), learnt);
  }

  @Test
  void aScheduleThatThrowsWhenItLearnsEndsTheWait() {
    fixture.query.then(running());

    WaitHandle<String> wait =
        fixture.await(
            plan(
                HOUR,
                new Learning(
                    sample -> {
                      throw new ArithmeticException("a schedule's");
                    })));

    thrown(ArithmeticException.class, wait.result());
    assertEquals(0, fixture.time.timers());
  }

  @Test
  void aScheduleThatCancelsTheWaitAndThrowsEndsItOnce() {
    fixture.query.then(running());
    List<WaitHandle<String>> handles = new ArrayList<>();
    List<PollSummary<String>> summaries = new ArrayList<>();
    PollListener<String> listener =
        new PollListener<>() {
          @Override
          public void onEnd(PollSummary<String> summary) {
            summaries.add(summary);
          }
        };
    Schedule quitter =
        (scheduleContext, random) -> {
          handles.forEach(handle -> handle.result().cancel(true));
          if (handles.isEmpty()) {
            return TEN;
          }
          throw new ArithmeticException("a schedule's");
        };
    handles.add(fixture.await(plan(HOUR, quitter, listener)));

    fixture.time.advance(TEN);

    assertTrue(handles.get(0).result().isCancelled());
    assertEquals(1, summaries.size());
  }

  @Test
  void aQueryThatCancelsItsWaitAndThrowsAffectsNoOther() {
    List<WaitHandle<String>> handles = new ArrayList<>();
    fixture
        .query
        .then(running())
        .thenSupplies(
            () -> {
              handles.get(0).result().cancel(true);
              throw new ArithmeticException("a query's");
            });
    handles.add(fixture.await(plan(HOUR)));

    fixture.time.advance(HOUR);

    assertTrue(handles.get(0).result().isCancelled());
    assertEquals(2, fixture.query.times());
    assertEquals(0, fixture.time.timers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000000001S", "PT-2562047788015215H"})
  void aDelayOfZeroDoesNotSpin(Duration none) {
    fixture.query.then(running());

    fixture.await(plan(HOUR, every(none)));
    fixture.time.advance(Duration.ofSeconds(1));

    assertTrue(fixture.query.times() <= 101, () -> fixture.query.times() + " queries in a second");
  }

  @Test
  void aScheduleReceivesTheContext() {
    List<ScheduleContext> contexts = new ArrayList<>();
    Duration age = Duration.ofMinutes(3);
    fixture
        .query
        .then(new PollResult.Answered<>("running", false, 40, age, null))
        .then(new PollResult.Answered<>("running", false, null, Duration.ofSeconds(1), null))
        .then(done());

    fixture.await(
        plan(
            HOUR,
            (scheduleContext, random) -> {
              contexts.add(
                  new ScheduleContext(
                      scheduleContext.age(),
                      scheduleContext.progress(),
                      scheduleContext.queries(),
                      scheduleContext.untilDeadline()));
              return TEN;
            }));
    fixture.time.advance(HOUR);

    assertEquals(
        List.of(
            new ScheduleContext(age, 40, 1, HOUR),
            // A task is at least as old as the wait for it.
            new ScheduleContext(TEN, null, 2, HOUR.minus(TEN))),
        contexts);
  }
}
