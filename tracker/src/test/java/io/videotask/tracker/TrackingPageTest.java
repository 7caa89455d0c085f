package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on tracking: its snippet works, and it names what there is. */
class TrackingPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("videotask.root"), "docs/tracking.md");

  @Test
  void theSnippetSubmitsAndHandlesTheEnd(@TempDir Path folder) throws Exception {
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
      String snippet =
          snippet()
              .replace("https://api.example.com", gateway.baseUrl())
              // The first poll of a new task is after some 20 s otherwise.
              .replace(
                  "        .build();\n    Tracker",
                  ".schedule((context, random) -> java.time.Duration.ofMillis(50)).build(); Tracker")
              .replace("jdbc:h2:./videos", "jdbc:h2:mem:page");

      assertEquals("17 COMPLETED", run(snippet, folder).strip());
    }
  }

  @Test
  void everyStateAndOutcomeIsOnThePage() throws Exception {
    String page = Files.readString(PAGE);
    for (TrackState state : TrackState.values()) {
      assertTrue(page.contains(state.name()), state::name);
    }
    for (TrackOutcome outcome : TrackOutcome.values()) {
      assertTrue(page.contains('`' + outcome.name() + '`'), outcome::name);
    }
  }

  private static String snippet() throws Exception {
    Matcher matcher =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertTrue(matcher.find(), "the page has a snippet");
    return matcher.group(1);
  }

  private static String run(String snippet, Path folder) throws Exception {
    String imports = snippet.substring(0, snippet.indexOf("\n\n"));
    Path source = folder.resolve("Snippet.java");
    Files.writeString(
        source,
        imports
            + "\nclass Snippet { public static void main(String[] a) throws Exception {"
            + snippet.substring(imports.length())
            + "} }");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertEquals(0, result, "the snippet compiles");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      var main = loader.loadClass("Snippet").getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
