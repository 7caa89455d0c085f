package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.task.TaskFailure;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
  @Test
  void escapesControlAndFormatCharacters() {
    assertEquals(
        "a\\u000ab\\u001b[31m\\u202ec 视频 🎬", TerminalText.oneLine("a\nb\u001b[31m\u202ec 视频 🎬"));
  }

  @Test
  void quotesShellArgumentsIfNecessary() {
    assertEquals("https://a.example/v1", TerminalText.shellQuoted("https://a.example/v1"));
    assertEquals("'it'\\''s $HOME'", TerminalText.shellQuoted("it's $HOME"));
    assertEquals("''", TerminalText.shellQuoted(""));
  }

  @Test
  void failureHasReasonAndRetryability() {
    assertEquals(
        "new-api:t1 FAILED: refused (code 1027); the same request won't work",
        TerminalText.of(Snapshots.failed(new TaskFailure("1027", "refused", false))));
  }

  @Test
  void runningTaskHasItsProgress() {
    assertEquals("new-api:t1 IN_PROGRESS 30% (RUN)", TerminalText.of(Snapshots.pending("RUN", 30)));
  }
}
