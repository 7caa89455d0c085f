package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

/** Many nodes write their rows at the same moment, such as after a deployment. */
abstract class ManyNodesScenarios {
  private static final int NODES = 24;

  final TrackerFixture fixture = new TrackerFixture(source());

  /** Returns a database without tables. */
  abstract DataSource source();

  /** What one of several nodes does. */
  private interface Step {
    void run(int node) throws Exception;
  }

  private void atOnce(Step step) throws Exception {
    ((JdbcConnectionPool) fixture.source).setMaxConnections(NODES);
    ExecutorService threads = Executors.newFixedThreadPool(NODES);
    try {
      for (int round = 0; round < 10; round++) {
        CyclicBarrier barrier = new CyclicBarrier(NODES);
        List<Future<?>> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
          int node = i;
          nodes.add(
              threads.submit(
                  () -> {
                    barrier.await();
                    step.run(node);
                    return true;
                  }));
        }
        for (Future<?> each : nodes) {
          each.get(60, TimeUnit.SECONDS);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Set<String> nodes() throws SQLException {
    return new Database(fixture.source).run(NodeRows::beats).keySet();
  }

  @Test
  void nodesThatRegisterAtOnceAreAllRegistered() throws Exception {
    NodeRows rows = new NodeRows(new Database(fixture.source));
    atOnce(
        node -> {
          rows.register("node" + node, 1, 1_000);
          assertTrue(nodes().contains("node" + node));
          rows.deregister("node" + node);
        });
    assertEquals(Set.of(), nodes());
  }

  @Test
  void nodesThatWereNotSeenForLongAreForgotten() throws Exception {
    NodeRows rows = new NodeRows(new Database(fixture.source));
    for (int i = 0; i < 5; i++) {
      rows.register("node" + i, 1, 1_000);
    }

    rows.register("node3", 2, 2_000);
    rows.forget(2_000);
    assertEquals(Set.of("node3"), nodes());
  }

  @Test
  void gatewayMayBePausedByManyNodesAtOnce() throws Exception {
    GatewayRows rows = new GatewayRows(new Database(fixture.source));
    atOnce(node -> rows.pause("new-api", node % 2 == 0));

    rows.pause("new-api", true);
    assertEquals(Set.of("new-api"), rows.paused());
    rows.pause("new-api", false);
    assertEquals(Set.of(), rows.paused());
  }
}
