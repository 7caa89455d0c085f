package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every type that the glossary names exists. */
class GlossaryTest {
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)`");

  @Test
  void theTypesOfTheGlossaryExist() throws IOException {
    Set<String> types;
    try (Stream<String> files =
        Files.walk(Page.ROOT)
            .filter(file -> file.toString().contains("/src/main/java/"))
            .map(file -> file.getFileName().toString())) {
      types = files.map(name -> name.replace(".java", "")).collect(Collectors.toSet());
    }
    List<String> unknown = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(Page.ROOT.resolve("docs/glossary.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length < 4) {
        continue;
      }
      rows++;
      Matcher type = TYPE.matcher(cells[3]);
      while (type.find()) {
        if (!types.contains(type.group(1))) {
          unknown.add(type.group(1));
        }
      }
    }
    assertTrue(rows > 20, "the table was read");
    assertEquals(List.of(), unknown);
  }
}
