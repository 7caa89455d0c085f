package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.SystemTimeSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What became of submits is written, however long the database is away. */
class SubmitResultsTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final SystemTimeSource time = new SystemTimeSource();
  private final RecordingLogger log = new RecordingLogger();
  private final SubmitResults results =
      new SubmitResults(time, log, new SubmitResults.Patience(SHORT, SHORT, SHORT, SHORT));

  @AfterEach
  void close() {
    results.close();
    time.close();
  }

  @Test
  void closeTriesAtOnceWhatWaitsForItsNextAttempt() throws Exception {
    EndlessTime endless = new EndlessTime();
    SubmitResults.Patience patience =
        new SubmitResults.Patience(SHORT, SHORT, SHORT, Duration.ofSeconds(20));
    SubmitResults held = new SubmitResults(endless, log, patience);
    AtomicInteger failures = new AtomicInteger(2);
    CompletableFuture<String> written = new CompletableFuture<>();
    held.start();
    held.write(
        "a result",
        () -> {
          if (failures.getAndDecrement() > 0) {
            throw new SQLException("no route", "08001");
          }
          written.complete("17");
          return "17";
        });
    TrackerFixture.eventually("it pauses", () -> endless.pauses() == 1);

    held.close();

    assertTrue(written.isDone());
    assertEquals(0, endless.running(), "the timer is cancelled");
  }

  @Test
  void resultIsWrittenAfterAnyNumberOfFailures() throws Exception {
    AtomicInteger failures = new AtomicInteger(200);
    CompletableFuture<String> written = new CompletableFuture<>();
    results.start();

    String id =
        results.write(
            "a result",
            () -> {
              if (failures.getAndDecrement() > 0) {
                throw new SQLException("no route", "08001");
              }
              written.complete("17");
              return "17";
            });

    assertNull(id, "the caller does not wait for the end of the outage");
    assertEquals("17", written.get(20, TimeUnit.SECONDS));
    TrackerFixture.eventually("recovery is logged", () -> log.lines.size() == 2);
  }

  @Test
  void interruptedThreadGetsItsRowAndKeepsItsFlag() {
    SubmitResults patient =
        new SubmitResults(
            time, log, new SubmitResults.Patience(SHORT, SHORT, Duration.ofMinutes(5), SHORT));
    patient.start();
    try {
      Thread.currentThread().interrupt();
      String id =
          patient.write(
              "a result",
              () -> {
                if (Thread.currentThread().isInterrupted()) {
                  throw new SQLException("the pool's thread was interrupted", "08000");
                }
                return "17";
              });

      assertTrue(Thread.interrupted(), "the flag is kept");
      assertEquals("17", id);
    } finally {
      patient.close();
    }
  }

  @Test
  void resultThatTheDatabaseRefusesHoldsUpNoOther() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    AtomicInteger first = new AtomicInteger(1);
    results.start();

    results.write(
        "a bad result",
        () -> {
          throw new SQLException("invalid byte sequence", "22021");
        });
    results.write(
        "a good result",
        () -> {
          if (first.getAndDecrement() > 0) {
            throw new SQLException("no route", "08001");
          }
          second.countDown();
          return "17";
        });

    assertTrue(second.await(20, TimeUnit.SECONDS));
    assertTrue(log.lines.get(0).startsWith("a bad result cannot be written"), log.lines::toString);
  }

  @Test
  void closeNamesWhatWasNotWritten() {
    results.start();
    results.write(
        "the accepted task new-api:1",
        () -> {
          throw new SQLException("no route", "08001");
        });
    results.close();

    assertTrue(
        log.lines.contains(
            "the accepted task new-api:1 was not written before the tracker was closed"),
        log.lines::toString);
  }
}
