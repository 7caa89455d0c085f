package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The tracker on MariaDB. */
@Tag("long")
class MariaDbTrackerTest extends TrackerScenarios {
  @Override
  DataSource source() {
    return MariaDb.database();
  }
}
