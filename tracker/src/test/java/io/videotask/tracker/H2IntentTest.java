package io.videotask.tracker;

import javax.sql.DataSource;

/** Submits whose answer is lost, with H2. */
class H2IntentTest extends IntentScenarios {
  @Override
  DataSource source() {
    return H2TrackerTest.memory();
  }
}
