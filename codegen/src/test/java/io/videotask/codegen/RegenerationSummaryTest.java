package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The printed command reads the same specs as the build that reported the change. */
final class RegenerationSummaryTest {
  private static final String COMMAND =
      "known: new here, 1 facts; accept it: mvn test -pl integration-tests -am"
          + " -Dtest='Generated*Test' -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dsurface.update=true";

  private static List<String> lines(Path folder, Path specs) throws Exception {
    Path home = Files.createDirectories(folder.resolve("project/client"));
    return new RegenerationSummary(home, specs.resolve("known"))
        .lines(Map.of("operation GET /x", "look"), "p", Set.of());
  }

  @Test
  void defaultSpecsFolderIsNotRepeated(@TempDir Path folder) throws Exception {
    Path specs = folder.resolve("project/client/../specs");
    assertEquals(List.of(COMMAND + ", and commit"), lines(folder, specs));
  }

  @Test
  void otherSpecsFolderIsRepeated(@TempDir Path folder) throws Exception {
    Path specs = folder.resolve("mine/specs");
    assertEquals(
        List.of(COMMAND + " -Dvideotask.specs='" + specs + "', and commit"), lines(folder, specs));
  }
}
