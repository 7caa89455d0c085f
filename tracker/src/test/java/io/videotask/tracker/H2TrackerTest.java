package io.videotask.tracker;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/** The tracker on H2. */
class H2TrackerTest extends TrackerScenarios {
  @Override
  DataSource source() {
    return memory();
  }

  /** Returns a new database in memory. */
  static DataSource memory() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=5000");
    source.setUser("sa");
    return JdbcConnectionPool.create(source);
  }
}
