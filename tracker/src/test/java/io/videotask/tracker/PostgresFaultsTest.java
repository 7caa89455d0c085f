package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Faults with PostgreSQL. */
@Tag("long")
class PostgresFaultsTest extends FaultScenarios {
  @Override
  DataSource source() {
    return Postgres.database();
  }
}
