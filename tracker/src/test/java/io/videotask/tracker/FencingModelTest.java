package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskRef;
import io.videotask.tracker.ShardRows.Write;
import io.videotask.tracker.ShardRows.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * The lease of a shard, compared with a model over thousands of interleavings: nodes take over,
 * decide, are stopped for any time between a decision and its write, and go on. No write of a
 * former owner lands, no end is written twice, and the row is what the model says.
 */
class FencingModelTest {
  private static final int RUNS = 2_000;
  private static final int STEPS = 15;
  private static final int NODES = 3;
  private static final String ID = "task";

  private final Database database = new Database(source());
  private final ShardRows shards =
      new ShardRows(database, new UnreadableRows(new RecordingLogger()));
  private final TaskRows rows = new TaskRows(database);
  private int fenced;
  private int applied;
  private int changed;

  private static DataSource source() {
    DataSource source = H2TrackerTest.memory();
    TrackerSchema.create(source);
    return source;
  }

  /** A node as the model sees it: the epoch that it believes in, and what it is about to write. */
  private static final class ModelNode {
    long epoch = -1;
    final List<Write> decided = new ArrayList<>();
  }

  /** The row and the shard as they must be. */
  private static final class Model {
    long epoch;
    TrackState state = TrackState.OPEN;
    int ends;
    int attempts;

    Written write(Write write) {
      Transition to = write.transition();
      if (write.epoch() != epoch) {
        return Written.FENCED;
      }
      if (to.from() != state || to.fromEnds() != ends) {
        return Written.CHANGED;
      }
      state = to.to();
      ends = to.ends();
      attempts = to.attempts();
      return Written.APPLIED;
    }
  }

  @Test
  void noWriteOfAFormerOwnerLands() throws SQLException {
    TrackerSchema.check(database, 1);
    for (int run = 0; run < RUNS; run++) {
      interleaving(new Random(run));
    }

    assertTrue(applied > RUNS / 2, applied + " writes landed");
    assertTrue(fenced > RUNS / 2, fenced + " writes of former owners were refused");
    assertTrue(changed > RUNS / 10, changed + " writes came too late");
  }

  private void interleaving(Random random) throws SQLException {
    reset();
    Model model = new Model();
    model.epoch = epoch();
    List<ModelNode> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(new ModelNode());
    }
    for (int step = 0; step < STEPS; step++) {
      ModelNode node = nodes.get(random.nextInt(NODES));
      switch (step == 0 ? 0 : random.nextInt(7)) {
        case 0 -> {
          node.epoch = shards.takeOver(0, "node", step);
          model.epoch++;
          assertEquals(model.epoch, node.epoch);
        }
        case 1, 2, 3 -> decide(node, random);
        case 4, 5 -> write(node, model, 1 + random.nextInt(3));
        default -> {
          if (rows.reopen(ID, 1, step)) {
            model.state = TrackState.OPEN;
            model.attempts = 0;
          }
        }
      }
    }
    // Whoever was stopped goes on at the end.
    for (ModelNode node : nodes) {
      write(node, model, STEPS);
    }
  }

  /** Decides on what the row says now; it is written at any time later. */
  private void decide(ModelNode node, Random random) {
    Row row = rows.byId(ID);
    if (row == null || node.epoch < 0) {
      return;
    }
    Transition next =
        switch (row.state()) {
          case OPEN -> row.to(TrackState.ENDED).ended(TrackOutcome.TIMED_OUT, null, "late");
          case ENDED ->
              random.nextBoolean()
                  ? row.to(TrackState.DELIVERED)
                  : row.to(TrackState.ENDED).failed(row.attempts() + 1, 0, "no disk");
          case INTENT, DELIVERED, PARKED, REJECTED -> row.to(TrackState.PARKED);
        };
    node.decided.add(new Write(next, node.epoch));
  }

  private void write(ModelNode node, Model model, int most) throws SQLException {
    List<Write> batch = List.copyOf(node.decided.subList(0, Math.min(most, node.decided.size())));
    node.decided.subList(0, batch.size()).clear();
    if (batch.isEmpty()) {
      return;
    }
    List<Written> expected = new ArrayList<>();
    batch.forEach(write -> expected.add(model.write(write)));
    List<Written> written = shards.apply(batch, 1);

    assertEquals(expected, written);
    check(model);
    for (Written each : written) {
      applied += each == Written.APPLIED ? 1 : 0;
      changed += each == Written.CHANGED ? 1 : 0;
      fenced += each == Written.FENCED ? 1 : 0;
    }
  }

  private void check(Model model) {
    Row row = rows.byId(ID);
    assertNotNull(row);
    assertEquals(model.state, row.state());
    assertEquals(model.ends, row.ends());
    assertEquals(model.attempts, row.attempts());
  }

  private void reset() throws SQLException {
    database.run(
        connection -> connection.createStatement().executeUpdate("DELETE FROM videotask_task"));
    rows.insert(
        new Row(
            ID,
            0,
            TrackState.OPEN,
            new TaskRef("new-api", "1"),
            0,
            1,
            null,
            0,
            0,
            0,
            null,
            JsonText.attributes(Map.of()),
            null,
            null),
        "new-api",
        0);
  }

  private long epoch() throws SQLException {
    return database.run(
        connection -> {
          try (var row =
              connection.createStatement().executeQuery("SELECT epoch FROM videotask_shard")) {
            row.next();
            return row.getLong(1);
          }
        });
  }
}
