package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.pages.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The workflows of the page on resuming, with Temporal's test server and with DBOS. */
class WorkflowEnginesIT {
  @Test
  void theWorkflowsOnThePageRunOnTheirEngines() throws Exception {
    Path project = Projects.alone("workflow-engines", "workflow-engines");
    List<String> snippets = Page.of("docs/resuming.md").blocks("java");
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(sources.resolve("TemporalVideo.java"), snippets.get(1));
    Files.writeString(sources.resolve("DbosVideo.java"), snippets.get(2));

    MavenRun run = MavenRun.in(project, "test").succeeded();

    assertTrue(run.text().contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"), run::text);
  }
}
