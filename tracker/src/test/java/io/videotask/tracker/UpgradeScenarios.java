package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.schedule.LearningSchedule;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A node of this version and one of a newer version use one database; any database. */
abstract class UpgradeScenarios extends DeliveryScenarios {
  /** The rows that a newer node has written, by id: what is set. */
  private static final Map<String, String> NEWER =
      Map.of(
          "state", "state = 'ARCHIVED'",
          "outcome", "state = 'ENDED', ends = 1, outcome = 'SUPERSEDED'",
          "attributes", "attributes = '{\"version\":2,\"attributes\":[]}'",
          "failure", "state = 'ENDED', ends = 1, outcome = 'FAILED', failure = '{\"version\":9}'",
          "intent", "state = 'INTENT', task_id = NULL, wait_state = '{\"version\":7}'",
          "reference", "gateway = 'new:api'");

  private final RecordingLogger log = new RecordingLogger();

  /** Inserts open rows, which are changed to what a newer node has written. */
  private void insertNewerRows(Database database) throws SQLException {
    TaskRows rows = new TaskRows(database);
    for (Map.Entry<String, String> each : NEWER.entrySet()) {
      long now = System.currentTimeMillis();
      TaskRef ref = fixture.running();
      Row row = Row.begun(each.getKey(), 1, TrackState.OPEN, ref, now, Duration.ofHours(1), NONE);
      rows.insert(row, "new-api", now);
      update(database, each.getValue(), each.getKey());
    }
  }

  private static void update(Database database, String set, String id) throws SQLException {
    database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE videotask_task SET " + set + " WHERE id = ?")) {
            update.setString(1, id);
            return update.executeUpdate();
          }
        });
  }

  private static Map<String, String> newerRows(Database database) throws SQLException {
    return database.run(
        connection -> {
          Map<String, String> rows = new HashMap<>();
          try (ResultSet row =
              connection
                  .createStatement()
                  .executeQuery("SELECT * FROM videotask_task WHERE shard = 1")) {
            while (row.next()) {
              StringBuilder all = new StringBuilder();
              for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                all.append(row.getString(i)).append('\n');
              }
              rows.put(row.getString("id"), all.toString());
            }
          }
          rows.keySet().retainAll(NEWER.keySet());
          return rows;
        });
  }

  @Test
  void rowsOfANewerVersionAreLeftAloneAndTheOthersOfTheirShardAreNot() throws Exception {
    Database database = new Database(fixture.source);
    insertNewerRows(database);
    Map<String, String> before = newerRows(database);

    Tracker tracker =
        fixture.start(fixture.builder().logger(log).intentTimeout(Duration.ofMillis(1)));
    Set<Integer> shards = new HashSet<>();
    int tasks = 0;
    for (; shards.size() < 4; tasks++) {
      String id = tracker.track(fixture.completing(), NONE);
      shards.add(Math.floorMod(id.hashCode(), 4));
    }
    for (int i = 0; i < tasks; i++) {
      assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
    }
    eventually("they are counted", () -> tracker.status().unreadable() == NEWER.size());

    assertEquals(before, newerRows(database), "none is changed");
    assertEquals(0, fixture.ends.size(), "none is delivered");
    List<String> warnings = log.lines.stream().filter(line -> line.contains("left alone")).toList();
    assertEquals(1, warnings.size(), warnings::toString);
    tracker.close();
    assertEquals(before, newerRows(database));
  }

  @Test
  void rowsOfANewerVersionAreLeftOutOfLists() throws Exception {
    Database database = new Database(fixture.source);
    insertNewerRows(database);
    Tracker tracker = fixture.builder().build();
    String last = tracker.track(fixture.running(), NONE);

    TrackFilter all = new TrackFilter(Set.of(), null, null, null, 2);
    Set<String> listed =
        tracker.list(all).stream().map(TrackedTask::id).collect(Collectors.toSet());
    assertEquals(Set.of(last), listed, "it goes on behind those that cannot be read");
    String refusal =
        String.valueOf(
            assertThrows(TrackingException.class, () -> tracker.get("outcome")).getMessage());
    assertTrue(refusal.contains("SUPERSEDED"), refusal);
  }

  @Test
  void taskOfANewerRowIsNotTrackedTwice() throws Exception {
    Database database = new Database(fixture.source);
    Tracker tracker = fixture.builder().build();
    TaskRef ref = fixture.running();
    String id = tracker.track(ref, NONE);
    update(database, "state = 'ARCHIVED'", id);

    assertEquals(id, tracker.track(ref, NONE));
  }

  @Test
  void rowOfANewerVersionIsTakenOnceItCanBeRead() throws Exception {
    Database database = new Database(fixture.source);
    Tracker tracker = fixture.start(fixture.builder());
    TaskRows rows = new TaskRows(database);
    long now = System.currentTimeMillis();
    Row row =
        Row.begun("row", 2, TrackState.OPEN, fixture.completing(), now, Duration.ofHours(1), NONE);
    rows.insert(row, "new-api", now);
    update(database, "state = 'ARCHIVED'", "row");
    eventually("it is counted", () -> tracker.status().unreadable() == 1);

    update(database, "state = 'OPEN'", "row");

    assertEquals("row", fixture.end().task().id());
    eventually("it is not counted any more", () -> tracker.status().unreadable() == 0);
  }

  private LearningSchedule learning() {
    return Schedule.learning().meanDelay(Duration.ofMillis(20));
  }

  private VideoTasks client(Schedule schedule) {
    return fixture.closing(fixture.gateway.client().schedule(schedule).build());
  }

  private static double ended(LearningSchedule schedule) {
    return schedule.snapshot().kinds().stream()
        .filter(kind -> kind.kind() == null)
        .mapToDouble(kind -> kind.ended())
        .sum();
  }

  @Test
  void newNodeBeginsWithWhatOthersHaveLearned() throws Exception {
    LearningSchedule first = learning();
    Tracker before = fixture.start(fixture.builder(fixture.source, client(first)));
    for (int i = 0; i < 6; i++) {
      before.track(fixture.completing(), NONE);
    }
    for (int i = 0; i < 6; i++) {
      fixture.end();
    }
    before.close();
    LearningSchedule second = learning();

    fixture.start(fixture.builder(fixture.source, client(second)));

    assertTrue(ended(first) > 3, () -> "it knows of " + ended(first));
    assertEquals(ended(first), ended(second), 0.01);
  }
}
