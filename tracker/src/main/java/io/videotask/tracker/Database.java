package io.videotask.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs statements in transactions of their own. Thread-safe. */
final class Database {
  /** How often a transaction is run that the database has chosen to undo. */
  private static final int RUNS = 5;

  private final DataSource source;
  private final Product product;

  /** The supported databases. */
  enum Product {
    POSTGRESQL(
        "postgresql",
        " FOR SHARE",
        "SELECT CAST(EXTRACT(EPOCH FROM CLOCK_TIMESTAMP()) * 1000 AS BIGINT)"),
    H2("h2", " FOR UPDATE", "SELECT CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)"),
    /** MariaDB, too. */
    MYSQL(
        "mysql",
        " LOCK IN SHARE MODE",
        // UNIX_TIMESTAMP of a local time is an hour off in the hour that is repeated in autumn.
        "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)) DIV 1000");

    final String folder;

    /** Locks rows that are read, so that their shards change hands only after the transaction. */
    final String readLock;

    /** Selects the database's time, milliseconds since 1970, whatever the time zones. */
    final String time;

    Product(String folder, String readLock, String time) {
      this.folder = folder;
      this.readLock = readLock;
      this.time = time;
    }
  }

  /** What is done in a transaction; may be repeated. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  Database(DataSource source) {
    this.source = source;
    this.product = transaction("the database could not be reached", Database::product);
  }

  static Product product(Connection connection) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    return switch (name) {
      case "PostgreSQL" -> Product.POSTGRESQL;
      case "H2" -> Product.H2;
      case "MariaDB", "MySQL" -> Product.MYSQL;
      default ->
          throw new TrackingException(
              "tasks are tracked in PostgreSQL, MariaDB, MySQL or H2, and the data source is of "
                  + name);
    };
  }

  Product product() {
    return product;
  }

  DataSource source() {
    return source;
  }

  /** Runs the work in a transaction; its SQL exceptions are passed on. */
  <T> T run(Work<T> work) throws SQLException {
    for (int run = 1; ; run++) {
      try {
        return runOnce(work);
      } catch (SQLException e) {
        // A deadlock with another transaction, or a conflict: the database asks for a repetition.
        if (run == RUNS || !String.valueOf(e.getSQLState()).startsWith("40")) {
          throw e;
        }
      }
    }
  }

  /**
   * Inserts a row or, where there is one with its key, updates that; each in a transaction of its
   * own. To delete or update the row first is no alternative: MySQL locks the gap where there is
   * none, and the inserts of several nodes, each into a gap that the others have locked, deadlock.
   */
  void insertOrUpdate(Work<?> insert, Work<?> update) throws SQLException {
    try {
      run(insert);
    } catch (SQLException e) {
      if (!isDuplicate(e)) {
        throw e;
      }
      run(update);
    }
  }

  /**
   * Returns a connection.
   *
   * @throws SQLException also where a pool throws something else, as one does that was closed: no
   *     connection is no connection
   */
  static Connection connect(DataSource source) throws SQLException {
    try {
      return source.getConnection();
    } catch (RuntimeException e) {
      throw new SQLException("there is no connection: " + e.getMessage(), "08000", e);
    }
  }

  private <T> T runOnce(Work<T> work) throws SQLException {
    try (Connection connection = connect(source)) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        T result = work.run(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack(connection);
        }
        restore(connection, autoCommit);
      }
    }
  }

  /** The outcome of the transaction is known by now; a broken connection does not change it. */
  private static void restore(Connection connection, boolean autoCommit) {
    try {
      connection.setAutoCommit(autoCommit);
    } catch (SQLException e) {
      // Its pool finds out.
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is broken, and its transaction gone with it.
    }
  }

  /**
   * Runs the work in a transaction.
   *
   * @throws TrackingException when it failed; begins with the message
   */
  <T> T transaction(String message, Work<T> work) {
    try {
      return run(work);
    } catch (SQLException e) {
      throw new TrackingException(message + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns whether the database could be used and refused what was to be written, so that the same
   * write fails each time.
   */
  static boolean refusesValues(SQLException e) {
    for (SQLException each = e; each != null; each = each.getNextException()) {
      String state = String.valueOf(each.getSQLState());
      if (state.startsWith("22") || state.startsWith("23")) {
        return true;
      }
    }
    // 1366 is MySQL's for a string with characters that a column does not take.
    return e.getErrorCode() == 1366;
  }

  /** Returns whether a statement failed because of a row with the same key. */
  static boolean isDuplicate(SQLException e) {
    // 1062 is MySQL's and MariaDB's, whose state is that of all constraints.
    return "23505".equals(e.getSQLState())
        || (e.getErrorCode() == 1062 && "23000".equals(e.getSQLState()));
  }
}
