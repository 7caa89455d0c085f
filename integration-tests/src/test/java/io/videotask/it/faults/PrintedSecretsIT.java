package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.pages.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Searches the output of the tests of all modules for keys. All test keys have the same prefix;
 * only the settings of the build itself may contain one.
 */
class PrintedSecretsIT {
  private static final Pattern CANARY = Pattern.compile("sk-canary[A-Za-z0-9-]*");
  private static final Pattern SETTING =
      Pattern.compile("<property name=\"[^\"]*\" value=\"[^\"]*\"/>");

  @Test
  void noReportContainsAKey() throws IOException {
    Path root = Page.ROOT.toRealPath();
    List<String> leaks = new ArrayList<>();
    int searched = 0;
    for (String module : List.of("core", "cli", "integration-tests")) {
      for (String reports : List.of("surefire-reports", "failsafe-reports")) {
        Path folder = root.resolve(module).resolve("target").resolve(reports);
        if (Files.isDirectory(folder)) {
          searched += search(folder, leaks);
        }
      }
    }
    assertTrue(searched > 20, "only " + searched + " reports were there to search");
    assertEquals(List.of(), leaks);
  }

  private static int search(Path folder, List<String> leaks) throws IOException {
    int searched = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Matcher found = CANARY.matcher(SETTING.matcher(text).replaceAll(""));
        if (found.find()) {
          int from = Math.max(0, found.start() - 120);
          leaks.add(file.getFileName() + ": …" + text.substring(from, found.start()) + "[key]");
        }
        searched++;
      }
    }
    return searched;
  }
}
