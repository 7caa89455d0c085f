package io.videotask.benchmarks.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A part of the benchmark in a process of its own, controlled line by line. */
public final class FleetProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final Writer told;

  private FleetProcess(List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    this.process = builder.start();
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.told = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts a class of this benchmark with this heap, fully pre-touched. */
  public static FleetProcess of(Class<?> part, String heap, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                part.getName()));
    command.addAll(List.of(words));
    return new FleetProcess(command);
  }

  /** Returns its next line of output. */
  public String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("a part of the benchmark gave up");
    }
    return line;
  }

  /** Sends a command; returns the numbers of the answer. */
  public double[] tell(String command) throws IOException {
    told.write(command + "\n");
    told.flush();
    List<Double> numbers = new ArrayList<>();
    for (String word : line().split(" ", -1)) {
      if (word.matches("NaN|-?[0-9.]+(E-?[0-9]+)?")) {
        numbers.add(Double.parseDouble(word));
      }
    }
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Sends it a signal, such as KILL, STOP or CONT. */
  public void signal(String name) throws IOException, InterruptedException {
    int result =
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    if (result != 0) {
      throw new IOException("the signal " + name + " could not be sent");
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
