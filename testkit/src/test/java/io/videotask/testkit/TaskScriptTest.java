package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskScriptTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void rejectsScriptWithoutReplies() {
    assertThrows(IllegalArgumentException.class, TaskScript::of);
  }

  @Test
  void rejectsMixingRepliesPerQueryAndByAge() {
    TaskScript script = TaskScript.of(Reply.queued());
    assertThrows(IllegalStateException.class, () -> script.from(MINUTE, Reply.completed()));
  }

  @Test
  void rejectsDescendingAges() {
    TaskScript script = TaskScript.startingWith(Reply.queued()).from(MINUTE, Reply.inProgress(1));
    assertThrows(IllegalArgumentException.class, () -> script.onceAt(Duration.ZERO, Reply.reset()));
  }

  @Test
  void rejectsProgressOutsideOfZeroToHundred() {
    assertThrows(IllegalArgumentException.class, () -> Reply.inProgress(101));
  }
}
