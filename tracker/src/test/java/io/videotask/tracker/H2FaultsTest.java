package io.videotask.tracker;

import javax.sql.DataSource;

/** Faults with H2. */
class H2FaultsTest extends FaultScenarios {
  @Override
  DataSource source() {
    return H2TrackerTest.memory();
  }
}
