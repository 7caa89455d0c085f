package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
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

  @Test
  @Tag("long")
  void timeIsRightInTheHourThatMariaDbsZoneRepeatsInAutumn() throws Exception {
    requireExactTime(MariaDb.database());
  }

  @Test
  @Tag("long")
  void timeIsRightInTheHourThatMySqlsZoneRepeatsInAutumn() throws Exception {
    requireExactTime(MySql.database());
  }

  private static void requireExactTime(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET time_zone = 'SYSTEM'");
      Set<String> local = new HashSet<>();
      // From 2 o'clock in summer time to 3 o'clock in winter time.
      Instant change = Instant.parse("2025-10-26T01:00:00Z");
      for (int minutes = -60; minutes <= 60; minutes += 15) {
        Instant now = change.plus(Duration.ofMinutes(minutes)).plusMillis(250);
        statement.execute("SET TIMESTAMP = " + now.toEpochMilli() + " / 1000");
        try (ResultSet row = statement.executeQuery(Database.product(connection).time)) {
          row.next();
          assertEquals(now.toEpochMilli(), row.getLong(1));
        }
        try (ResultSet row = statement.executeQuery("SELECT CAST(NOW() AS CHAR)")) {
          row.next();
          local.add(row.getString(1));
        }
      }
      assertEquals(5, local.size(), () -> "the server's zone has no such hour: " + local);
    }
  }
}
