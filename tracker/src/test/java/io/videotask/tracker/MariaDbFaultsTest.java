package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Faults with MariaDB. */
@Tag("long")
class MariaDbFaultsTest extends FaultScenarios {
  @Override
  DataSource source() {
    return MariaDb.database();
  }
}
