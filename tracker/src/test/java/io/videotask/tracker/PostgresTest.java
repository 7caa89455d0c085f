package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** One task on PostgreSQL; all scenarios on it are in the tests that are tagged as long. */
class PostgresTest {
  @Test
  void taskIsTrackedToItsEnd() throws Exception {
    try (TrackerFixture fixture = new TrackerFixture(Postgres.database())) {
      Tracker tracker = fixture.start(fixture.builder());

      String id = tracker.track(fixture.completing(), Map.of("order", "17"));

      assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
      TrackerFixture.eventually(tracker, id, TrackState.DELIVERED);
    }
  }
}
