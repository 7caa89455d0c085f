package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Builds of the same sources in different folders produce the same jars. */
class ReproducibleIT {
  @Test
  void twoBuildsInTwoFoldersGiveTheSameJars() throws Exception {
    Map<String, Path> one = jars(Projects.fresh("reproduced"));
    Map<String, Path> two = jars(Projects.fresh("reproduced-again/elsewhere"));

    assertTrue(one.keySet().toString().contains("videotask-core"), one::toString);
    assertEquals(one.keySet(), two.keySet());
    for (String name : one.keySet()) {
      assertEquals(-1, Files.mismatch(one.get(name), two.get(name)), name);
    }
  }

  private static Map<String, Path> jars(Path folder) throws Exception {
    Projects.checkout(folder);
    MavenRun.in(folder, "package", "-pl", "core", "-am").succeeded();
    Map<String, Path> jars = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".jar"))
          .forEach(file -> jars.put(file.getFileName().toString(), file));
    }
    return jars;
  }
}
