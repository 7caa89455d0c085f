package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.task.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares docs/statuses.md with the code. */
class StatusesPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("videotask.root")).resolve("docs/statuses.md");

  @ParameterizedTest
  @EnumSource(TaskState.class)
  void tableOfStatusesMatchesCode(TaskState state) throws IOException {
    Set<String> page = new TreeSet<>();
    cell("| `" + state + "` | ").forEach(status -> page.add(status.replace("_", "")));
    Set<String> code = new TreeSet<>();
    StatusMapping.all()
        .forEach(
            (status, mapped) -> {
              if (mapped == state) {
                code.add(status);
              }
            });

    assertEquals(code, page);
  }

  @Test
  void tableOfCodesMatchesCode() throws IOException {
    assertEquals(
        new TreeSet<>(FailureReasons.REFUSED), cell("| no: refused by content or parameters | "));
    assertEquals(
        new TreeSet<>(FailureReasons.TRANSIENT_CODES),
        cell("| yes: gateway or vendor broke, or ran out of time | "));
  }

  private static Set<String> cell(String start) throws IOException {
    String row =
        Files.readString(PAGE)
            .lines()
            .filter(line -> line.startsWith(start))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row starts with " + start));
    return new TreeSet<>(
        Arrays.asList(row.substring(start.length()).replace(" |", "").split(", ", -1)));
  }
}
