package io.videotask.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The world around one call, so that tests can stand in for it.
 *
 * @param terminalWidth of standard error; 0 where it is no terminal
 */
record ProcessEnvironment(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    int terminalWidth) {

  static ProcessEnvironment ofThisProcess() {
    // The launcher knows what Java 17 can't find out: whether standard error is a terminal.
    return new ProcessEnvironment(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        Integer.getInteger("videotask.terminal.width", 0));
  }

  /** Says nothing: the environment may hold a key. */
  @Override
  public String toString() {
    return "Host[]";
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }
}
