package io.videotask.tracker;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The data source of db-scheduler: while the database cannot be used, it holds up those that want a
 * connection, instead of letting each of them fail and log a stack trace again and again. The
 * node's tick, which logs one line, finds out when the database is back. Thread-safe.
 */
final class DatabaseGate implements DataSource {
  private final DataSource source;
  private boolean patient;
  private boolean shut;

  DatabaseGate(DataSource source) {
    this.source = source;
  }

  /**
   * Sets whether to hold up callers: only while there are ticks, which end that.
   *
   * @param now false before the start and from the close on, when callers must not hang
   */
  synchronized void patient(boolean now) {
    patient = now;
    notifyAll();
  }

  /** The database can be used. */
  synchronized void open() {
    shut = false;
    notifyAll();
  }

  /** The database cannot be used. */
  synchronized void shut() {
    shut = true;
  }

  private synchronized boolean isPatient() {
    return patient;
  }

  private synchronized void pass() throws SQLException {
    while (patient && shut) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted while the database could not be used", "08000", e);
      }
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      pass();
      try {
        return Database.connect(source);
      } catch (SQLException e) {
        if (!isPatient() || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        shut();
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return source.isWrapperFor(type);
  }
}
