package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.RateLimits;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that each send as much as they may, on virtual time: together never more than the limit.
 * The nodes, their shards and the database are real; what db-scheduler does is played.
 */
class RateShareTest {
  private static final double LIMIT = 10;

  /** The limit of each gateway: that of all without one of their own, and the one of "slow". */
  private static final Map<String, Double> LIMITS = Map.of("any", LIMIT, "slow", 2.0);

  private static final int SHARDS = 16;
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration STEP = Duration.ofMillis(20);
  private static final long DEAD_NANOS = HEARTBEAT.multipliedBy(4).toNanos();

  private final SteppedTime time = new SteppedTime();
  private final TrackerFixture fixture = new TrackerFixture(H2TrackerTest.memory());
  private final VideoTasks videos = fixture.client();
  private final List<Member> members = new ArrayList<>();

  /** The owner of each shard, as db-scheduler has it. */
  private final Map<Integer, Member> owners = new HashMap<>();

  /** The seconds at which a request was sent, by gateway. */
  private final Map<String, List<Double>> sent = new HashMap<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A node of the simulation. */
  private final class Member {
    private final CuttableDataSource wire = new CuttableDataSource(fixture.source);
    private final Database database = new Database(wire);
    private final DatabaseClock clock = new DatabaseClock(time);
    private final RateLimits limits =
        new RateLimits(
            new RateLimiter(LIMIT, time), Map.of("slow", new RateLimiter(rate("slow"), time)));
    private final RateShare rate = new RateShare(time, limits::share, SHARDS, HEARTBEAT);
    private final Map<Integer, Shard> owned = new HashMap<>();
    private final Shards shards;
    private final Node node;
    private final String name;
    private final Map<String, Long> slots = new HashMap<>();
    private long heartbeatAt;
    private boolean alive = true;
    private boolean cut;

    Member(String name) {
      this.name = name;
      System.Logger log = new RecordingLogger();
      TrackerSchema.check(database, SHARDS);
      ShardRows rows = new ShardRows(database, new UnreadableRows(new RecordingLogger()));
      FencedWriter writer = new FencedWriter(rows, clock, time, log);
      this.shards = new Shards(rows, new TaskRows(database), writer, clock, rate, log);
      SubmitDescriptions descriptions = new SubmitDescriptions(videos, clock, time);
      LostIntents intents = new LostIntents(videos, descriptions, clock, 600_000, shards);
      DatabaseGate gate = new DatabaseGate(wire);
      this.node =
          new Node(
              database, clock, time, shards, intents, gate, rate, name, SHARDS, HEARTBEAT, log);
      node.join();
      heartbeatAt = time.nanoTime();
      LIMITS.keySet().forEach(gateway -> slots.put(gateway, limits.of(gateway).reserveAt()));
      time.schedule(Duration.ofMillis(1), this::tick);
    }

    private void tick() {
      if (!alive) {
        return;
      }
      node.tick();
      if (!cut) {
        heartbeatAt = time.nanoTime();
        try {
          balance();
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      time.schedule(HEARTBEAT, this::tick);
    }

    private void balance() throws SQLException {
      shards.keep(node.share());
      owned.values().removeIf(shard -> shard.isLost() && owners.remove(shard.number, this));
      owned.values().removeIf(shard -> owners.get(shard.number) != this);
      for (int i = 0; i < SHARDS && owned.size() < node.share(); i++) {
        Member owner = owners.get(i);
        if (owner == null || time.nanoTime() - owner.heartbeatAt > DEAD_NANOS) {
          owners.put(i, this);
          owned.put(i, shards.takeOver(i, name));
        }
      }
    }

    private void sendWhatItMay() {
      slots.replaceAll(
          (gateway, reserved) -> {
            RateLimiter limiter = limits.of(gateway);
            long slot = reserved;
            while (alive && limiter.delayNanos(slot) == 0) {
              sentTo(gateway).add(time.nanoTime() / 1e9);
              slot = limiter.reserveAt();
            }
            return slot;
          });
    }

    void stop() {
      shards.keep(0);
      owned.keySet().forEach(shard -> owners.remove(shard, this));
      alive = false;
      node.leave();
    }

    void die() {
      alive = false;
    }

    void cutOff() {
      cut = true;
      wire.cut(true);
    }
  }

  private Member join() {
    Member member = new Member("node-" + members.size());
    members.add(member);
    return member;
  }

  private static double rate(String gateway) {
    return LIMITS.getOrDefault(gateway, LIMIT);
  }

  private List<Double> sentTo(String gateway) {
    return sent.computeIfAbsent(gateway, first -> new ArrayList<>());
  }

  /** Lets time pass; returns the requests a second in its second half, of any but "slow". */
  private double run(Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    double from = (time.nanoTime() + duration.toNanos() / 2) / 1e9;
    while (time.nanoTime() < end) {
      time.advance(STEP);
      members.forEach(Member::sendWhatItMay);
      double all = members.stream().filter(m -> m.alive).mapToDouble(m -> m.rate.share()).sum();
      assertTrue(all <= 1 + 1e-9, () -> "the shares are " + all + " together");
    }
    return rateSince(from, "any");
  }

  private double rateSince(double from, String gateway) {
    long count = sentTo(gateway).stream().filter(at -> at > from).count();
    return count / (time.nanoTime() / 1e9 - from);
  }

  private void assertLimitsHeld() {
    LIMITS.keySet().forEach(gateway -> assertLimitHeld(sentTo(gateway), rate(gateway)));
  }

  /** In no period did all nodes send more than the limit, and a request each at its start. */
  private void assertLimitHeld(List<Double> times, double limit) {
    for (double period : new double[] {1, 5, 30}) {
      int first = 0;
      for (int last = 0; last < times.size(); last++) {
        while (times.get(last) - times.get(first) > period) {
          first++;
        }
        double at = times.get(last);
        double most = limit * (period + STEP.toMillis() / 1e3) + members.size();
        int count = last - first + 1;
        assertTrue(count <= most, () -> count + " requests in " + period + " s before " + at);
      }
    }
  }

  private static void assertAbout(double expected, double rate) {
    assertEquals(expected, rate, 0.05 * LIMIT, "requests a second");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void nodesTogetherSendWhatOneMay(int nodes) {
    for (int i = 0; i < nodes; i++) {
      join();
    }

    assertAbout(LIMIT, run(Duration.ofMinutes(1)));
    assertLimitsHeld();
  }

  @Test
  void limitOfEachGatewayHoldsForBothNodesTogetherAndIsUsed() {
    join();
    join();
    run(Duration.ofSeconds(20));
    double from = time.nanoTime() / 1e9;

    run(Duration.ofMinutes(1));

    assertEquals(rate("any"), rateSince(from, "any"), 0.05 * rate("any"));
    assertEquals(rate("slow"), rateSince(from, "slow"), 0.05 * rate("slow"));
    assertLimitsHeld();
  }

  @Test
  void aloneNodeHasTheWholeLimitAsSoonAsItOwnsTheShards() {
    Member only = join();
    assertEquals(0.1, only.rate.share(), 1e-9, "the part of the nodes at once");
    run(Duration.ofSeconds(1));
    assertEquals(1, only.rate.share(), 1e-9);
  }

  @Test
  void nodeThatJoinsTakesNothingThatAnotherStillUses() {
    join();
    // Between two heartbeats of the others.
    run(Duration.ofMillis(30_500));
    join();
    assertAbout(LIMIT, run(Duration.ofMillis(40_600)));
    join();
    join();
    assertAbout(LIMIT, run(Duration.ofSeconds(40)));

    assertLimitsHeld();
  }

  @Test
  void sharesOfANodeThatDiesPassOnWithItsShards() {
    Member first = join();
    Member second = join();
    run(Duration.ofSeconds(40));
    double before = second.rate.share();
    first.die();

    double during = run(Duration.ofSeconds(6));
    assertTrue(during < 0.6 * LIMIT, during + " a second while its shards have no owner");
    // Its own part of the nodes' tenth is free once its row is deleted.
    assertAbout(0.95 * LIMIT, run(Duration.ofSeconds(30)));
    assertEquals(0.5, before, 1e-9);
    assertLimitsHeld();
  }

  @Test
  void nodeThatCannotReachTheDatabaseStopsUsingItsSharesBeforeAnotherDoes() {
    Member first = join();
    Member second = join();
    run(Duration.ofSeconds(40));
    first.cutOff();

    run(Duration.ofMinutes(1));

    assertTrue(first.rate.share() > 0 && first.rate.share() < 0.01, "" + first.rate.share());
    assertEquals(0.95, second.rate.share(), 1e-9);
    assertLimitsHeld();
    first.cut = false;
    first.wire.cut(false);
    assertAbout(LIMIT, run(Duration.ofSeconds(40)));
    assertLimitsHeld();
  }

  @Test
  void nodeThatStopsPassesItsSharesOnAtOnce() {
    Member first = join();
    Member second = join();
    run(Duration.ofSeconds(40));
    first.stop();

    run(Duration.ofSeconds(5));

    assertEquals(1, second.rate.share(), 1e-9);
    assertLimitsHeld();
  }

  @Test
  void nodeWithoutAShardCanSubmit() {
    for (int i = 0; i < SHARDS + 2; i++) {
      join();
    }
    run(Duration.ofMinutes(1));

    List<Member> idle = members.stream().filter(member -> member.owned.isEmpty()).toList();
    assertEquals(2, idle.size());
    idle.forEach(member -> assertEquals(0.1 / members.size(), member.rate.share(), 1e-9));
    assertLimitsHeld();
  }
}
