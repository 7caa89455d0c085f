package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.pages.Page;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's snippet compiles and does what it says. */
class ReadmeTest {
  private static final Path README = Page.ROOT.resolve("README.md");

  @Test
  void theSnippetPrintsTheAddressOfTheVideo(@TempDir Path folder) throws Exception {
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.add(
          AnswerFormat.NEW_API_KLING,
          "task_abc",
          TaskScript.of(
              Reply.json(
                  200,
                  "{\"task_id\":\"task_abc\",\"status\":\"completed\",\"url\":\"https://cdn.example.com/v.mp4?sig=a%2Fb\"}")));

      String printed =
          Snippet.run(snippet().replace("https://api.example.com", gateway.baseUrl()), folder);

      assertEquals("https://cdn.example.com/v.mp4?sig=a%2Fb", printed.strip());
    }
  }

  @Test
  void itIsOneScreen() throws Exception {
    assertTrue(Files.readAllLines(README).size() <= 60);
  }

  private static String snippet() throws Exception {
    Matcher matcher =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(matcher.find(), "the README has no Java snippet");
    return matcher.group(1);
  }
}
