package io.videotask.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Runs one command line and returns its exit code. Throws nothing. */
final class CommandRunner {
  private final ProcessEnvironment process;
  private final Console console;
  private final ShutdownHandler shutdown = new ShutdownHandler();

  CommandRunner(ProcessEnvironment process) {
    this.process = process;
    this.console = new Console(process);
  }

  int run(String... args) {
    return withOutputState(execute(args));
  }

  /** Raises the exit code if results could not be written. */
  private int withOutputState(int exit) {
    boolean lost = console.checkOutputLost();
    return lost ? Math.max(exit, ExitCode.UNREACHABLE.number()) : exit;
  }

  private int execute(String... args) {
    try {
      return commandLine(args).execute(args);
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      return reportFailure(e, args);
    } finally {
      shutdown.finish();
      process.out().flush();
      process.err().flush();
    }
  }

  /**
   * Prints the final messages when the process is stopped. Returns the exit code, or null if the
   * command has already finished.
   */
  @Nullable ExitCode interrupted() {
    return shutdown.stop();
  }

  /** Returns whether the command has finished. */
  boolean isFinished() {
    return shutdown.isFinished();
  }

  private CommandLine commandLine(String[] args) {
    return Videotask.commandLine(new CommandContext(process, console, shutdown), args)
        .registerConverter(Duration.class, CommandRunner::duration)
        .setExpandAtFiles(false) // an id may begin with @
        .setInterpolateVariables(false)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setOut(writer(process.out()))
        .setErr(writer(process.err()))
        .setParameterExceptionHandler((e, arguments) -> reportUsage(e, args))
        .setExecutionExceptionHandler((e, line, parsed) -> reportFailure(e, args));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (UsageException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private int reportUsage(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return report(ErrorReport.usage(UsageMessage.of(e) + " (see " + command + " --help)"), args);
  }

  private int reportFailure(Throwable e, String[] args) {
    ErrorReport problem = ErrorReport.of(e);
    if (ErrorReport.isUnexpected(e) && has(args, "--verbose")) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      console.say(ApiKeySource.withoutKeys(process, trace.toString()));
    }
    return report(problem, args);
  }

  private int report(ErrorReport problem, String[] args) {
    console.problem(problem, has(args, "--json"));
    return problem.exit().number();
  }

  /** Returns whether an option is present, even if the arguments can't be parsed. */
  private static boolean has(String[] args, String option) {
    List<String> arguments = Arrays.asList(args);
    int end = arguments.indexOf("--");
    return (end < 0 ? arguments : arguments.subList(0, end)).contains(option);
  }
}
