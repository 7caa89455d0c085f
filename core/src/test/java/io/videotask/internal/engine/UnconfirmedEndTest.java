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

/** A wait polls once more to confirm an end for which the answer gives no reason. */
class UnconfirmedEndTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final PollerFixture fixture = new PollerFixture();

  private static PollResult<String> unconfirmed(@Nullable Duration retryAfter) {
    return new PollResult.Answered<>("failed", true, true, TimingHints.of(100, null), retryAfter);
  }

  private static PollResult<String> unconfirmed() {
    return unconfirmed(null);
  }

  /** Marks each snapshot that contradicts an unconfirmed end. */
  private StatusQuery<String> annotating() {
    return new StatusQuery<>() {
      @Override
      public CompletableFuture<PollResult<String>> send() {
        return fixture.query.send();
      }

      @Override
      public String afterUnconfirmedEnd(String doubted, String now) {
        return doubted.equals(now) ? now : now + " after " + doubted;
      }
    };
  }

  @Test
  void aSecondAnswerAfterThePauseConfirmsTheEnd() {
    fixture.query.then(running(PAUSE)).then(unconfirmed());

    CompletableFuture<String> wait = fixture.await(plan(HOUR, every(MINUTE))).result();
    fixture.time.advance(Duration.ofMillis(9_999));
    assertFalse(wait.isDone());
    fixture.time.advance(Duration.ofMillis(1));

    assertEquals("failed", value(wait));
    assertEquals(List.of(PAUSE, PAUSE), fixture.query.intervals());
  }

  @Test
  void aDifferentSecondAnswerCountsAndHasANote() {
    fixture.query.then(unconfirmed()).then(done());

    CompletableFuture<String> wait = fixture.poller.await(annotating(), plan(HOUR)).result();
    fixture.time.advance(HOUR);

    assertEquals("done after failed", value(wait));
  }

  @Test
  void aTaskThatGoesOnIsPolledOnAndTheNoteStays() {
    fixture.query.then(unconfirmed()).then(2, running()).then(done());

    CompletableFuture<String> wait =
        fixture.poller.await(annotating(), plan(HOUR, every(MINUTE))).result();
    fixture.time.advance(HOUR);

    assertEquals("done after failed", value(wait));
    assertEquals(List.of(PAUSE, MINUTE, MINUTE), fixture.query.intervals());
  }

  @Test
  void aRetractedEndNeedsConfirmationAgain() {
    fixture
        .query
        .then(unconfirmed())
        .then(running())
        .then(unconfirmed())
        .then(running())
        .then(done());

    CompletableFuture<String> wait = fixture.await(plan(HOUR, every(MINUTE))).result();
    fixture.time.advance(HOUR);

    assertEquals("done", value(wait));
    assertEquals(List.of(PAUSE, MINUTE, PAUSE, MINUTE), fixture.query.intervals());
  }

  @Test
  void aFailedQueryInBetweenConfirmsNothing() {
    fixture.query.then(unconfirmed()).then(failing()).then(running()).then(done());

    CompletableFuture<String> wait = fixture.await(plan(HOUR)).result();
    fixture.time.advance(HOUR);

    assertEquals("done", value(wait));
  }

  @Test
  void retryAfterDelaysTheConfirmingPoll() {
    fixture.query.then(unconfirmed(Duration.ofSeconds(40))).then(done());

    fixture.await(plan(HOUR, every(MINUTE)));
    fixture.time.advance(HOUR);

    assertEquals(List.of(Duration.ofSeconds(40)), fixture.query.intervals());
  }

  @Test
  void pollNowConfirmsNothingBeforeThePauseIsOver() {
    fixture.query.then(unconfirmed()).then(unconfirmed()).then(done());

    WaitHandle<String> wait = fixture.await(plan(HOUR, every(MINUTE)));
    fixture.time.advance(Duration.ofSeconds(2));
    wait.pollNow();
    fixture.time.settle();
    assertFalse(wait.result().isDone());
    fixture.time.advance(Duration.ofSeconds(3));

    assertEquals("done", value(wait.result()));
    assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(3)), fixture.query.intervals());
  }

  @Test
  void aWaitThatJoinsMeanwhileEndsWithTheOthers() {
    fixture.query.then(unconfirmed()).then(unconfirmed()).then(done());

    CompletableFuture<String> first = fixture.await(plan(HOUR, every(MINUTE))).result();
    fixture.time.advance(Duration.ofSeconds(2));
    CompletableFuture<String> second = fixture.await(plan(HOUR, every(MINUTE))).result();
    assertFalse(second.isDone());
    fixture.time.advance(Duration.ofSeconds(3));

    assertEquals("done", value(first));
    assertEquals("done", value(second));
  }

  @Test
  void theConfirmingPollComesBeforeANearDeadline() {
    fixture.query.then(unconfirmed());

    CompletableFuture<String> wait =
        fixture.await(plan(Duration.ofSeconds(4), every(MINUTE))).result();
    fixture.time.advance(Duration.ofSeconds(3));

    assertEquals("failed", value(wait));
    assertEquals(List.of(Duration.ofSeconds(2)), fixture.query.intervals());
  }

  @Test
  void anUnconfirmedEndTimesOutAtTheDeadline() {
    fixture.query.then(unconfirmed()).thenHangs();

    CompletableFuture<String> wait = fixture.await(plan(MINUTE)).result();
    fixture.time.advance(MINUTE);

    assertEquals("failed", thrown(FakeWaitFailures.TimedOut.class, wait).lastSeen);
  }

  @Test
  void aSingleQueryReportsAnUnconfirmedEnd() {
    fixture.query.then(unconfirmed());

    assertEquals(
        "failed", value(fixture.poller.query(fixture.query, HOUR, new FakeWaitFailures())));
    assertEquals(1, fixture.query.times());
  }

  @Test
  void theScheduleLearnsOnlyFromTheConfirmedEnd() {
    List<Boolean> ended = new ArrayList<>();
    Schedule learning =
        new Schedule() {
          @Override
          public Duration delay(ScheduleContext scheduleContext, RandomGenerator random) {
            assertTrue(scheduleContext.progress() == null, "a failed task's progress is none");
            return MINUTE;
          }

          @Override
          public void learn(PollSample sample) {
            ended.add(sample.ended());
          }
        };
    fixture.query.then(unconfirmed()).then(running()).then(unconfirmed());

    fixture.await(plan(HOUR, learning));
    fixture.time.advance(HOUR);

    assertEquals(List.of(false, true), ended);
  }

  @Test
  void listenersAreNotifiedOfTheConfirmingPoll() {
    List<NextPoll.Reason> heard = new ArrayList<>();
    fixture.query.then(unconfirmed());

    fixture.await(
        plan(
            HOUR,
            every(MINUTE),
            new PollListener<>() {
              @Override
              public void onNextPoll(NextPoll nextPoll) {
                heard.add(nextPoll.reason());
              }
            }));
    fixture.time.advance(PAUSE);

    assertEquals(List.of(NextPoll.Reason.REQUESTED, NextPoll.Reason.CONFIRM), heard);
  }

  private static PollResult<String> unconfirmedAs(String snapshot) {
    return new PollResult.Answered<>(snapshot, true, true, TimingHints.of(100, null), null);
  }

  @Test
  void theNoteIsAboutTheLastEndThatWasTakenBack() {
    fixture.query.then(unconfirmedAs("first")).then(running());
    fixture.query.then(unconfirmedAs("second")).then(running()).then(done());

    CompletableFuture<String> wait =
        fixture.poller.await(annotating(), plan(HOUR, every(MINUTE))).result();
    fixture.time.advance(HOUR);

    assertEquals("done after second after first", value(wait));
  }

  @Test
  void theNoteIsAboutTheEndThatWasToBeConfirmed() {
    fixture.query.then(unconfirmedAs("first")).then(unconfirmedAs("second")).then(done());

    WaitHandle<String> wait = fixture.poller.await(annotating(), plan(HOUR, every(MINUTE)));
    wait.pollNow();
    fixture.time.advance(HOUR);

    assertEquals(3, fixture.query.times());
    assertEquals("done after first", value(wait.result()));
  }

  @Test
  void anAnswerThatCannotBeAnnotatedCountsAsItIs() {
    fixture.query.then(unconfirmed()).then(done());
    StatusQuery<String> broken =
        new StatusQuery<>() {
          @Override
          public CompletableFuture<PollResult<String>> send() {
            return fixture.query.send();
          }

          @Override
          public String afterUnconfirmedEnd(String doubted, String now) {
            throw new IllegalStateException("a query's");
          }
        };

    CompletableFuture<String> wait = fixture.poller.await(broken, plan(HOUR)).result();
    fixture.time.advance(HOUR);

    assertEquals("done", value(wait));
  }
}
