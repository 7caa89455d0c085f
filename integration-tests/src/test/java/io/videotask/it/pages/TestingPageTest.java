package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.Snippet;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The snippets of the pages on the testkit and on contract tests work. */
class TestingPageTest {
  private static final String TESTING = "docs/testing-your-code.md";
  private static final String CONTRACT = "docs/contract-tests.md";

  @ParameterizedTest
  @CsvSource({"0, PatienceTest, 2", "1, ShopTest, 2", "2, RealTimeTest, 1"})
  void theTestsOnThePagePass(int place, String name, int tests, @TempDir Path folder)
      throws Exception {
    List<String> snippets = Page.of(TESTING).blocks("java");
    assertEquals(4, snippets.size());
    TestExecutionSummary summary = Snippet.test(snippets.get(place), name, folder);
    StringWriter failures = new StringWriter();
    summary.printFailuresTo(new PrintWriter(failures));
    assertEquals(0, summary.getTotalFailureCount(), failures::toString);
    assertEquals(tests, summary.getTestsSucceededCount());
  }

  @Test
  void theProgramOnThePageSubmitsOnce(@TempDir Path folder) throws Exception {
    String printed = Snippet.run(Page.of(TESTING).blocks("java").get(3), folder);
    assertTrue(printed.startsWith("4096 bytes\n1 submit: {"), printed);
    assertTrue(printed.contains("sora-2"), printed);
  }

  @Test
  void everyReplyAndEveryFormatIsOnThePage() throws Exception {
    String page = Page.of(TESTING).text();
    for (Method method : Reply.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers())) {
        assertTrue(page.contains(method.getName() + "("), method.getName());
      }
    }
    Arrays.stream(AnswerFormat.class.getFields())
        .forEach(
            format -> assertTrue(page.contains("`" + format.getName() + "`"), format::getName));
  }

  @Test
  void theReportOnThePageIsPrinted(@TempDir Path folder) throws Exception {
    String printed = Snippet.run(Page.of(CONTRACT).blocks("java").get(0), folder);
    assertEquals(
        """
        new-api GET /v1/video/generations/{task_id}: 200: 1 difference from its spec
        unknown word: $.data.status: a status word that this version does not know: "PONDERING"
        """,
        printed);
  }

  @Test
  void theTestsThatThePageNamesExist() throws Exception {
    Path tests = Page.ROOT.resolve("integration-tests/src/test/java/io/videotask/it/contract");
    for (String code : Page.of(CONTRACT).inlineCode()) {
      if (code.matches("\\w+ContractTest")) {
        assertTrue(Files.exists(tests.resolve(code + ".java")), code);
      }
    }
  }
}
