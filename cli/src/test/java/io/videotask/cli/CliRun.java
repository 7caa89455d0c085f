package io.videotask.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs one command with streams and environment of its own. */
final class CliRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private byte[] in = new byte[0];
  private int width;
  private boolean broken;

  CliRun with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  CliRun withInput(String text) {
    in = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  CliRun withTerminal(int newWidth) {
    width = newWidth;
    return this;
  }

  CliRun withBrokenOutput() {
    broken = true;
    return this;
  }

  ProcessEnvironment process() {
    return new ProcessEnvironment(
        new ByteArrayInputStream(in),
        new PrintStream(broken ? new BrokenPipe() : out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        width);
  }

  int run(String... args) {
    return new CommandRunner(process()).run(args);
  }

  List<String> outLines() {
    return lines(out);
  }

  List<String> errLines() {
    return lines(err);
  }

  /** Returns everything that was printed on both streams. */
  String everything() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
  }
}
