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

/** One call of the command line, from its words to its exit code. Nothing escapes it but that. */
final class CommandRunner {
  private final ProcessEnvironment host;
  private final Console console;
  private final ShutdownHandler interruption = new ShutdownHandler();

  CommandRunner(ProcessEnvironment host) {
    this.host = host;
    this.console = new Console(host);
  }

  int run(String... args) {
    return withOutput(executed(args));
  }

  /** A call whose results nobody can have read did not succeed. */
  private int withOutput(int exit) {
    boolean lost = console.hasLostOutput();
    return lost ? Math.max(exit, ExitCode.UNREACHABLE.number()) : exit;
  }

  private int executed(String... args) {
    try {
      return line(args).execute(args);
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      return failed(e, args);
    } finally {
      interruption.over();
      host.out().flush();
      host.err().flush();
    }
  }

  /**
   * Says what has to be said when the process is stopped. Returns how it ends then; null where the
   * call had come to its end.
   */
  @Nullable ExitCode interrupted() {
    return interruption.stop();
  }

  /** Whether the call has come to its end. */
  boolean isOver() {
    return interruption.isOver();
  }

  private CommandLine line(String[] args) {
    return Videotask.commandLine(new CommandContext(host, console, interruption), args)
        .registerConverter(Duration.class, CommandRunner::duration)
        .setExpandAtFiles(false) // an id may begin with @
        .setInterpolateVariables(false)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setOut(writer(host.out()))
        .setErr(writer(host.err()))
        .setParameterExceptionHandler((e, words) -> refused(e, args))
        .setExecutionExceptionHandler((e, line, parsed) -> failed(e, args));
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

  private int refused(ParameterException e, String[] args) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return tell(ErrorReport.usage(UsageMessage.of(e) + " (see " + command + " --help)"), args);
  }

  private int failed(Throwable e, String[] args) {
    ErrorReport problem = ErrorReport.of(e);
    if (ErrorReport.isUnexpected(e) && has(args, "--verbose")) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      console.say(withoutKey(trace.toString()));
    }
    return tell(problem, args);
  }

  private int tell(ErrorReport problem, String[] args) {
    console.problem(problem, has(args, "--json"));
    return problem.exit().number();
  }

  private String withoutKey(String text) {
    String key = host.environment().getOrDefault(ApiKeySource.VARIABLE, "").strip();
    return key.isEmpty() ? text : text.replace(key, "…");
  }

  /** Whether the words hold an option, also where they could not be parsed. */
  private static boolean has(String[] args, String option) {
    List<String> words = Arrays.asList(args);
    int end = words.indexOf("--");
    return (end < 0 ? words : words.subList(0, end)).contains(option);
  }
}
