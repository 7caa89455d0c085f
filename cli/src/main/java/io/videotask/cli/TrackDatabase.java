package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGConnectionPoolDataSource;
import picocli.CommandLine.Option;

/** The database of the commands that track. */
final class TrackDatabase {
  static final String USER = "VIDEOTASK_DB_USER";
  static final String PASSWORD = "VIDEOTASK_DB_PASSWORD";

  @Option(
      names = "--db",
      paramLabel = "URL",
      description =
          "The JDBC URL of the database, of postgresql or h2; unless given, a file in the home"
              + " directory. The environment variables VIDEOTASK_DB_USER and VIDEOTASK_DB_PASSWORD"
              + " have the user and the password.")
  private @Nullable String url;

  /** Work with an open database. */
  interface Work<R> {
    R with(DataSource database);
  }

  /**
   * Opens the database, creates its tables unless they exist, and closes it after the work.
   *
   * @throws UsageException if the URL is of no database that is supported
   * @throws io.videotask.tracker.TrackingException when the database cannot be used
   */
  <R> R open(ProcessEnvironment process, Work<R> work) {
    Map<String, String> environment = process.environment();
    JdbcConnectionPool pool =
        pool(url == null ? fileInHome() : url, environment.get(USER), environment.get(PASSWORD));
    try {
      TrackerSchema.create(pool);
      return work.with(pool);
    } finally {
      pool.dispose();
    }
  }

  /**
   * {@link #open} with a tracker that is not started: it reads and changes rows, and sends nothing.
   */
  <R> R withTracker(ProcessEnvironment process, Function<Tracker, R> work) {
    return open(
        process,
        database -> {
          try (VideoTasks unused =
                  VideoTasks.builder()
                      .gateway(Gateway.newApi("https://unused.invalid", ApiKey.of("unused")))
                      .build();
              Tracker tracker = Tracker.builder(database, unused).handler(end -> {}).build()) {
            return work.apply(tracker);
          }
        });
  }

  private static String fileInHome() {
    Path folder = Path.of(System.getProperty("user.home", "."), ".videotask");
    createForOwner(folder);
    return url(folder.resolve("tracker"));
  }

  /** Attributes are the user's own, and other users of this machine must not read them. */
  static void createForOwner(Path folder) {
    try {
      if (Files.exists(folder)) {
        return;
      }
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectory(folder);
      }
    } catch (IOException e) {
      // Another process was faster, or the database says that it has no folder.
    }
  }

  /**
   * Returns the URL of a file that several processes use. H2 does not combine that with {@code
   * DB_CLOSE_ON_EXIT=FALSE}.
   */
  static String url(Path file) {
    // The first process that opens the file serves it to others on this machine.
    return "jdbc:h2:file:" + file + ";AUTO_SERVER=TRUE;TRACE_LEVEL_FILE=0";
  }

  /**
   * Keeps H2 from closing a file of this process alone before the tracker has written what it must,
   * when the process is asked to stop.
   */
  static String openOnExit(String url) {
    String settings = url.toUpperCase(Locale.ROOT);
    boolean elsewhere = settings.matches("JDBC:H2:(TCP|SSL|MEM):.*");
    return elsewhere || settings.contains("AUTO_SERVER=") || settings.contains("DB_CLOSE_ON_EXIT=")
        ? url
        : url + ";DB_CLOSE_ON_EXIT=FALSE";
  }

  private static JdbcConnectionPool pool(
      String url, @Nullable String user, @Nullable String password) {
    if (url.startsWith("jdbc:h2:")) {
      if (System.getProperty("h2.bindAddress") == null) {
        System.setProperty("h2.bindAddress", "127.0.0.1");
      }
      return JdbcConnectionPool.create(
          openOnExit(url), user == null ? "sa" : user, password == null ? "" : password);
    }
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new UsageException(
          "--db takes a URL such as jdbc:postgresql://host/name or jdbc:h2:./file");
    }
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(url);
    if (user != null) {
      source.setUser(user);
    }
    if (password != null) {
      source.setPassword(password);
    }
    return JdbcConnectionPool.create(source);
  }
}
