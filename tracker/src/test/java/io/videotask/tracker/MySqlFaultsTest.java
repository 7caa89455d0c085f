package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Faults with MySQL. */
@Tag("long")
class MySqlFaultsTest extends FaultScenarios {
  @Override
  DataSource source() {
    return MySql.database();
  }
}
