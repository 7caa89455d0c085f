package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Submits whose answer is lost, with MariaDB. */
@Tag("long")
class MariaDbIntentTest extends IntentScenarios {
  @Override
  DataSource source() {
    return MariaDb.database();
  }
}
