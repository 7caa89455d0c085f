package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.thrown;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.poll.NextPoll;
import io.videotask.poll.PollListener;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An end that the answer gives no reason for is looked at once more before it counts. */
class UnconfirmedEndTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PollerFixture room = new PollerFixture();

  private static PollResult<String> doubtful(@Nullable Duration wish) {
    return new PollResult.Answered<>("failed", true, true, TimingHints.of(100, null), wish);
  }

  private static PollResult<String> doubtful() {
    return doubtful(null);
  }

  /** Says on each snapshot that something was taken back. */
  private StatusQuery<String> annotating() {
    return new StatusQuery<>() {
      @Override
      public CompletableFuture<PollResult<String>> ask() {
        return room.query.ask();
      }

      @Override
      public String afterDoubt(String doubted, String now) {
        return doubted.equals(now) ? now : now + " after " + doubted;
      }
    };
  }

  @Test
  void aSecondAnswerAfterAPauseConfirmsIt() {
    room.query.then(running(PAUSE)).then(doubtful());

    CompletableFuture<String> wait = room.await(plan(HOUR, every(MINUTE))).result();
    room.time.advance(Duration.ofMillis(9_999));
    assertFalse(wait.isDone());
    room.time.advance(Duration.ofMillis(1));

    assertEquals("failed", value(wait));
    assertEquals(List.of(PAUSE, PAUSE), room.query.gaps());
  }

  @Test
  void whatTheSecondAnswerSaysInsteadHoldsWithANote() {
    room.query.then(doubtful()).then(done());

    CompletableFuture<String> wait = room.poller.await(annotating(), plan(HOUR)).result();
    room.time.advance(HOUR);

    assertEquals("done after failed", value(wait));
  }

  @Test
  void aTaskThatGoesOnIsPolledOnAndTheNoteStays() {
    room.query.then(doubtful()).then(2, running()).then(done());

    CompletableFuture<String> wait =
        room.poller.await(annotating(), plan(HOUR, every(MINUTE))).result();
    room.time.advance(HOUR);

    assertEquals("done after failed", value(wait));
    assertEquals(List.of(PAUSE, MINUTE, MINUTE), room.query.gaps());
  }

  @Test
  void anEndThatWasTakenBackIsDoubtfulAgain() {
    room.query.then(doubtful()).then(running()).then(doubtful()).then(running()).then(done());

    CompletableFuture<String> wait = room.await(plan(HOUR, every(MINUTE))).result();
    room.time.advance(HOUR);

    assertEquals("done", value(wait));
    assertEquals(List.of(PAUSE, MINUTE, PAUSE, MINUTE), room.query.gaps());
  }

  @Test
  void aFailedQueryInBetweenConfirmsNothing() {
    room.query.then(doubtful()).then(failing()).then(running()).then(done());

    CompletableFuture<String> wait = room.await(plan(HOUR)).result();
    room.time.advance(HOUR);

    assertEquals("done", value(wait));
  }

  @Test
  void aGatewaysWishIsWaitedForFirst() {
    room.query.then(doubtful(Duration.ofSeconds(40))).then(done());

    room.await(plan(HOUR, every(MINUTE)));
    room.time.advance(HOUR);

    assertEquals(List.of(Duration.ofSeconds(40)), room.query.gaps());
  }

  @Test
  void lookingNowConfirmsNothingBeforeThePauseIsOver() {
    room.query.then(doubtful()).then(doubtful()).then(done());

    Poller.Handle<String> wait = room.await(plan(HOUR, every(MINUTE)));
    room.time.advance(Duration.ofSeconds(2));
    wait.lookNow();
    room.time.settle();
    assertFalse(wait.result().isDone());
    room.time.advance(Duration.ofSeconds(3));

    assertEquals("done", value(wait.result()));
    assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)), room.query.gaps());
  }

  @Test
  void whoJoinsMeanwhileEndsWithTheOthers() {
    room.query.then(doubtful()).then(doubtful()).then(done());

    CompletableFuture<String> first = room.await(plan(HOUR, every(MINUTE))).result();
    room.time.advance(Duration.ofSeconds(2));
    CompletableFuture<String> second = room.await(plan(HOUR, every(MINUTE))).result();
    assertFalse(second.isDone());
    room.time.advance(Duration.ofSeconds(3));

    assertEquals("done", value(first));
    assertEquals("done", value(second));
  }

  @Test
  void aDeadlineThatIsNearIsAskedBefore() {
    room.query.then(doubtful());

    CompletableFuture<String> wait =
        room.await(plan(Duration.ofSeconds(4), every(MINUTE))).result();
    room.time.advance(Duration.ofSeconds(3));

    assertEquals("failed", value(wait));
    assertEquals(List.of(Duration.ofSeconds(2)), room.query.gaps());
  }

  @Test
  void anEndThatNobodyConfirmedIsNoEndAtTheDeadline() {
    room.query.then(doubtful()).thenHangs();

    CompletableFuture<String> wait = room.await(plan(MINUTE)).result();
    room.time.advance(MINUTE);

    assertEquals("failed", thrown(FakeEndings.TimedOut.class, wait).lastSeen);
  }

  @Test
  void aSingleQueryReportsWhatItSaw() {
    room.query.then(doubtful());

    assertEquals("failed", value(room.poller.ask(room.query, HOUR, new FakeEndings())));
    assertEquals(1, room.query.times());
  }

  @Test
  void nothingIsLearntFromItUntilItIsConfirmed() {
    List<Boolean> ended = new ArrayList<>();
    Schedule learning =
        new Schedule() {
          @Override
          public Duration delay(ScheduleContext situation, RandomGenerator random) {
            assertTrue(situation.progress() == null, "a failed task's progress is none");
            return MINUTE;
          }

          @Override
          public void learn(PollSample lesson) {
            ended.add(lesson.ended());
          }
        };
    room.query.then(doubtful()).then(running()).then(doubtful());

    room.await(plan(HOUR, learning));
    room.time.advance(HOUR);

    assertEquals(List.of(false, true), ended);
  }

  @Test
  void listenersHearOfTheDecision() {
    List<NextPoll.Reason> heard = new ArrayList<>();
    room.query.then(doubtful());

    room.await(
        plan(
            HOUR,
            every(MINUTE),
            new PollListener<>() {
              @Override
              public void onDecision(NextPoll decision) {
                heard.add(decision.reason());
              }
            }));
    room.time.advance(PAUSE);

    assertEquals(List.of(NextPoll.Reason.LOOK_NOW, NextPoll.Reason.CONFIRM), heard);
  }
}
