package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.Snippet;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on importing shows what the consumers' builds test. */
class ImportPageTest {
  @Test
  void theSnippetPrintsTheState(@TempDir Path folder) throws Exception {
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.add(AnswerFormat.NEW_API_KLING, "task_abc", TaskScript.of(Reply.queued()));
      List<String> snippets = Page.of("docs/import.md").blocks("java");
      assertEquals(1, snippets.size());
      String snippet = snippets.get(0).replace("https://api.example.com", gateway.baseUrl());
      assertEquals("QUEUED", Snippet.run(snippet, folder).strip());
    }
  }

  @Test
  void theSnippetsArePartsOfConsumersThatBuild() throws Exception {
    List<String> pasted = Page.of("docs/import.md").blocks("xml");
    assertEquals(3, pasted.size());
    String poms = poms();
    for (String xml : pasted) {
      assertTrue(poms.contains(squeezed(xml)), xml);
    }
  }

  @Test
  void theTestsRunTheCommandsOfTheSpecPage() throws Exception {
    String cases =
        Files.readString(
            Page.ROOT.resolve(
                "integration-tests/src/test/java/io/videotask/it/consumers/RegenerationIT.java"));
    for (String command : Page.of("docs/specs.md").blocks("sh")) {
      assertTrue(command.startsWith("mvn compile -pl core -am"), command);
    }
    assertTrue(cases.contains("{\"compile\", \"-pl\", \"core\", \"-am\"}"));
    assertTrue(cases.contains("\"-Dvideotask.specs=\""));
  }

  private static String poms() throws IOException {
    StringBuilder poms = new StringBuilder();
    Path consumers = Page.ROOT.resolve("integration-tests/src/test/consumers");
    try (Stream<Path> files = Files.walk(consumers)) {
      for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
        poms.append(squeezed(Files.readString(pom)));
      }
    }
    return poms.toString();
  }

  private static String squeezed(String xml) {
    return xml.replaceAll("(?s)<!--.*?-->", "").replaceAll("\\s+", "");
  }
}
