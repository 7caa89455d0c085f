package io.videotask.cli;

import picocli.CommandLine.Option;

/** The options for the output of a command. */
final class OutputOptions {
  @Option(names = "--json", description = "One JSON object a line on standard output.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Option(
      names = "--verbose",
      description = "Each request, its status and its time; the stack trace of a fault.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  private boolean help;

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  boolean help() {
    return help;
  }
}
