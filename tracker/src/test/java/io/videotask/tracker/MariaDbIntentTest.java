package io.videotask.tracker;

import javax.sql.DataSource;

/** Submits whose answer is lost, with MariaDb. */
class MariaDbIntentTest extends IntentScenarios {
  @Override
  DataSource source() {
    return MariaDb.database();
  }
}
