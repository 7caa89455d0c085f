package io.videotask.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The streams and environment of the process, replaceable in tests.
 *
 * @param terminalWidth width of standard error in columns; 0 if it is not a terminal
 */
record ProcessEnvironment(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    int terminalWidth) {

  static ProcessEnvironment ofThisProcess() {
    // Java 17 can't detect whether standard error is a terminal; the launcher can.
    return new ProcessEnvironment(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        Integer.getInteger("videotask.terminal.width", 0));
  }

  /** Omits all values, as the environment may hold a key. */
  @Override
  public String toString() {
    return "ProcessEnvironment[]";
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
