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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's snippet compiles and works. */
class ReadmeTest {
  private static final Path README = Page.ROOT.resolve("README.md");

  @Tag("long")
  @Test
  void theSnippetSubmitsWaitsAndDownloads(@TempDir Path folder) throws Exception {
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
      Path video = folder.resolve("kite.mp4");

      Snippet.run(
          snippet()
              .replace("https://api.example.com", gateway.baseUrl())
              .replace("\"kite.mp4\"", '"' + video.toString().replace('\\', '/') + '"'),
          folder);

      assertEquals(1, gateway.submits().size());
      assertTrue(Files.size(video) > 100, "a video was stored");
    }
  }

  @Test
  void isShort() throws Exception {
    assertTrue(Files.readAllLines(README).size() <= 60);
  }

  private static String snippet() throws Exception {
    Matcher matcher =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(matcher.find(), "the README has no Java snippet");
    return matcher.group(1);
  }
}
