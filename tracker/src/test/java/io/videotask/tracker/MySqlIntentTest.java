package io.videotask.tracker;

import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

/** Submits whose answer is lost, with MySQL. */
@Tag("long")
class MySqlIntentTest extends IntentScenarios {
  @Override
  DataSource source() {
    return MySql.database();
  }
}
