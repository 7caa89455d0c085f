package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Two nodes on MySQL. */
@Tag("long")
class MySqlTwoNodesTest extends TwoNodesScenarios {
  @Override
  DataSource source() {
    return MySql.database();
  }
}
