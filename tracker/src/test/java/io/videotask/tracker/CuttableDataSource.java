package io.videotask.tracker;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections a test can refuse or hold up. Thread-safe. */
final class CuttableDataSource implements DataSource {
  private final DataSource database;
  private boolean cut;
  private boolean stopped;

  CuttableDataSource(DataSource database) {
    this.database = database;
  }

  /** Refuses connections from now on, as when the network is gone. */
  synchronized void cut(boolean now) {
    cut = now;
    notifyAll();
  }

  /** Holds up whoever wants a connection, as when the process is stopped. */
  synchronized void stop(boolean now) {
    stopped = now;
    notifyAll();
  }

  @Override
  public Connection getConnection() throws SQLException {
    synchronized (this) {
      while (stopped) {
        try {
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SQLException("interrupted", "08000", e);
        }
      }
      if (cut) {
        throw new SQLException("the test has cut the connection", "08001");
      }
    }
    return database.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("no wrapper");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
