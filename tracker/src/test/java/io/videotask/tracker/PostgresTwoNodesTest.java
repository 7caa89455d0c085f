package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Two nodes on PostgreSQL. */
@Tag("long")
class PostgresTwoNodesTest extends TwoNodesScenarios {
  @Override
  DataSource source() {
    return Postgres.database();
  }
}
