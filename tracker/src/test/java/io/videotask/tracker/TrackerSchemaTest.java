package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskFailure;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables, and the JSON in them. */
class TrackerSchemaTest {
  private final DataSource source = H2TrackerTest.memory();

  private void execute(String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String refusal() {
    return String.valueOf(
        assertThrows(TrackingException.class, () -> TrackerSchema.check(new Database(source), 64))
            .getMessage());
  }

  @Test
  void databaseWithoutTablesIsRefused() {
    assertTrue(refusal().contains("TrackerSchema.create"), refusal());
  }

  @Test
  void tablesOfANewerMajorVersionAreRefusedInOneLine() throws Exception {
    TrackerSchema.create(source);
    execute("INSERT INTO videotask_schema (version, shards) VALUES (203, 64)");

    assertEquals(
        "the tables of the tracker are of version 2.3, and this library works with versions from"
            + " 1.1 below 2.0",
        refusal());
    assertThrows(TrackingException.class, () -> TrackerSchema.create(source));
  }

  @Test
  void tablesOfANewerMinorVersionAreUsedAsTheyAre() throws Exception {
    TrackerSchema.create(source);
    TrackerSchema.check(new Database(source), 8);
    execute("UPDATE videotask_schema SET version = 107");
    for (String table : List.of("task", "shard", "node", "gateway", "history", "schema")) {
      execute("ALTER TABLE videotask_" + table + " ADD COLUMN priority INT DEFAULT 3 NOT NULL");
      execute("ALTER TABLE videotask_" + table + " ADD COLUMN region VARCHAR(20)");
    }

    TrackerSchema.create(source);
    assertEquals(8, TrackerSchema.check(new Database(source), 64));
    try (TrackerFixture fixture = new TrackerFixture(source)) {
      Tracker tracker = fixture.start(fixture.builder());
      tracker.pause("other");
      tracker.track(fixture.completing(), TrackerFixture.NONE);
      assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
    }
  }

  @Test
  void tablesOfAnEarlierMinorVersionGetWhatTheyLack() throws Exception {
    TrackerSchema.create(source);
    TrackerSchema.check(new Database(source), 8);
    execute("DROP TABLE videotask_history");
    execute("UPDATE videotask_schema SET version = 1");
    assertTrue(
        refusal().contains("version 1.0") && refusal().contains("run its script"), refusal());

    TrackerSchema.create(source);

    assertEquals(8, TrackerSchema.check(new Database(source), 64));
    execute("SELECT learned FROM videotask_history");
  }

  @Test
  void unusedTablesOfAnEarlierMinorVersionGetWhatTheyLack() throws Exception {
    TrackerSchema.create(source);
    execute("DROP TABLE videotask_history");
    assertTrue(refusal().contains("run its script"), refusal());

    TrackerSchema.create(source);

    assertEquals(8, TrackerSchema.check(new Database(source), 8));
  }

  @Test
  void numberOfShardsIsFixedByTheFirstNode() {
    TrackerSchema.create(source);
    List<CompletableFuture<Integer>> nodes = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      int wanted = i;
      nodes.add(
          CompletableFuture.supplyAsync(() -> TrackerSchema.check(new Database(source), wanted)));
    }
    int fixed = nodes.get(0).join();

    nodes.forEach(node -> assertEquals(fixed, node.join()));
    assertEquals(fixed, TrackerSchema.check(new Database(source), 64));
  }

  @Test
  void tablesAreCreatedOnce() {
    List<CompletableFuture<Void>> nodes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      nodes.add(CompletableFuture.runAsync(() -> TrackerSchema.create(source)));
    }

    nodes.forEach(CompletableFuture::join);
  }

  @Test
  void eachTableHasAPrimaryKey() throws Exception {
    requirePrimaryKeys(source);
  }

  @Test
  @Tag("long")
  void eachTableHasAPrimaryKeyInMySql() throws Exception {
    requirePrimaryKeys(MySql.database());
  }

  @Test
  @Tag("long")
  void eachTableHasAPrimaryKeyInPostgres() throws Exception {
    requirePrimaryKeys(Postgres.database());
  }

  /** MySQL can be told to refuse a table without one, and PostgreSQL does not replicate updates. */
  private static void requirePrimaryKeys(DataSource source) throws SQLException {
    TrackerSchema.create(source);
    Set<String> without = new TreeSet<>();
    try (Connection connection = source.getConnection()) {
      DatabaseMetaData data = connection.getMetaData();
      String catalog = connection.getCatalog();
      int tables = 0;
      try (ResultSet table = data.getTables(catalog, null, "%", null)) {
        while (table.next()) {
          String name = table.getString("TABLE_NAME");
          String type = table.getString("TABLE_TYPE");
          if (name.toLowerCase(Locale.ROOT).startsWith("videotask_") && type.endsWith("TABLE")) {
            tables++;
            try (ResultSet key = data.getPrimaryKeys(catalog, null, name)) {
              if (!key.next()) {
                without.add(name);
              }
            }
          }
        }
      }
      assertEquals(7, tables);
    }
    assertEquals(Set.of(), without);
  }

  @Test
  void scriptsAreThere() {
    for (String database : List.of("postgresql", "mysql", "h2")) {
      String script = TrackerSchema.script(database);
      assertTrue(script.contains("CREATE TABLE IF NOT EXISTS videotask_task"), script);
    }
    assertThrows(IllegalArgumentException.class, () -> TrackerSchema.script("oracle"));
  }

  @Test
  void attributesSurviveAndOfANewerVersionAreRefused() {
    Map<String, String> attributes = Map.of("order", "17 \"x\"", "übrig", "\u0000\n");

    assertEquals(attributes, JsonText.attributes(JsonText.attributes(attributes)));
    assertEquals(
        Map.of("a", "b"),
        JsonText.attributes("{\"new\":[1],\"attributes\":{\"a\":\"b\"},\"version\":1}"));
    assertThrows(
        TrackingException.class, () -> JsonText.attributes("{\"version\":2,\"attributes\":{}}"));
    assertThrows(TrackingException.class, () -> JsonText.attributes("[]"));
    assertThrows(TrackingException.class, () -> JsonText.attributes("{"));
  }

  @Test
  void reasonOfAFailureIsStoredWithoutUrls() {
    TaskFailure failure = new TaskFailure("1026", "see https://cdn.example.com/a.png?s=1", false);

    TaskFailure stored = JsonText.failure(JsonText.failure(failure));

    assertEquals(new TaskFailure("1026", "see [URL]", false), stored);
  }
}
