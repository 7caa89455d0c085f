package io.videotask.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file by which a service loader finds the gateways of a module. Maven runs the generator once
 * for each gateway, so each run notes its own adapter in its output folder, and writes the notes of
 * all into the file.
 */
final class ServiceFile {
  private static final String SERVICE = "io.videotask.generated.gateway.GatewayAdapter";
  private static final String NOTE = "GATEWAY";

  private final Path output;
  private final Path classes;

  /**
   * @param output the folder of this run, beside those of the other gateways
   * @param classes the module's folder for classes
   */
  ServiceFile(Path output, Path classes) {
    this.output = output.toAbsolutePath().normalize();
    this.classes = classes;
  }

  /**
   * Notes this run's adapter, and writes the file if it changes.
   *
   * @param adapter the class to create; null where this run generates none
   * @param executions the ids of all runs, by which the notes of removed ones are ignored; empty
   *     where they are unknown
   */
  void write(@Nullable String adapter, Set<String> executions) {
    try {
      Path note = note(output);
      if (adapter == null) {
        Files.deleteIfExists(note);
      } else {
        replace(note, adapter + "\n");
      }
      Path file = classes.resolve("META-INF").resolve("services").resolve(SERVICE);
      Set<String> adapters = adapters(executions);
      if (!adapters.isEmpty()) {
        replace(file, String.join("\n", adapters) + "\n");
      } else {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the gateways of " + classes, e);
    }
  }

  private Set<String> adapters(Set<String> executions) throws IOException {
    Set<String> adapters = new TreeSet<>();
    try (Stream<Path> siblings = Files.list(output.resolveSibling(""))) {
      for (Path sibling : siblings.toList()) {
        boolean current =
            executions.isEmpty() || executions.contains(String.valueOf(sibling.getFileName()));
        if (current && Files.isRegularFile(note(sibling))) {
          adapters.add(Files.readString(note(sibling)).strip());
        }
      }
    }
    return adapters;
  }

  private static Path note(Path folder) {
    return folder.resolve(".openapi-generator").resolve(NOTE);
  }

  /** Leaves a file with the same content as it is, so that nothing is built again. */
  private static void replace(Path file, String content) throws IOException {
    if (Files.isRegularFile(file) && Files.readString(file).equals(content)) {
      return;
    }
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, content);
  }
}
