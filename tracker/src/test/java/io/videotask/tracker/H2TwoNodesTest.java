package io.videotask.tracker;

import javax.sql.DataSource;

/** Two nodes on H2. */
class H2TwoNodesTest extends TwoNodesScenarios {
  @Override
  DataSource source() {
    return H2TrackerTest.memory();
  }
}
