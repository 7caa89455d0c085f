package io.videotask.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.videotask.task.TaskRef;
import io.videotask.tracker.EndHandler;
import io.videotask.tracker.TrackedEnd;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures the handler of this node: the timer {@code videotask.tracker.deliveries} with the tags
 * {@code gateway}, {@code outcome} and {@code result}, and the counter {@code
 * videotask.tracker.deliveries.repeated}. Thread-safe.
 */
final class DeliveryMetrics {
  /** Repetitions come soon, or not at all. */
  private static final int REMEMBERED = 10_000;

  private final Supplier<@Nullable MeterRegistry> registry;
  private final Set<String> accepted =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  DeliveryMetrics(Supplier<@Nullable MeterRegistry> registry) {
    this.registry = registry;
  }

  EndHandler around(EndHandler handler) {
    return end -> {
      MeterRegistry meters = registry.get();
      if (meters == null) {
        handler.ended(end);
      } else {
        measure(handler, end, meters);
      }
    };
  }

  private void measure(EndHandler handler, TrackedEnd end, MeterRegistry meters) throws Exception {
    TaskRef ref = end.task().ref();
    Tags tags =
        Tags.of("gateway", ref == null ? "none" : ref.gateway(), "outcome", end.outcome().name());
    if (accepted.contains(end.key())) {
      meters.counter("videotask.tracker.deliveries.repeated", tags).increment();
    }
    Timer.Sample sample = Timer.start(meters);
    String result = "failed";
    try {
      handler.ended(end);
      result = "accepted";
      accepted.add(end.key());
    } finally {
      sample.stop(meters.timer("videotask.tracker.deliveries", tags.and("result", result)));
    }
  }
}
