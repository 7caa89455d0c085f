package io.videotask.internal.engine;

import static io.videotask.internal.engine.FakeQuery.failing;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is logged about a single task. */
class TaskPollLoggerTest {
  private final FakeLogger lines = new FakeLogger();
  private final PollLogger log = new PollLogger(() -> lines, Runnable::run);

  /** A query whose snapshots are their notes, separated by commas. */
  private record Noted() implements StatusQuery<String> {
    @Override
    public CompletableFuture<PollResult<String>> send() {
      return new CompletableFuture<>();
    }

    @Override
    public Object task() {
      return "g:1";
    }

    @Override
    public List<String> notes(String snapshot) {
      if (snapshot.equals("broken")) {
        throw new IllegalStateException("no notes");
      }
      return snapshot.isEmpty() ? List.of() : List.of(snapshot.split(","));
    }
  }

  @Test
  void onlyNewNotesAreLogged() {
    TaskPollLogger.answered(log, new Noted(), null, "a,b", false);
    TaskPollLogger.answered(log, new Noted(), "a,b", "b,c", false);
    TaskPollLogger.answered(log, new Noted(), "a,b", "", false);

    assertEquals(List.of("DEBUG g:1: a", "DEBUG g:1: b", "DEBUG g:1: c"), lines.lines);
  }

  @Test
  void anAnswerAfterLoggedFailuresIsLogged() {
    TaskPollLogger.answered(log, new Noted(), null, "", true);

    assertEquals(List.of("WARNING g:1 is answered for again"), lines.lines);
  }

  @Test
  void notesThatCannotBeReadAreNone() {
    TaskPollLogger.answered(log, new Noted(), null, "broken", false);
    TaskPollLogger.answered(log, new Noted(), "broken", "a", false);

    assertEquals(List.of("DEBUG g:1: a"), lines.lines);
  }

  @Test
  void failuresAreLoggedWithTheirNumber() {
    TaskPollLogger.failing(log, new Noted(), (PollResult.Failed<String>) failing(), 5);

    assertEquals(
        List.of("WARNING the last 5 queries for g:1 failed: FakeFailure; its waits poll on"),
        lines.lines);
  }

  @Test
  void aLogThatThrowsHarmsNothing() {
    PollLogger broken =
        new PollLogger(
            () -> {
              throw new IllegalStateException("no logger");
            },
            Runnable::run);

    TaskPollLogger.answered(broken, new Noted(), null, "a", true);

    assertEquals(List.of(), lines.lines);
  }
}
