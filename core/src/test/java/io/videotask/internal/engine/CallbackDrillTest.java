package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.CallbackDrill.Calls;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and delays of 2,000 tasks whose callbacks come, or do not, at several densities. */
class CallbackDrillTest {
  private static final int COUNT = 2_000;

  private final Random random = new Random(3);

  private static CallbackDrill every(int millis) {
    return new CallbackDrill(Duration.ofMillis(millis));
  }

  private static CallbackDrill polling(int millis) {
    CallbackDrill alone = every(millis);
    alone.run(COUNT, i -> Calls.NONE);
    return alone.finished();
  }

  private Calls delivered() {
    return Calls.after(300 + random.nextInt(2_000));
  }

  private static void assertDelays(CallbackDrill drill, int from, int to, CallbackDrill alone) {
    assertTrue(drill.allRight());
    double p99 = drill.delay(0.99, from, to);
    double limit = 1.1 * alone.delay(0.99, 0, COUNT);
    assertTrue(p99 <= limit, () -> "p99 " + p99 + " s, by polling alone " + limit / 1.1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void healthyCallbacksSaveRequestsAndTime(int millis) {
    CallbackDrill drill = every(millis);
    drill.run(COUNT, i -> delivered());
    drill.finished();
    assertTrue(drill.allRight());
    double requests = drill.requests(COUNT / 2, COUNT);
    assertTrue(requests <= 1.5, () -> requests + " requests a task");
    double slowest = drill.delay(1.0, 0, COUNT);
    assertTrue(slowest < 2.5, () -> "as late as the callback: " + slowest);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void lostCallbacksCostNothing(int millis) {
    CallbackDrill drill = every(millis);
    drill.run(COUNT, i -> Calls.LOST);
    assertDelays(drill.finished(), 0, COUNT, polling(millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void callbacksThatStopAreNoticed(int millis) {
    CallbackDrill drill = every(millis);
    drill.run(COUNT, i -> delivered());
    drill.stopCallbacks();
    drill.run(COUNT, i -> Calls.LOST);
    // Those in flight when the callbacks stopped were relying on them.
    int inFlight = Math.min(1_000, 100_000 / millis);
    assertDelays(drill.finished(), COUNT - inFlight, 2 * COUNT - inFlight, polling(millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void someLostSomeForgedSomeDoubledAndSomeLate(int millis) {
    CallbackDrill drill = every(millis);
    drill.run(
        COUNT,
        i -> {
          double dice = random.nextDouble();
          long after = 300L + random.nextInt(2_000);
          if (dice < 0.3) {
            return Calls.LOST;
          }
          if (dice < 0.4) {
            return new Calls(true, List.of(Duration.ofMillis(after)), 3);
          }
          if (dice < 0.5) {
            return Calls.after(after, after, after + 1_000);
          }
          return dice < 0.6 ? Calls.after(20_000) : Calls.after(after);
        });
    assertDelays(drill.finished(), 0, COUNT, polling(millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void forgedCallbacksOfAllTasksCostOneQueryEach(int millis) {
    CallbackDrill drill = every(millis);
    drill.run(COUNT, i -> new Calls(true, List.of(), 1));
    drill.finished();
    assertTrue(drill.allRight());
    double more = drill.requests(0, COUNT) - polling(millis).requests(0, COUNT);
    assertTrue(more <= 1.05, () -> more + " more requests a task");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 10_000})
  void behindAGatewayThatRefreshesThePollWaitsForIt(int millis) {
    Duration refresh = Duration.ofSeconds(15);
    CallbackDrill alone = new CallbackDrill(Duration.ofMillis(millis), refresh);
    alone.run(COUNT, i -> Calls.NONE);
    alone.finished();
    CallbackDrill drill = new CallbackDrill(Duration.ofMillis(millis), refresh);
    drill.run(COUNT, i -> delivered());
    drill.finished();
    assertTrue(drill.allRight());
    double requests = drill.requests(COUNT / 2, COUNT);
    assertTrue(requests <= 1.5, () -> requests + " requests a task");
    // The gateway learns of an end at its next refresh: no callback makes that sooner.
    double p99 = drill.delay(0.99, COUNT / 2, COUNT);
    assertTrue(p99 < alone.delay(0.99, COUNT / 2, COUNT) + 3, () -> "p99 " + p99 + " s");
  }
}
