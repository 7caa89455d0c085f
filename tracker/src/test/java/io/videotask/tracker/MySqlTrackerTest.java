package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The tracker on MySQL. */
@Tag("long")
class MySqlTrackerTest extends TrackerScenarios {
  @Override
  DataSource source() {
    return MySql.database();
  }
}
