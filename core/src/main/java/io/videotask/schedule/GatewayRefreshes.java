package io.videotask.schedule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the refreshes of one gateway: the observed times, and the predictor that learns
 * from them, once the nominal period is known from a task of the gateway. Not thread-safe.
 */
final class GatewayRefreshes {
  private final RefreshTimes times = new RefreshTimes();
  private @Nullable RefreshPredictor predictor;

  /** Returns the predictor; the first call determines its nominal period. */
  RefreshPredictor predictor(Duration nominal) {
    RefreshPredictor known = predictor;
    if (known == null) {
      known = new RefreshPredictor(nominal, times);
      predictor = known;
    }
    return known;
  }

  /** Returns the observed times; see {@link LearnedDurations.Refreshes#times}. */
  List<Long> times() {
    return times.all();
  }

  /** See {@link RefreshTimes#unshared}. */
  @Nullable List<Long> unshared() {
    return times.unshared();
  }

  /** Adds times that were kept over a restart, which may not be shared yet. */
  void restore(List<Long> saved) {
    add(saved);
    times.markUnshared();
  }

  /** Adds times that several processes share. */
  void replaceWith(List<Long> shared) {
    add(shared);
    times.markShared(shared);
  }

  private void add(List<Long> observed) {
    if (times.addAll(observed) && predictor != null) {
      predictor.replay();
    }
  }
}
