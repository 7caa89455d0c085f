package io.videotask.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Deletes sources of an earlier build that this one did not write, as they would still be compiled.
 */
final class StaleSourceCleaner {
  private StaleSourceCleaner() {}

  /** Deletes stale sources and the folders that become empty. */
  static void deleteStaleSources(Path output) {
    Path listing = output.resolve(".openapi-generator").resolve("FILES");
    if (!Files.isRegularFile(listing)) {
      return;
    }
    try {
      Set<Path> written =
          Files.readAllLines(listing).stream()
              .map(line -> output.resolve(line).normalize())
              .collect(Collectors.toSet());
      for (Path path : deepestFirst(output)) {
        boolean staleSource =
            Files.isRegularFile(path)
                && path.toString().endsWith(".java")
                && !written.contains(path.normalize());
        if (staleSource || isEmptyFolder(path)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prune " + output, e);
    }
  }

  private static List<Path> deepestFirst(Path output) throws IOException {
    try (Stream<Path> paths = Files.walk(output)) {
      return paths.filter(path -> !path.equals(output)).sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.findAny().isEmpty();
    }
  }
}
