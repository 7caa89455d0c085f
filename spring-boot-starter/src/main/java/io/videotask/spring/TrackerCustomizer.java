package io.videotask.spring;

import io.videotask.tracker.TrackerBuilder;

/** A bean of this type changes the settings of the tracker, after the properties have. */
@FunctionalInterface
public interface TrackerCustomizer {
  /** Changes the builder. */
  void customize(TrackerBuilder builder);
}
