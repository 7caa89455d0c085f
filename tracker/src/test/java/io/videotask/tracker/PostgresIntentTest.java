package io.videotask.tracker;

import javax.sql.DataSource;

/** Submits whose answer is lost, with Postgres. */
class PostgresIntentTest extends IntentScenarios {
  @Override
  DataSource source() {
    return Postgres.database();
  }
}
