package io.videotask.benchmarks.query;

import io.videotask.benchmarks.Peers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client that sends status queries on command, in a process of its own. */
public final class Contender implements AutoCloseable {
  private final String name;
  private final Process process;
  private final BufferedReader said;
  private final Writer told;

  /**
   * The average cost of a query.
   *
   * @param cpu CPU time in ns
   * @param allocated bytes allocated
   */
  public record Cost(double cpu, double allocated) {}

  private Contender(String name, List<String> command, String url) throws IOException {
    this.name = name;
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The same collector and heap for all; with a small heap the collector would dominate.
    words.addAll(List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"));
    words.addAll(command);
    words.add(url);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    for (String proxy : List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")) {
      builder.environment().remove(proxy);
    }
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    this.process = builder.start();
    this.said = process.inputReader(StandardCharsets.UTF_8);
    this.told = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Returns one of {@link OwnContenders}. */
  public static Contender own(String name, String word, String url) throws IOException {
    String path = System.getProperty("java.class.path");
    return new Contender(name, List.of("-cp", path, OwnContenders.class.getName(), word), url);
  }

  /**
   * Returns a client from a source file in a folder of {@code benchmarks/peers}, with its own class
   * path.
   */
  public static Contender peer(String name, Path root, String source, String url)
      throws IOException, InterruptedException {
    Path file = root.resolve("benchmarks/peers").resolve(source);
    Path libraries = Peers.libraries(root, String.valueOf(Path.of(source).getName(0)));
    // Only the rounds of this project are used, which need no library.
    String path =
        libraries
            + File.separator
            + "*"
            + File.pathSeparator
            + root.resolve("benchmarks/target/classes");
    return new Contender(name, List.of("-cp", path, file.toString()), url);
  }

  /** Returns the name in the table. */
  public String name() {
    return name;
  }

  /** Sends this many queries from this many threads. */
  public Cost send(int threads, int queries) throws IOException {
    told.write(threads + " " + queries + "\n");
    told.flush();
    while (true) {
      String line = said.readLine();
      if (line == null) {
        throw new IOException(name + " gave up");
      }
      // Libraries may print as well.
      if (line.matches("\\d+ \\d+")) {
        int at = line.indexOf(' ');
        return new Cost(
            (double) Long.parseLong(line.substring(0, at)) / queries,
            (double) Long.parseLong(line.substring(at + 1)) / queries);
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
