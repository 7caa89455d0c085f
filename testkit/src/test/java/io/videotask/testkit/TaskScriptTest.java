package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskScriptTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void aLifeWithoutAnAnswerIsRefused() {
    assertThrows(IllegalArgumentException.class, TaskScript::of);
  }

  @Test
  void queriesAndMomentsDoNotMix() {
    TaskScript life = TaskScript.of(Reply.queued());
    assertThrows(IllegalStateException.class, () -> life.from(MINUTE, Reply.completed()));
  }

  @Test
  void momentsStandInTheirOrder() {
    TaskScript life = TaskScript.beginningWith(Reply.queued()).from(MINUTE, Reply.inProgress(1));
    assertThrows(IllegalArgumentException.class, () -> life.onceAt(Duration.ZERO, Reply.reset()));
  }

  @Test
  void aProgressIsAPercentage() {
    assertThrows(IllegalArgumentException.class, () -> Reply.inProgress(101));
  }
}
