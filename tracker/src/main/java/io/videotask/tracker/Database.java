package io.videotask.tracker;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Runs statements in transactions of their own. Thread-safe. */
final class Database {
  private final DataSource source;
  private final Product product;

  /** The supported databases. */
  enum Product {
    POSTGRESQL("postgresql", " FOR SHARE"),
    H2("h2", " FOR UPDATE");

    final String folder;

    /** Locks rows that are read, so that their shards change hands only after the transaction. */
    final String readLock;

    Product(String folder, String readLock) {
      this.folder = folder;
      this.readLock = readLock;
    }
  }

  /** What is done in a transaction; may be repeated by the caller. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  Database(DataSource source) {
    this.source = source;
    this.product = transaction("the database could not be reached", Database::product);
  }

  private static Product product(Connection connection) throws SQLException {
    String name = connection.getMetaData().getDatabaseProductName();
    return switch (name) {
      case "PostgreSQL" -> Product.POSTGRESQL;
      case "H2" -> Product.H2;
      default ->
          throw new TrackingException(
              "tasks are tracked in PostgreSQL or H2, and the data source is of " + name);
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
    try (Connection connection = source.getConnection()) {
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
        connection.setAutoCommit(autoCommit);
      }
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

  /** Returns whether a statement failed because of a row with the same key. */
  static boolean isDuplicate(SQLException e) {
    return "23505".equals(e.getSQLState());
  }
}
