package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.error.ErrorKind;
import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.it.Snippet;
import io.videotask.it.pages.Page;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/errors.md agrees with the code. */
class ErrorsPageTest {
  private static final Path PAGE = Page.ROOT.resolve("docs/errors.md");

  private static final Path SURFACE = Page.ROOT.resolve("core/surface.txt");
  private static final Pattern EXCEPTION =
      Pattern.compile("^class (io\\.videotask\\.error\\.\\w+)$", Pattern.MULTILINE);

  /** Returns all subclasses, as listed in the public surface. */
  static List<Class<?>> classes() throws Exception {
    List<Class<?>> classes = new ArrayList<>();
    for (Matcher each = EXCEPTION.matcher(Files.readString(SURFACE)); each.find(); ) {
      Class<?> type = Class.forName(each.group(1));
      if (type.getSuperclass() == VideoTaskException.class) {
        classes.add(type);
      }
    }
    return classes;
  }

  static List<List<String>> statuses() throws IOException {
    return rows().filter(row -> row.get(0).matches("[0-9, ]+")).toList();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyClassHasItsRow(Class<?> type) throws Exception {
    List<String> row =
        rows()
            .filter(cells -> cells.get(0).equals("`" + type.getSimpleName() + "`"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row for " + type.getSimpleName()));
    Constructor<?> constructor = type.getConstructors()[0];
    boolean depends = List.of(constructor.getParameterTypes()).contains(Retry.class);
    VideoTaskException example = example(constructor);

    assertEquals("`" + example.kind() + "`", row.get(1));
    assertEquals(depends ? "it depends" : word(example.retry()), row.get(2));
    assertEquals(example.canWaitAgain() ? "yes" : "no", row.get(3));
    assertEquals(6, row.size(), "cause and advice");
  }

  @Test
  void everyKindAndEveryRowHasAClass() throws Exception {
    Set<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
    Set<String> names = new TreeSet<>();
    for (Class<?> type : classes()) {
      kinds.add(example(type.getConstructors()[0]).kind());
      names.add("`" + type.getSimpleName() + "`");
    }
    assertEquals(EnumSet.allOf(ErrorKind.class), kinds);
    Set<String> rows = new TreeSet<>();
    rows().filter(row -> row.get(0).endsWith("Exception`")).forEach(row -> rows.add(row.get(0)));
    assertEquals(names, rows);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void everyStatusHasTheResultOfItsRow(List<String> row) throws Exception {
    ErrorKind kind = ErrorKind.valueOf(row.get(1).replace("`", ""));
    for (String status : row.get(0).split(", ", -1)) {
      try (RawServer server =
              new RawServer(
                  (exchange, number) ->
                      exchange.say(
                          "HTTP/1.1 "
                              + status
                              + " S\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"));
          FaultFixture fixture = new FaultFixture(server.url())) {
        VideoTaskException e = fixture.failed(kind);
        assertEquals(row.get(2), word(e.retry()), status);
        assertEquals(e.retry() == Retry.ALWAYS ? 3 : 1, server.requests(), status);
      }
    }
  }

  @Test
  void theExampleCompiles(@TempDir Path folder) throws Exception {
    String page = Files.readString(PAGE);
    String from = page.substring(page.indexOf("```java\n") + 8);
    String example = from.substring(0, from.indexOf("```"));

    Snippet.run(
        "import io.videotask.*;import io.videotask.error.*;import io.videotask.task.*;import"
            + " java.time.*;import java.util.*;\n\n"
            + "class Example { void store(VideoTask task) {} void giveUp(TaskRef ref, String why)"
            + " {}"
            + example
            + "}",
        folder);
  }

  private static VideoTaskException example(Constructor<?> constructor) throws Exception {
    Object[] words =
        Arrays.stream(constructor.getParameterTypes()).map(ErrorsPageTest::argument).toArray();
    return (VideoTaskException) constructor.newInstance(words);
  }

  private static Object argument(Class<?> type) {
    if (type == String.class) {
      return "message";
    }
    if (type == Retry.class) {
      return Retry.NEVER;
    }
    if (type == LostSubmit.class) {
      VideoRequest request = VideoRequest.of("a kite").build();
      return LostSubmit.of(request, "new-api", "order-17", false, Instant.EPOCH, Instant.EPOCH);
    }
    return type == Evidence.class ? Evidence.of(TaskRef.parse("new-api:task_1")) : null;
  }

  private static String word(Retry retry) {
    return switch (retry) {
      case NEVER -> "no";
      case IN_A_WAIT -> "in a wait";
      case ALWAYS -> "yes";
    };
  }

  private static java.util.stream.Stream<List<String>> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| "))
        .map(line -> Arrays.asList(line.substring(2, line.length() - 2).split(" \\| ", -1)));
  }
}
