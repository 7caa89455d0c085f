package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.NextPoll;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.PollSample;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.ScheduleContext;
import io.videotask.schedule.TimingHints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One step of a wait that is stored between its polls, and how such a wait begins. */
class PollStepTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DEADLINE = 100 * SECOND;
  private static final long NOW = 20 * SECOND;
  private static final PollState BEGUN = PollState.begin(HistoryKey.ANY, true, 0);

  private final List<PollSample> learnt = new ArrayList<>();
  private final List<ScheduleContext> asked = new ArrayList<>();
  private Duration chosen = Duration.ofSeconds(30);

  private final Schedule schedule =
      new Schedule() {
        @Override
        public Duration delay(ScheduleContext context, RandomGenerator random) {
          asked.add(context);
          return chosen;
        }

        @Override
        public void learn(PollSample sample) {
          learnt.add(sample);
        }
      };

  private PollStep.Circumstances at(@Nullable FailureBudget budget, long now) {
    return new PollStep.Circumstances(
        schedule, new Random(1), budget, DEADLINE, now - SECOND, now, Instant.EPOCH, null);
  }

  private PollStep after(PollState state, PollResult<String> result) {
    return PollStep.after(state, result, at(null, NOW));
  }

  private static PollStep.PollAgain again(PollStep step) {
    return assertInstanceOf(PollStep.PollAgain.class, step);
  }

  @Test
  void theFirstPollIsWhenTheScheduleSays() {
    PollStep.PollAgain first = PollStep.first(BEGUN, at(null, NOW));

    assertEquals(new PollStep.PollAgain(BEGUN, chosen, NextPoll.Reason.SCHEDULE), first);
    assertEquals(Duration.ofSeconds(80), asked.get(0).untilDeadline());
    assertEquals(1, asked.get(0).missRate());
  }

  @Test
  void aDelayOfNothingIsTenMilliseconds() {
    chosen = Duration.ZERO;

    assertEquals(Duration.ofMillis(10), PollStep.first(BEGUN, at(null, NOW)).delay());
  }

  @Test
  void aTaskThatGoesOnIsPolledAgainAndTeachesTheSchedule() {
    PollStep.PollAgain step = again(after(BEGUN, running()));

    assertEquals(chosen, step.delay());
    assertEquals(NextPoll.Reason.SCHEDULE, step.reason());
    assertEquals(1, step.state().queries());
    assertEquals(NOW - SECOND, step.state().seenAt());
    assertEquals(1, learnt.size());
    assertEquals(step.state().timeline(), learnt.get(0).after());
  }

  @Test
  void aFinishedTaskEndsTheWait() {
    PollStep.Ended step = assertInstanceOf(PollStep.Ended.class, after(BEGUN, done()));

    assertEquals(1, step.state().queries());
    assertTrue(learnt.get(0).ended());
    assertEquals(List.of(), asked);
  }

  @Test
  void aDefiniteFailureFailsTheWait() {
    PollStep.Failed step =
        assertInstanceOf(PollStep.Failed.class, after(BEGUN, failing(RetryAdvice.NONE)));

    assertEquals(1, step.state().failedQueries());
    assertEquals(List.of(), learnt);
  }

  @Test
  void aTransientFailureIsRetriedUntilTheBudgetIsSpent() {
    PollStep.PollAgain step = again(after(BEGUN, failing()));
    assertEquals(NextPoll.Reason.BACKOFF, step.reason());
    assertTrue(step.delay().compareTo(Duration.ofSeconds(1)) <= 0);
    assertEquals(1, step.state().failedQueries());
    assertEquals(List.of(), learnt);

    FailureBudget one = new FailureBudget(1, Duration.ZERO);

    assertInstanceOf(PollStep.Failed.class, PollStep.after(BEGUN, failing(), at(one, NOW)));
  }

  @Test
  void anUncertainEndIsConfirmedBeforeTheDeadline() {
    PollResult<String> unconfirmed =
        new PollResult.Answered<>("failed", true, true, TimingHints.of(null, null), null);

    PollStep.PollAgain step = again(after(BEGUN, unconfirmed));
    assertEquals(NextPoll.Reason.CONFIRM, step.reason());
    assertEquals(Duration.ofSeconds(5), step.delay());
    assertEquals(new UnconfirmedEnd(NOW + 5 * SECOND, false), step.state().unconfirmed());
    assertEquals(List.of(), learnt);

    long near = DEADLINE - 4 * SECOND;
    PollStep.PollAgain sooner = again(PollStep.after(BEGUN, unconfirmed, at(null, near)));
    assertEquals(
        new UnconfirmedEnd(near + sooner.delay().toNanos(), false), sooner.state().unconfirmed());
    assertTrue(sooner.delay().compareTo(Duration.ofSeconds(4)) < 0);
  }

  @Test
  void afterACallbackAWaitBeginsAtOnce() {
    assertSame(FirstPoll.AT_ONCE, FirstPoll.AT_ONCE.afterCallback(NOW));
    assertSame(FirstPoll.AT_ONCE, FirstPoll.BY_SCHEDULE.afterCallback(NOW));
    FirstPoll unplanned = new FirstPoll(BEGUN, true, null, NextPoll.Reason.SCHEDULE);
    assertSame(FirstPoll.AT_ONCE, unplanned.afterCallback(NOW));

    FirstPoll resumed =
        FirstPoll.resumed(BEGUN, chosen, NextPoll.Reason.SCHEDULE).afterCallback(NOW);

    assertEquals(Duration.ZERO, resumed.delay());
    assertEquals(NextPoll.Reason.REQUESTED, resumed.reason());
    assertAnnounced(resumed);
  }

  @Test
  void afterACallbackAPauseThatTheServerAskedForIsKept() {
    FirstPoll resumed =
        FirstPoll.resumed(BEGUN, chosen, NextPoll.Reason.RETRY_AFTER).afterCallback(NOW);

    assertEquals(chosen, resumed.delay());
    assertEquals(NextPoll.Reason.RETRY_AFTER, resumed.reason());
    assertAnnounced(resumed);
  }

  private static void assertAnnounced(FirstPoll resumed) {
    PollState state = resumed.state();
    assertNotNull(state);
    assertTrue(state.isAnnounced(NOW));
  }
}
