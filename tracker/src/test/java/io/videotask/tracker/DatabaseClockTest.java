package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The database's time, and how often it is asked for. */
class DatabaseClockTest {
  private final CuttableDataSource wire = new CuttableDataSource(H2TrackerTest.memory());
  private final Database database = new Database(wire);
  private final SettableTime time = new SettableTime();
  private final DatabaseClock clock = new DatabaseClock(time);

  private int measurements() {
    int before = wire.opened();
    clock.measureIfOld(database);
    return wire.opened() - before;
  }

  @Test
  void timeIsTheDatabasesAndMeasuredOnceAMinute() {
    assertEquals(1, measurements());
    long off = Math.abs(clock.millis() - Instant.now().toEpochMilli());
    assertTrue(off < 20_000, off + " ms off, with a clock of the machine that is years off");

    assertEquals(0, measurements());
    time.pass(Duration.ofSeconds(59));
    assertEquals(0, measurements());
    time.pass(Duration.ofSeconds(2));
    assertEquals(1, measurements());
  }

  @Test
  void timeIsMeasuredAgainAfterTheMachineWasSuspended() {
    assertEquals(1, measurements());

    // The monotonic clock stood still meanwhile.
    time.wall(time.now().plus(Duration.ofHours(3)));

    assertEquals(1, measurements());
    assertEquals(0, measurements());
  }
}
