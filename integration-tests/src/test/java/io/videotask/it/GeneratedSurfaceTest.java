package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.generated.newapi.TaskObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The public surface of the generated client is a committed list, so that a changed spec or
 * template shows in its diff. Run with {@code -Dsurface.update=true} to write it anew.
 */
class GeneratedSurfaceTest {
  private static final Path LIST = Example.SPECS.resolveSibling("generated-client/surface.txt");

  @Test
  void isTheCommittedList() throws Exception {
    String surface = PublicSurface.of(classNames());
    if (Boolean.getBoolean("surface.update")) {
      Files.writeString(LIST, surface);
    }

    assertEquals(
        Files.readString(LIST),
        surface,
        "the generated client's public surface has changed: if that is meant, run this test with"
            + " -Dsurface.update=true and commit generated-client/surface.txt");
  }

  private static List<String> classNames() throws Exception {
    Path place =
        Path.of(TaskObject.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(place)) {
      return classNames(place);
    }
    URI jar = URI.create("jar:" + place.toUri());
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of())) {
      return classNames(inside.getPath("/"));
    }
  }

  private static List<String> classNames(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class") && !file.contains("package-info"))
          .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
          .sorted()
          .toList();
    }
  }
}
