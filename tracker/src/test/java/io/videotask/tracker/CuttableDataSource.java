package io.videotask.tracker;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose connections a test can refuse or hold up. Thread-safe. */
final class CuttableDataSource implements DataSource {
  private final DataSource database;
  private boolean cut;
  private boolean disposed;
  private boolean stopped;
  private int allowed = Integer.MAX_VALUE;
  private volatile boolean autoCommit = true;
  private int opened;
  private final Set<String> held = new HashSet<>();
  private final Map<String, Integer> refused = new HashMap<>();

  CuttableDataSource(DataSource database) {
    this.database = database;
  }

  /** Refuses connections from now on, as when the network is gone. */
  synchronized void cut(boolean now) {
    cut = now;
    allowed = Integer.MAX_VALUE;
    notifyAll();
  }

  /** Throws what is no SQL exception from now on, as a pool does that was closed. */
  synchronized void dispose(boolean now) {
    disposed = now;
    notifyAll();
  }

  /** Refuses connections after this many more. */
  synchronized void cutAfter(int connections) {
    allowed = connections;
  }

  /** Returns whether a thread of this name is held up, or was since {@link #stop}. */
  synchronized boolean holds(String thread) {
    return held.contains(thread);
  }

  /** Sets the mode of the connections from now on, which some pools are configured with. */
  void autoCommit(boolean now) {
    autoCommit = now;
  }

  /** Returns how many connections were opened. */
  synchronized int opened() {
    return opened;
  }

  /** Returns how many connections were refused to threads whose name begins so. */
  synchronized int refused(String thread) {
    return refused.entrySet().stream()
        .filter(each -> each.getKey().startsWith(thread))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Holds up whoever wants a connection, as when the process is stopped. */
  synchronized void stop(boolean now) {
    stopped = now;
    held.clear();
    notifyAll();
  }

  @Override
  public Connection getConnection() throws SQLException {
    synchronized (this) {
      while (stopped) {
        try {
          held.add(Thread.currentThread().getName());
          wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new SQLException("interrupted", "08000", e);
        }
      }
      if (disposed) {
        refused.merge(Thread.currentThread().getName(), 1, Integer::sum);
        throw new IllegalStateException("the test has disposed of the pool");
      }
      if (allowed-- <= 0) {
        cut = true;
      }
      if (cut) {
        refused.merge(Thread.currentThread().getName(), 1, Integer::sum);
        throw new SQLException("the test has cut the connection", "08001");
      }
      opened++;
    }
    Connection connection = database.getConnection();
    if (!autoCommit) {
      connection.setAutoCommit(false);
    }
    return connection;
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
