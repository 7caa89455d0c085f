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

/** What callers hand in may throw, and must not take a wait with it. */
class WaitFutureForeignCodeTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN = Duration.ofSeconds(10);

  private final PollerFixture room = new PollerFixture();

  /** Throws whatever it is told. */
  private record Throwing(Throwable thrown) implements PollListener<String> {
    @Override
    public void onAnswer(String snapshot) {
      raise();
    }

    @Override
    public void onFailure(RuntimeException failure, int inARow) {
      raise();
    }

    private void raise() {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }
  }

  @Test
  void aListenerThatThrowsIsIgnored() {
    room.query.then(running()).then(failing()).then(done());

    Poller.Handle<String> wait =
        room.await(plan(HOUR, every(TEN), new Throwing(new IllegalStateException())));
    room.time.advance(Duration.ofMinutes(1));

    assertEquals("done", value(wait.result()));
  }

  @Test
  void aListenerThatThrowsAnErrorIsIgnoredToo() {
    room.query.then(running()).then(failing()).then(done());

    Poller.Handle<String> wait =
        room.await(plan(HOUR, every(TEN), new Throwing(new AssertionError("a test's"))));
    room.time.advance(Duration.ofMinutes(1));

    assertEquals("done", value(wait.result()));
  }

  @Test
  void aListenerHearsEachAnswerAndEachFailureOnce() {
    List<String> heard = new ArrayList<>();
    room.query.then(running()).then(2, failing()).then(running()).then(failing()).then(done());

    room.await(
        plan(
            HOUR,
            every(TEN),
            new PollListener<>() {
              @Override
              public void onAnswer(String snapshot) {
                heard.add(snapshot);
              }

              @Override
              public void onFailure(RuntimeException failure, int inARow) {
                heard.add(failure.getMessage() + " " + inARow);
              }
            }));
    room.time.advance(HOUR);

    assertEquals(List.of("running", "RETRY 1", "RETRY 2", "running", "RETRY 1", "done"), heard);
  }

  @Test
  void aScheduleThatThrowsEndsTheWaitInsteadOfHangingIt() {
    room.query.then(running());

    Poller.Handle<String> wait =
        room.await(
            plan(
                HOUR,
                (situation, random) -> {
                  throw new ArithmeticException("a schedule's");
                }));

    thrown(ArithmeticException.class, wait.result());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void aScheduleThatThrowsAnErrorEndsTheWaitToo() {
    room.query.then(running());

    Poller.Handle<String> wait =
        room.await(
            plan(
                HOUR,
                (situation, random) -> {
                  throw new AssertionError("a schedule's");
                }));

    thrown(AssertionError.class, wait.result());
  }

  /** Learns as it is told to. */
  private record Learning(Consumer<PollSample> learner) implements Schedule {
    @Override
    public Duration delay(ScheduleContext situation, RandomGenerator random) {
      return TEN;
    }

    @Override
    public void learn(PollSample lesson) {
      learner.accept(lesson);
    }
  }

  @Test
  void aScheduleLearnsFromEachAnswer() {
    List<String> learnt = new ArrayList<>();
    room.query.then(running()).then(failing()).then(running()).then(done());

    room.await(
        plan(
            HOUR,
            new Learning(
                lesson ->
                    learnt.add(
                        lesson.after().looks()
                            + (lesson.watched() ? " watched" : " met")
                            + (lesson.ended() ? " ended" : "")))));
    room.time.advance(HOUR);

    assertEquals(List.of("1 met", "2 watched", "3 watched ended"), learnt);
  }

  @Test
  void aScheduleThatThrowsWhenItLearnsEndsTheWait() {
    room.query.then(running());

    Poller.Handle<String> wait =
        room.await(
            plan(
                HOUR,
                new Learning(
                    lesson -> {
                      throw new ArithmeticException("a schedule's");
                    })));

    thrown(ArithmeticException.class, wait.result());
    assertEquals(0, room.time.alarms());
  }

  @Test
  void aScheduleThatCancelsTheWaitAndThrowsEndsItOnce() {
    room.query.then(running());
    List<Poller.Handle<String>> handles = new ArrayList<>();
    List<PollSummary<String>> endings = new ArrayList<>();
    PollListener<String> listener =
        new PollListener<>() {
          @Override
          public void onEnd(PollSummary<String> ending) {
            endings.add(ending);
          }
        };
    Schedule quitter =
        (situation, random) -> {
          handles.forEach(handle -> handle.result().cancel(true));
          if (handles.isEmpty()) {
            return TEN;
          }
          throw new ArithmeticException("a schedule's");
        };
    handles.add(room.await(plan(HOUR, quitter, listener)));

    room.time.advance(TEN);

    assertTrue(handles.get(0).result().isCancelled());
    assertEquals(1, endings.size());
  }

  @Test
  void aQueryThatCancelsItsWaitAndThrowsHurtsNobody() {
    List<Poller.Handle<String>> handles = new ArrayList<>();
    room.query
        .then(running())
        .thenComes(
            () -> {
              handles.get(0).result().cancel(true);
              throw new ArithmeticException("a query's");
            });
    handles.add(room.await(plan(HOUR)));

    room.time.advance(HOUR);

    assertTrue(handles.get(0).result().isCancelled());
    assertEquals(2, room.query.times());
    assertEquals(0, room.time.alarms());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.000000001S", "PT-2562047788015215H"})
  void aScheduleThatLeavesNoPauseDoesNotSpin(Duration none) {
    room.query.then(running());

    room.await(plan(HOUR, every(none)));
    room.time.advance(Duration.ofSeconds(1));

    assertTrue(room.query.times() <= 101, () -> room.query.times() + " queries in a second");
  }

  @Test
  void aScheduleIsToldWhatItCanGoBy() {
    List<ScheduleContext> told = new ArrayList<>();
    Duration age = Duration.ofMinutes(3);
    room.query
        .then(new PollResult.Answered<>("running", false, 40, age, null))
        .then(new PollResult.Answered<>("running", false, null, Duration.ofSeconds(1), null))
        .then(done());

    room.await(
        plan(
            HOUR,
            (situation, random) -> {
              told.add(
                  new ScheduleContext(
                      situation.age(),
                      situation.progress(),
                      situation.queries(),
                      situation.untilDeadline()));
              return TEN;
            }));
    room.time.advance(HOUR);

    assertEquals(
        List.of(
            new ScheduleContext(age, 40, 1, HOUR),
            // A task is at least as old as the wait for it.
            new ScheduleContext(TEN, null, 2, HOUR.minus(TEN))),
        told);
  }
}
