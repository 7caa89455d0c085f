package io.videotask.cli;

import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.task.VideoTask;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.SpecCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description = "Reads one response body and says what it means, and why. No network.")
final class ExplainCommand implements Callable<Integer> {
  /** One byte above the client's limit for a response, so that a longer body is detected. */
  private static final int MAX_BYTES = 16 * 1024 * 1024 + 1;

  private final CommandContext context;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The body; standard input unless given.")
  private @Nullable String file;

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "Whose body it is; otherwise that is found out.")
  private @Nullable String gateway;

  @Option(
      names = "--http-status",
      paramLabel = "CODE",
      description = "The HTTP status that came with the body, 200 to 599; 200 unless given.")
  private @Nullable Integer httpStatus;

  @Option(
      names = "--contract",
      description = "Says besides where the body is not what the gateway's spec promises.")
  private boolean contract;

  @Mixin private final OutputOptions output = new OutputOptions();

  ExplainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (httpStatus != null && (httpStatus < 200 || httpStatus > 599)) {
      throw new UsageException("--http-status is 200 to 599, not " + httpStatus);
    }
    List<Dialect> dialects =
        gateway == null ? Dialect.all() : List.of(TaskRefParser.dialect(gateway));
    byte[] body = body();
    DialectDetector detection = DialectDetector.of(body, httpStatus, dialects);
    ExitCode exit = explain(detection);
    if (contract) {
      String detected = detection.dialect();
      boolean task = detection.explanation() instanceof Explanation.OfTask;
      printDrift(
          body, task, detected == null ? dialects : List.of(TaskRefParser.dialect(detected)));
    }
    return exit.number();
  }

  private ExitCode explain(DialectDetector detection) {
    if (detection.explanation() instanceof Explanation.OfTask explanation) {
      String id = detection.dialect() == null ? null : explanation.id();
      String ref = id == null ? null : detection.dialect() + ":" + id;
      print(explanation, ref);
      return ExitCode.OK;
    }
    Explanation.OfError explanation = (Explanation.OfError) detection.explanation();
    if (!output.json()) {
      printReasons(explanation);
    }
    ErrorReport problem = ErrorReport.of(explanation.error());
    problem = detection.dialect() == null ? problem.withTask(null) : problem;
    context.console().problem(problem, output.json());
    return problem.exit();
  }

  /** Compares the body with the spec; of several specs the closest one. */
  private void printDrift(byte[] body, boolean task, List<Dialect> dialects) {
    SpecCheck check = SpecCheck.of(DialectDetector.nearest(dialects, body, httpStatus));
    DriftReport nearest = DialectDetector.drift(check, task, body, httpStatus);
    if (output.json()) {
      context.console().repeatable(Json.of(nearest));
    } else {
      nearest
          .text()
          .lines()
          .forEach(line -> context.console().repeatable(TerminalText.oneLine(line)));
    }
  }

  private void print(Explanation.OfTask explanation, @Nullable String ref) {
    if (output.json()) {
      context.console().repeatable(Json.of(explanation, ref));
      return;
    }
    VideoTask task = explanation.task();
    context
        .console()
        .repeatable(
            TerminalText.oneLine(
                (ref == null ? "a task" : ref) + " " + TerminalText.description(task)));
    printReasons(explanation);
    task.notes()
        .forEach(note -> context.console().repeatable("note: " + TerminalText.oneLine(note)));
  }

  private void printReasons(Explanation explanation) {
    context.console().repeatable("shape: " + TerminalText.oneLine(explanation.shape()));
    explanation
        .why()
        .forEach(why -> context.console().repeatable("because " + TerminalText.oneLine(why)));
  }

  private byte[] body() {
    if (file == null || file.equals("-")) {
      return read(context.process().in(), "standard input");
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return read(in, file);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file " + TerminalText.oneLine(file));
    } catch (IOException | InvalidPathException e) {
      throw unreadable(file);
    }
  }

  private static byte[] read(InputStream in, String name) {
    try {
      return in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      throw unreadable(name);
    }
  }

  private static UsageException unreadable(String name) {
    return new UsageException(TerminalText.oneLine(name) + " can't be read");
  }
}
