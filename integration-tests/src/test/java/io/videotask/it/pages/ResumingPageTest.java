package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.Snippet;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets on resuming work, and those for other engines compile. */
class ResumingPageTest {
  /** As much of the engines' libraries as the snippets use. */
  private static final Map<String, String> ENGINES =
      Map.of(
          "io.temporal.activity.ActivityInterface",
          "public @interface ActivityInterface {}",
          "io.temporal.activity.ActivityOptions",
          """
          public class ActivityOptions {
            public static Builder newBuilder() { return null; }
            public static class Builder {
              public Builder setStartToCloseTimeout(java.time.Duration timeout) { return this; }
              public ActivityOptions build() { return null; }
            }
          }
          """,
          "io.temporal.workflow.Workflow",
          """
          public class Workflow {
            public static <T> T newActivityStub(
                Class<T> type, io.temporal.activity.ActivityOptions options) { return null; }
            public static void sleep(java.time.Duration duration) {}
          }
          """,
          "io.temporal.workflow.WorkflowInterface",
          "public @interface WorkflowInterface {}",
          "io.temporal.workflow.WorkflowMethod",
          "public @interface WorkflowMethod {}",
          "dev.dbos.transact.execution.ThrowingSupplier",
          "public interface ThrowingSupplier<T, E extends Exception> { T execute() throws E; }",
          "dev.dbos.transact.DBOS",
          """
          public class DBOS {
            public void sleep(java.time.Duration duration) {}
            public <T, E extends Exception> T runStep(
                dev.dbos.transact.execution.ThrowingSupplier<T, E> step, String name) throws E {
              return step.execute();
            }
          }
          """);

  private static List<String> snippets() throws Exception {
    List<String> snippets = Page.of("docs/resuming.md").blocks("java");
    assertEquals(3, snippets.size());
    return snippets;
  }

  @Test
  void theLoopPrintsTheEnd(@TempDir Path folder) throws Exception {
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.add(AnswerFormat.NEW_API_KLING, "task_abc", TaskScript.of(Reply.completed()));
      String snippet = snippets().get(0).replace("https://api.example.com", gateway.baseUrl());

      assertEquals("COMPLETED", Snippet.run(snippet, folder).strip());
    }
  }

  @Test
  void theSnippetsForOtherEnginesCompile(@TempDir Path folder) throws Exception {
    List<String> snippets = snippets();
    assertTrue(snippets.get(1).contains("class TemporalVideo"));
    assertTrue(snippets.get(2).contains("class DbosVideo"));

    Snippet.compile(Map.of("TemporalVideo", snippets.get(1)), ENGINES, folder);
    Snippet.compile(Map.of("DbosVideo", snippets.get(2)), ENGINES, folder);
  }
}
