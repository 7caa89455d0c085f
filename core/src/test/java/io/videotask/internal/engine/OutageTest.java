package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.done;
import static io.videotask.internal.engine.FakeQuery.failing;
import static io.videotask.internal.engine.FakeQuery.running;
import static io.videotask.internal.engine.PollerFixture.every;
import static io.videotask.internal.engine.PollerFixture.plan;
import static io.videotask.internal.engine.PollerFixture.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A server that is down for a while: its waits end as they should, and the log has two lines. */
class OutageTest {
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
  private static final Duration INTERVAL = Duration.ofSeconds(12);

  private final PollerFixture fixture = new PollerFixture();

  /** Starts waits for so many tasks of a server, which answers with these results. */
  private List<CompletableFuture<String>> await(
      int tasks, String server, Supplier<PollResult<String>> pollResult) {
    return await(tasks, server, server, pollResult);
  }

  private List<CompletableFuture<String>> await(
      int tasks, String server, String name, Supplier<PollResult<String>> pollResult) {
    List<CompletableFuture<String>> waits = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      FakeQuery delegate =
          new FakeQuery(fixture.time)
              .thenSupplies(() -> CompletableFuture.completedFuture(pollResult.get()));
      StatusQuery<String> query = new NamedQuery(name + ":" + i, server, delegate);
      waits.add(fixture.poller.await(query, plan(HALF_AN_HOUR, every(INTERVAL))).result());
    }
    return waits;
  }

  private boolean between(int fromMinute, int toMinute) {
    long seconds = fixture.time.elapsed().toSeconds();
    return seconds >= fromMinute * 60L && seconds < toMinute * 60L;
  }

  @Test
  void waitsSurviveTenMinutesOfOutageAndTheLogHasTwoLinesPerGateway() {
    assertSurviveTenMinutesOfOutage(50);
  }

  @Test
  @Tag("long")
  void aThousandWaitsSurviveTenMinutesOfOutageAndTheLogHasTwoLinesPerGateway() {
    assertSurviveTenMinutesOfOutage(1000);
  }

  private void assertSurviveTenMinutesOfOutage(int number) {
    Supplier<PollResult<String>> duringAnOutage =
        () ->
            between(5, 15)
                ? failing(PollResult.RetryAdvice.RETRY)
                : between(0, 16) ? running() : done();
    List<CompletableFuture<String>> waits = new ArrayList<>(await(number, "a", duringAnOutage));
    waits.addAll(await(number, "b", duringAnOutage));
    await(10, "healthy", FakeQuery::running);

    fixture.time.advance(Duration.ofMinutes(16).plusSeconds(31));

    waits.forEach(wait -> assertEquals("done", value(wait)));
    List<String> lines = fixture.log.lines;
    assertEquals(4, lines.size(), lines::toString);
    for (String server : List.of("a", "b")) {
      List<String> own = lines.stream().filter(line -> line.contains(" " + server + ":")).toList();
      assertTrue(
          own.get(0).matches("WARNING queries to the server of .:\\d+ fail: FakeFailure; .*"),
          own::toString);
      assertTrue(
          own.get(1)
              .matches(
                  "WARNING the server of .:\\d+ answers again, after \\d+ failed.* in 6\\d\\d s"),
          own::toString);
    }
  }

  /** Answers running until minute 5, fails until minute 15, and answers done after that. */
  private PollResult<String> awayForTenMinutes() {
    return between(5, 15)
        ? failing(PollResult.RetryAdvice.RETRY)
        : between(0, 15) ? running() : done();
  }

  @Test
  void aWaitThatBeginsDuringAnOutageSurvivesItIfTheServerAnsweredOthersBefore() {
    await(5, "s", this::awayForTenMinutes);
    fixture.time.advance(Duration.ofMinutes(6));
    List<CompletableFuture<String>> late = await(5, "s", "late", this::awayForTenMinutes);

    fixture.time.advance(Duration.ofMinutes(10));

    late.forEach(wait -> assertEquals("done", value(wait)));
  }

  @Test
  void aWaitThatBeginsDuringAnOutageEndsIfTheServerNeverAnswered() {
    List<CompletableFuture<String>> waits = await(5, "s", FakeQuery::failing);

    fixture.time.advance(Duration.ofMinutes(4));

    waits.forEach(wait -> assertTrue(wait.isCompletedExceptionally()));
  }

  @Test
  void aTaskThatFailsWhileOthersAreAnsweredEndsItsWait() {
    await(5, "s", FakeQuery::running);
    List<CompletableFuture<String>> odd = await(1, "s", "odd", FakeQuery::failing);

    fixture.time.advance(Duration.ofMinutes(6));

    odd.forEach(wait -> assertTrue(wait.isCompletedExceptionally()));
  }

  @Test
  void aTaskThatWasSubmittedJustNowSurvivesAnOutage() {
    FakeQuery query =
        new FakeQuery(fixture.time)
            .thenSupplies(() -> CompletableFuture.completedFuture(awayForTenMinutes()));
    fixture.time.advance(Duration.ofMinutes(5).plusSeconds(1));
    CompletableFuture<String> wait =
        fixture
            .poller
            .await(
                new NamedQuery("new:1", "s", query),
                plan(HALF_AN_HOUR, every(INTERVAL)),
                FirstPoll.BY_SCHEDULE,
                new io.videotask.poll.PollListener<>() {})
            .result();

    fixture.time.advance(Duration.ofMinutes(11));

    assertEquals("done", value(wait));
  }

  @Test
  void oneFailureAmongAnswersIsNotLogged() {
    int[] sent = new int[1];
    await(10, "s", () -> ++sent[0] % 3 == 0 ? failing() : running());

    fixture.time.advance(HALF_AN_HOUR.minusSeconds(1));

    assertEquals(List.of(), fixture.log.lines);
  }

  @Test
  void aServerThatFlapsIsLoggedSeldom() {
    int[] sent = new int[1];
    await(50, "s", () -> ++sent[0] % 5 != 0 ? failing() : running());

    fixture.time.advance(HALF_AN_HOUR.minusSeconds(1));

    assertTrue(fixture.log.lines.size() <= 26, fixture.log.lines::toString);
    assertTrue(fixture.log.lines.size() >= 2, fixture.log.lines::toString);
  }

  @Test
  void oneFailingTaskAmongHealthyOnesHasTwoLines() {
    await(20, "s", FakeQuery::running);
    await(
        1,
        "s",
        "odd",
        () -> between(2, 10) ? failing(PollResult.RetryAdvice.RETRY_IN_WAIT) : running());

    fixture.time.advance(Duration.ofMinutes(20));

    List<String> lines = fixture.log.lines;
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(
        lines.get(0).matches("WARNING the last \\d queries for odd:0 failed: FakeFailure; .*"),
        lines::toString);
    assertEquals("WARNING odd:0 is answered for again", lines.get(1));
  }

  @Test
  void aRateLimitIsLoggedWhenItBeginsAndWhenItEnds() {
    await(40, "s", () -> between(2, 4) ? failing(PollResult.RetryAdvice.RETRY_SLOWER) : running());

    fixture.time.advance(HALF_AN_HOUR.minusSeconds(1));

    List<String> lines = fixture.log.lines;
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).matches("WARNING the server of s:\\d+ limits .*"), lines::toString);
    assertTrue(lines.get(1).matches("INFO the server of s:\\d+ no longer .*"), lines::toString);
  }

  @Test
  void aNewNoteIsLoggedOnce() {
    FakeQuery delegate = new FakeQuery(fixture.time).then(3, running()).then(done());
    StatusQuery<String> query =
        new StatusQuery<>() {
          @Override
          public CompletableFuture<PollResult<String>> send() {
            return delegate.send();
          }

          @Override
          public Object task() {
            return "g:1";
          }

          @Override
          public List<String> notes(String snapshot) {
            return snapshot.equals("done") ? List.of("odd", "odder") : List.of("odd");
          }
        };

    fixture.poller.await(query, plan(HALF_AN_HOUR));
    fixture.time.advance(HALF_AN_HOUR);

    assertEquals(List.of("DEBUG g:1: odd", "DEBUG g:1: odder"), fixture.log.lines);
  }
}
