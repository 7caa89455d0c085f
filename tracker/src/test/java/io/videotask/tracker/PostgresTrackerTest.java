package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The tracker on PostgreSQL. */
@Tag("long")
class PostgresTrackerTest extends TrackerScenarios {
  @Override
  DataSource source() {
    return Postgres.database();
  }
}
