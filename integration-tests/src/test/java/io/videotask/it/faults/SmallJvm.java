package io.videotask.it.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of one of our classes in a JVM of its own, with 64 MB of heap.
 *
 * @param took the time from the start of the process to its end
 */
record SmallJvm(int exit, String printed, Duration took) {
  static SmallJvm run(Class<?> main, String... words) throws Exception {
    long begun = System.nanoTime();
    Process process = start(main, words);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return new SmallJvm(exit, printed, Duration.ofNanos(System.nanoTime() - begun));
  }

  static Process start(Class<?> main, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }
}
