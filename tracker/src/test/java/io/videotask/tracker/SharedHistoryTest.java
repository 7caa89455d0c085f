package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.videotask.LearnedDurationsJson;
import io.videotask.schedule.LearnedDurations;
import io.videotask.schedule.LearnedDurations.Bin;
import io.videotask.schedule.LearnedDurations.OfKind;
import io.videotask.schedule.LearnedDurations.Refreshes;
import io.videotask.schedule.LearningSchedule;
import io.videotask.schedule.Schedule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the schedules of several nodes have learned, in one table. */
class SharedHistoryTest {
  private final CuttableDataSource wire = new CuttableDataSource(H2TrackerTest.memory());
  private final SettableTime time = new SettableTime();
  private final RecordingLogger log = new RecordingLogger();
  private final Database database;

  SharedHistoryTest() {
    TrackerSchema.create(wire);
    database = new Database(wire);
  }

  private SharedHistory history(@Nullable LearningSchedule schedule) {
    return new SharedHistory(database, new DatabaseClock(time), time, schedule, log);
  }

  /** A schedule that has learned of some ends at 40 s. */
  private static LearningSchedule learned(double ends) {
    LearningSchedule schedule = Schedule.learning();
    schedule.restore(of(ends));
    return schedule;
  }

  private static LearnedDurations of(double ends) {
    Bin bin = new Bin(90, ends, 40 * ends);
    return new LearnedDurations(List.of(new OfKind("new-api", "kling-v1", ends, 0, List.of(bin))));
  }

  private static double ended(LearningSchedule schedule) {
    return schedule.snapshot().kinds().stream()
        .filter(kind -> "kling-v1".equals(kind.kind()))
        .mapToDouble(OfKind::ended)
        .sum();
  }

  private long writes() throws SQLException {
    try (Connection connection = wire.getConnection();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT COALESCE(SUM(revision), 0) FROM videotask_history")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = wire.getConnection()) {
      connection.createStatement().execute(sql);
    }
  }

  @Test
  void nodesAddWhatTheyHaveLearnedAndTakeWhatOthersHave() throws Exception {
    LearningSchedule one = learned(10);
    LearningSchedule other = learned(5);
    LearningSchedule late = Schedule.learning();
    SharedHistory first = history(one);

    first.sync();
    history(other).sync();
    history(late).sync();
    first.sync();

    // What was learned earlier counts a little less.
    assertEquals(14.8, ended(late), 0.1);
    assertEquals(14.8, ended(other), 0.1);
    assertEquals(14.8, ended(one), 0.1);
    assertEquals(2, writes(), "one for each that had something new");
  }

  @Test
  void nothingIsReadOrWrittenWithinAMinute() throws Exception {
    LearningSchedule one = learned(10);
    SharedHistory history = history(one);
    history.syncIfDue();
    history(learned(5)).sync();
    int connections = wire.opened();

    time.pass(Duration.ofSeconds(59));
    history.syncIfDue();
    assertEquals(connections, wire.opened());
    time.pass(Duration.ofSeconds(1));
    history.syncIfDue();

    assertEquals(14.8, ended(one), 0.1);
    assertEquals(2, writes());
  }

  @Test
  void nothingThatWasLearnedIsLostOrCountedTwiceWhenTheDatabaseIsAway() throws Exception {
    LearningSchedule one = learned(10);
    SharedHistory history = history(one);
    wire.cut(true);
    history.sync();
    history.sync();
    assertEquals(10, ended(one), 1e-9);
    assertEquals(1, log.lines.size(), "one warning");

    wire.cut(false);
    history.sync();
    history.sync();

    assertEquals(10, ended(one), 1e-9);
    assertEquals(1, writes());
  }

  @Test
  void rowOfANewerVersionIsLeftAlone() throws Exception {
    history(learned(10)).sync();
    execute("UPDATE videotask_history SET learned = '{\"version\":2,\"model\":[]}'");
    LearningSchedule one = learned(5);

    history(one).sync();

    assertEquals(5, ended(one), 1e-9);
    assertEquals(1, writes());
  }

  @Test
  void scheduleThatDoesNotLearnSharesNothing() {
    int connections = wire.opened();
    history(null).sync();
    assertEquals(connections, wire.opened());
  }

  private static LearningSchedule refreshed(long... times) {
    LearningSchedule schedule = Schedule.learning();
    schedule.restore(
        new LearnedDurations(List.of(), List.of(new Refreshes("new-api", boxed(times)))));
    return schedule;
  }

  private static List<Long> boxed(long... times) {
    return LongStream.of(times).boxed().toList();
  }

  private static List<Refreshes> refreshes(long... times) {
    return List.of(new Refreshes("new-api", boxed(times)));
  }

  @Test
  void nodesShareTheTimesOfRefreshes() throws Exception {
    LearningSchedule one = refreshed(100, 130);
    LearningSchedule other = refreshed(115, 145);
    LearningSchedule late = Schedule.learning();
    SharedHistory first = history(one);

    first.sync();
    history(other).sync();
    history(late).sync();
    first.sync();

    for (LearningSchedule node : List.of(one, other, late)) {
      assertEquals(refreshes(100, 115, 130, 145), node.snapshot().refreshes());
    }
    assertEquals(2, writes(), "one for each that had something new");
  }

  @Test
  void aRefreshThatOthersHaveSharedIsNotWrittenAgain() throws Exception {
    history(refreshed(100, 115, 130)).sync();
    history(refreshed(102, 116)).sync();

    assertEquals(1, writes());
  }

  @Test
  void durationsAndRefreshesAreInRowsOfTheirOwn() throws Exception {
    LearningSchedule one = learned(10);
    one.restore(new LearnedDurations(List.of(), refreshes(100, 115)));
    history(one).sync();

    assertEquals(
        List.of(
            "{\"version\":1,\"kinds\":[],\"refreshes\":[{\"gateway\":\"new-api\",\"times\":[100,15]}]}"),
        learnedIn("id = '" + SharedHistory.refreshesId("new-api") + "'"));
    // Versions that did not share refreshes read rows of one kind only, and leave others alone.
    List<String> kinds = learnedIn("id NOT LIKE 'refreshes-%'");
    assertEquals(1, kinds.size());
    assertFalse(kinds.get(0).contains("refreshes"));
  }

  @Test
  void rowThatHasBothIsLeftAlone() throws Exception {
    history(refreshed(100)).sync();
    LearnedDurations both = new LearnedDurations(of(10).kinds(), refreshes(200));
    execute("UPDATE videotask_history SET learned = '" + LearnedDurationsJson.write(both) + "'");
    LearningSchedule node = refreshed(115);

    history(node).sync();

    assertEquals(refreshes(115), node.snapshot().refreshes());
    assertEquals(1, writes());
  }

  @Test
  void refreshesAreNotLostWhenTheDatabaseIsAway() throws Exception {
    SharedHistory history = history(refreshed(100, 115));
    wire.cut(true);
    history.sync();
    wire.cut(false);
    history.sync();
    LearningSchedule other = Schedule.learning();
    history(other).sync();

    assertEquals(refreshes(100, 115), other.snapshot().refreshes());
  }

  private List<String> learnedIn(String where) throws SQLException {
    List<String> learned = new ArrayList<>();
    try (Connection connection = wire.getConnection();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT learned FROM videotask_history WHERE " + where)) {
      while (row.next()) {
        learned.add(row.getString(1));
      }
    }
    return learned;
  }
}
