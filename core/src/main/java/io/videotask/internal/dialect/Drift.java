package io.videotask.internal.dialect;

import io.videotask.generated.runtime.DriftListener;

/** Receives each value whose type differs from the spec's. */
@FunctionalInterface
public interface Drift extends DriftListener {
  /** Ignores all deviations. */
  Drift IGNORED = (path, expected, found, kept) -> {};
}
