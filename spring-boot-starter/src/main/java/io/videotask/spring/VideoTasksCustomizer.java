package io.videotask.spring;

import io.videotask.VideoTasksBuilder;

/** A bean of this type changes the settings of the client, after the properties have. */
@FunctionalInterface
public interface VideoTasksCustomizer {
  /** Changes the builder. */
  void customize(VideoTasksBuilder builder);
}
