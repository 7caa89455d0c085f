package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The BOM manages all published modules, and nothing that only our tests and tools use. */
class BomIT {
  @Test
  void managesEveryPublishedModule() throws Exception {
    String bom = Files.readString(Projects.ROOT.resolve("bom/pom.xml"));
    List<String> missing = new ArrayList<>();
    for (String module : modules()) {
      String pom = Files.readString(Projects.ROOT.resolve(module).resolve("pom.xml"));
      boolean published = !pom.contains("<maven.deploy.skip>true") && !module.equals("bom");
      if (published && !bom.contains("<artifactId>videotask-" + module + "</artifactId>")) {
        missing.add(module);
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void isPublishedWithoutItsParent() throws Exception {
    Path repository = Path.of(System.getProperty("consumers.repository"));
    Path folder =
        repository
            .resolve("io/videotask/videotask-bom")
            .resolve(System.getProperty("version.videotask"));
    String published;
    try (var files = Files.list(folder)) {
      published =
          Files.readString(
              files.filter(file -> file.toString().endsWith(".pom")).findFirst().orElseThrow());
    }
    assertFalse(published.contains("<parent>"), published);
    assertFalse(published.contains("wiremock-standalone"), published);
    assertTrue(published.contains("<artifactId>okhttp-bom</artifactId>"), published);
  }

  private static List<String> modules() throws IOException {
    List<String> modules = new ArrayList<>();
    Matcher found =
        Pattern.compile("<module>(.*?)</module>")
            .matcher(Files.readString(Projects.ROOT.resolve("pom.xml")));
    while (found.find()) {
      modules.add(found.group(1));
    }
    return modules;
  }
}
