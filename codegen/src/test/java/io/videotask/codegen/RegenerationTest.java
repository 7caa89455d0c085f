package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests repeated generation into the same folder. */
final class RegenerationTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  private static String document(String... schemas) {
    return """
        openapi: 3.0.3
        info: {title: t, version: '1'}
        paths: {}
        components:
          schemas:
        """
        + "    "
        + String.join("\n    ", schemas)
        + "\n";
  }

  private static final String TASK = "Task: {type: object, properties: {id: {type: string}}}";
  private static final String GONE = "Gone: {type: object, properties: {id: {type: string}}}";

  private static Map<Path, FileTime> setOldTimestamps(Path out) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Files.setLastModifiedTime(file, LONG_AGO);
        times.put(file, LONG_AGO);
      }
    }
    return times;
  }

  private static Map<Path, FileTime> times(Path out) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        times.put(file, Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void writesNothingIfNothingChanged(@TempDir Path folder) throws Exception {
    String torture = CodegenRunner.resource("torture.yaml");
    String config = CodegenRunner.resource("torture-config.yaml");
    Path out = new CodegenRunner(folder).run("t", torture, config);
    Map<Path, FileTime> before = setOldTimestamps(out);
    new CodegenRunner(folder).run("t", torture, config);
    assertEquals(before, times(out));
  }

  @Test
  void deletesSourcesOfRemovedSchemasAndPackages(@TempDir Path folder) throws Exception {
    Path out =
        new CodegenRunner(folder)
            .run("t", document(TASK, GONE), CodegenRunner.config("x", "XJson"));
    assertTrue(Files.exists(out.resolve("test/x/GoneJsonAdapter.java")));

    new CodegenRunner(folder).run("t", document(TASK), CodegenRunner.config("x", "XJson"));
    assertFalse(Files.exists(out.resolve("test/x/Gone.java")));
    assertFalse(Files.exists(out.resolve("test/x/GoneJsonAdapter.java")));
    assertTrue(Files.exists(out.resolve("test/x/Task.java")));

    new CodegenRunner(folder).run("t", document(TASK), CodegenRunner.config("y", "YJson"));
    assertFalse(Files.exists(out.resolve("test/x")));
    assertTrue(Files.exists(out.resolve("test/y/Task.java")));
  }

  @Test
  void regeneratesIfOnlyTheConfigChanged(@TempDir Path folder) throws Exception {
    Path out =
        new CodegenRunner(folder).run("t", document(TASK), CodegenRunner.config("x", "XJson"));
    new CodegenRunner(folder)
        .run("t", document(TASK), CodegenRunner.config("x", "XJson", "nameMappings: {id: key}"));
    assertTrue(Files.readString(out.resolve("test/x/Task.java")).contains("String key"));
  }

  @Test
  void sourcesContainNoMachineNameOrTime(@TempDir Path folder) throws Exception {
    Path out =
        new CodegenRunner(folder).run("t", document(TASK), CodegenRunner.config("x", "XJson"));
    for (Path file : times(out).keySet()) {
      String source = Files.readString(file);
      assertFalse(source.contains(folder.toString()), file::toString);
      assertFalse(
          source.contains(
              "20" + java.time.Year.now(java.time.ZoneOffset.UTC).getValue() % 100 + "-"),
          file::toString);
    }
  }
}
