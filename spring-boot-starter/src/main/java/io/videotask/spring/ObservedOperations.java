package io.videotask.spring;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.videotask.OperationListener;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation of each submit, wait and download: {@code videotask.submit}, {@code
 * videotask.wait} and {@code videotask.download}, with the key values {@code gateway}, {@code
 * outcome} and, of high cardinality, {@code task}.
 */
final class ObservedOperations implements OperationListener {
  private static final String NONE = "none";

  private final ObservationRegistry registry;

  ObservedOperations(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Started onBegin(Operation operation, @Nullable String gateway, @Nullable TaskRef task) {
    String name = operation.name().toLowerCase(Locale.ROOT);
    Observation observation =
        Observation.createNotStarted("videotask." + name, registry)
            .contextualName(name + " video")
            .lowCardinalityKeyValue("gateway", gateway == null ? NONE : gateway);
    if (task != null) {
      observation.highCardinalityKeyValue("task", task.toString());
    }
    observation.start();
    return (result, failure) -> {
      observation.lowCardinalityKeyValue("outcome", outcome(result, failure));
      if (result instanceof SubmitOutcome.Accepted accepted) {
        observation.lowCardinalityKeyValue("gateway", accepted.task().gateway());
        observation.highCardinalityKeyValue("task", accepted.task().toString());
      }
      if (failure != null) {
        observation.error(failure);
      }
      observation.stop();
    };
  }

  private static String outcome(@Nullable Object result, @Nullable Throwable failure) {
    if (failure instanceof VideoTaskException known) {
      return known.kind().name();
    }
    if (failure != null) {
      return failure.getClass().getSimpleName();
    }
    if (result instanceof VideoTask task) {
      return task.state().name();
    }
    if (result instanceof SubmitOutcome outcome) {
      return outcome.match(accepted -> "ACCEPTED", rejected -> "REJECTED", unknown -> "UNKNOWN");
    }
    return "DONE";
  }
}
