package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Two nodes on MariaDB. */
@Tag("long")
class MariaDbTwoNodesTest extends TwoNodesScenarios {
  @Override
  DataSource source() {
    return MariaDb.database();
  }
}
