package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.it.Snippet;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippet without an engine; those for engines are run by {@code WorkflowEnginesIT}. */
class ResumingPageTest {
  @Test
  void theLoopPrintsTheEnd(@TempDir Path folder) throws Exception {
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.add(AnswerFormat.NEW_API_KLING, "task_abc", TaskScript.of(Reply.completed()));
      String snippet =
          Page.of("docs/resuming.md")
              .blocks("java")
              .get(0)
              .replace("https://api.example.com", gateway.baseUrl());

      assertEquals("COMPLETED", Snippet.run(snippet, folder).strip());
    }
  }
}
