package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** The tracker with MySQL's driver, on MariaDB. */
@Tag("long")
class MySqlDriverTest extends TrackerScenarios {
  @Override
  DataSource source() {
    return MariaDb.databaseByDriverOfMySql();
  }
}
