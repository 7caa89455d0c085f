package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables are created by the tools with which applications create theirs. */
class SchemaToolsTest {
  @Test
  void scriptMayBeRunAgain() {
    DataSource source = H2TrackerTest.memory();
    TrackerSchema.create(source);
    TrackerSchema.check(new Database(source), 8);
    runScript(source, "h2");

    TrackerSchema.create(source);
    assertEquals(8, TrackerSchema.check(new Database(source), 64));
  }

  private static void runScript(DataSource source, String database) {
    try (Connection connection = source.getConnection()) {
      for (String sql : TrackerSchema.script(database).split(";\\s*\\n", -1)) {
        if (!sql.isBlank()) {
          connection.createStatement().execute(sql);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void flywayCreatesThemBesideVersionsOfTheApplication(@TempDir Path own) throws Exception {
    flyway(H2TrackerTest.memory(), "h2", own);
  }

  @Test
  @Tag("long")
  void flywayCreatesThemInMariaDb(@TempDir Path own) throws Exception {
    flyway(MariaDb.database(), "mysql", own);
  }

  @Test
  @Tag("long")
  void flywayCreatesThemInMySql(@TempDir Path own) throws Exception {
    flyway(MySql.database(), "mysql", own);
  }

  private static void flyway(DataSource source, String database, Path own) throws Exception {
    Files.writeString(own.resolve("V1__orders.sql"), "CREATE TABLE orders (id INT);");
    Flyway flyway =
        Flyway.configure()
            .dataSource(source)
            .locations("filesystem:" + own, "classpath:io/videotask/tracker/schema/" + database)
            .load();

    assertEquals(2, flyway.migrate().migrationsExecuted);
    assertEquals(8, TrackerSchema.check(new Database(source), 8));

    Files.writeString(own.resolve("V2__more.sql"), "CREATE TABLE more (id INT);");
    assertEquals(1, flyway.migrate().migrationsExecuted);
    flyway.validate();
  }

  @Test
  void liquibaseCreatesThem() throws Exception {
    liquibase(H2TrackerTest.memory());
  }

  @Test
  @Tag("long")
  void liquibaseCreatesThemInPostgres() throws Exception {
    liquibase(Postgres.database());
  }

  @Test
  @Tag("long")
  void liquibaseCreatesThemInMariaDb() throws Exception {
    liquibase(MariaDb.database());
  }

  @Test
  @Tag("long")
  void liquibaseCreatesThemInMySql() throws Exception {
    liquibase(MySql.database());
  }

  private static void liquibase(DataSource source) throws Exception {
    for (int run = 0; run < 2; run++) {
      try (Connection connection = source.getConnection();
          liquibase.database.Database database =
              DatabaseFactory.getInstance()
                  .findCorrectDatabaseImplementation(new JdbcConnection(connection))) {
        Scope.child(
            Scope.Attr.resourceAccessor,
            new ClassLoaderResourceAccessor(),
            () ->
                new CommandScope(UpdateCommandStep.COMMAND_NAME)
                    .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
                    .addArgumentValue(
                        UpdateCommandStep.CHANGELOG_FILE_ARG,
                        "io/videotask/tracker/schema/changelog.xml")
                    .execute());
      }
    }
    assertEquals(8, TrackerSchema.check(new Database(source), 8));
  }
}
