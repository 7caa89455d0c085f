package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Submits whose answer is lost, with PostgreSQL. */
@Tag("long")
class PostgresIntentTest extends IntentScenarios {
  @Override
  DataSource source() {
    return Postgres.database();
  }
}
