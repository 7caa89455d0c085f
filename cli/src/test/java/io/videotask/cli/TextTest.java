package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.task.TaskFailure;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void aLineStaysOneLineThatNoTerminalObeys() {
    assertEquals("a\\u000ab\\u001b[31m\\u202ec 视频 🎬", Text.oneLine("a\nb\u001b[31m\u202ec 视频 🎬"));
  }

  @Test
  void wordsOfTheShellAreQuotedWhereTheyNeedToBe() {
    assertEquals("https://a.example/v1", Text.quoted("https://a.example/v1"));
    assertEquals("'it'\\''s $HOME'", Text.quoted("it's $HOME"));
    assertEquals("''", Text.quoted(""));
  }

  @Test
  void aFailureSaysWhyAndWhetherAnotherTryHelps() {
    assertEquals(
        "new-api:t1 FAILED: refused (code 1027); the same request won't work",
        Text.of(Snapshots.failed(new TaskFailure("1027", "refused", false))));
  }

  @Test
  void aRunningTaskShowsHowFarItIs() {
    assertEquals("new-api:t1 IN_PROGRESS 30% (RUN)", Text.of(Snapshots.running("RUN", 30)));
  }
}
