package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.error.UnreachableException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 500 concurrent submits, a fifth of them with a fault: accepted tasks exist, existing tasks were
 * accepted or are unknown, rejected ones do not exist, and no submit was sent twice.
 */
class ParallelSubmitTest {
  private static final int SUBMITS = 500;

  @ParameterizedTest
  @EnumSource(Wire.class)
  void acceptedRejectedAndUnknownOutcomesMatchTheServersTasks(Wire wire) throws Exception {
    Shop shop = new Shop(wire);
    Map<Integer, Object> outcomes = new HashMap<>();
    try (MockWebServer server = wire.server()) {
      server.setDispatcher(shop);
      server.start();
      // No time-out of ours may end a submit on a slow machine.
      try (VideoTasks videos =
          wire.builder(server).requestTimeout(Duration.ofSeconds(60)).build()) {
        List<CompletableFuture<SubmitOutcome>> submits = new ArrayList<>();
        for (int i = 0; i < SUBMITS; i++) {
          submits.add(videos.submitAsync(request(i)));
        }
        for (CompletableFuture<SubmitOutcome> submit : submits) {
          outcomes.put(outcomes.size(), outcome(submit));
        }
      }
    }

    Set<String> accepted = of(SubmitOutcome.Accepted.class, outcomes);
    Set<String> rejected = of(SubmitOutcome.Rejected.class, outcomes);
    Set<String> unknown = of(SubmitOutcome.Unknown.class, outcomes);
    System.out.printf(
        "%s: %d accepted, %d created, %d unknown, %d rejected, %d not sent%n",
        wire,
        accepted.size(),
        shop.created.size(),
        unknown.size(),
        rejected.size(),
        SUBMITS - accepted.size() - rejected.size() - unknown.size());
    assertTrue(shop.created.containsAll(accepted), "accepted and never created");
    Set<String> known = new HashSet<>(accepted);
    known.addAll(unknown);
    assertTrue(known.containsAll(shop.created), "created, but neither accepted nor unknown");
    rejected.retainAll(shop.created);
    assertEquals(Set.of(), rejected, "rejected, and created all the same");
    shop.seen.forEach((id, times) -> assertEquals(1, times.get(), id + " was sent again"));
    assertTrue(accepted.size() >= SUBMITS * 3 / 4, "the faults are rarer than that");
    assertTrue(!unknown.isEmpty(), "some of the faults leave doubt");
  }

  private static VideoRequest request(int i) {
    return VideoRequest.of("a kite").model("kling-v1").correlationId("c-" + i).build();
  }

  private static Object outcome(CompletableFuture<SubmitOutcome> submit) {
    try {
      return submit.join();
    } catch (CompletionException e) {
      assertTrue(e.getCause() instanceof UnreachableException, () -> "" + e.getCause());
      return e;
    }
  }

  private static Set<String> of(Class<?> kind, Map<Integer, Object> outcomes) {
    Set<String> ids = new HashSet<>();
    outcomes.forEach(
        (i, outcome) -> {
          if (kind.isInstance(outcome)) {
            ids.add("c-" + i);
          }
        });
    return ids;
  }

  /** Creates tasks, with or without an answer. */
  private static final class Shop extends Dispatcher {
    private final Wire wire;
    private final Set<String> created = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();

    private Shop(Wire wire) {
      this.wire = wire;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      String id = String.valueOf(request.getHeaders().get("X-Client-Request-Id"));
      seen.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
      int number = Integer.parseInt(id.substring(2));
      return number % 5 == 0 ? fault(id, number / 5 % 10) : create(id).build();
    }

    private MockResponse fault(String id, int kind) {
      return switch (kind) {
        case 0 -> refused(400, "{\"code\":\"invalid_request\",\"message\":\"no\",\"data\":null}");
        case 1 -> refused(429, "");
        case 2 -> refused(503, "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no\"}}");
        case 3 -> refused(200, "{\"base_resp\":{\"status_code\":1026,\"status_msg\":\"no\"}}");
        case 4 -> create(id).code(500).addHeader("Retry-After", "0").build();
        case 5 -> create(id).onResponseStart(new SocketEffect.CloseSocket()).build();
        case 6 -> create(id).onResponseBody(new SocketEffect.CloseSocket()).build();
        case 7 -> create(id).body("<html>").build();
        case 8 -> answer().onResponseStart(new SocketEffect.CloseSocket()).build();
        default ->
            wire == Wire.HTTP_2
                ? answer().onResponseStart(new SocketEffect.CloseStream(7)).build()
                : create(id).code(408).build();
      };
    }

    private MockResponse.Builder create(String id) {
      created.add(id);
      return answer().body("{\"task_id\":\"task_" + id + "\",\"status\":\"queued\"}");
    }

    private static MockResponse refused(int status, String body) {
      return answer().code(status).body(body).build();
    }

    private static MockResponse.Builder answer() {
      return new MockResponse.Builder().addHeader("Content-Type", "application/json");
    }
  }
}
