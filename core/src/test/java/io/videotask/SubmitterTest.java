package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.Submission;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.RateLimits;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Submits to gateways that have rate limits of their own. */
class SubmitterTest {
  private final VirtualTime time = new VirtualTime();
  private final RateLimits limits =
      new RateLimits(
          new RateLimiter(2, time),
          Map.of(
              "slow", new RateLimiter(0.1, time),
              "open", new RateLimiter(Double.POSITIVE_INFINITY, time)));
  private final Submitter submitter = new Submitter(time, limits, Runnable::run);

  /** The gateway of each submit that was sent, and the seconds at which it was. */
  private final List<String> sent = new ArrayList<>();

  private CompletableFuture<SubmitOutcome> submit(String gateway) {
    return submitter
        .submit(
            gateway,
            () -> {
              sent.add(gateway + " " + time.elapsed().toMillis() / 1e3);
              return new Submission(new CompletableFuture<>(), false, () -> {});
            })
        .outcome();
  }

  @Test
  void submitToAFreeGatewayIsNotHeldUp() {
    submit("slow");
    submit("slow");
    submit("one");
    submit("open");
    submit("open");
    assertEquals(List.of("slow 0.0", "one 0.0", "open 0.0", "open 0.0"), sent);

    sent.clear();
    submit("two");
    time.advance(Duration.ofSeconds(30));

    assertEquals(List.of("two 0.5", "slow 10.0"), sent, "one and two share a limit");
  }

  @Test
  void cancelledSubmitGivesItsSlotBackToItsGatewaysLimit() {
    submit("slow");
    CompletableFuture<SubmitOutcome> cancelled = submit("slow");
    submit("one");
    CompletableFuture<SubmitOutcome> alsoCancelled = submit("one");
    cancelled.cancel(true);
    alsoCancelled.cancel(true);

    assertEquals(Duration.ofSeconds(10), limits.of("slow").reserve());
    assertEquals(Duration.ofMillis(500), limits.of("one").reserve());
  }

  @Test
  void shareAppliesToEveryGatewaysLimit() {
    for (int i = 0; i < 100; i++) {
      submit("slow");
      submit("one");
      submit("open");
    }
    sent.clear();
    limits.share(0.5);
    submitter.rateLimitChanged();

    time.advance(Duration.ofSeconds(40));

    assertEquals(2, sent.stream().filter(each -> each.startsWith("slow")).count());
    assertEquals(40, sent.stream().filter(each -> each.startsWith("one")).count());
    submit("open");
    assertEquals("open 40.0", sent.get(sent.size() - 1), "no limit, so no share of it");
  }

  @Test
  void closingEndsTheSubmitsThatWaitForEachLimit() {
    List<CompletableFuture<SubmitOutcome>> waiting = new ArrayList<>();
    for (String gateway : List.of("slow", "one")) {
      submit(gateway);
      waiting.add(submit(gateway));
    }

    submitter.close();

    waiting.forEach(outcome -> assertTrue(outcome.isCompletedExceptionally()));
    sent.clear();
    time.advance(Duration.ofHours(1));
    assertEquals(List.of(), sent);
  }
}
