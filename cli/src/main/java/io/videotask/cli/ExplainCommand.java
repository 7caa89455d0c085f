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
import java.util.Comparator;
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
  /**
   * One byte more than the client would read of an answer, so that too much is seen to be too much.
   */
  private static final int MOST_BYTES = 16 * 1024 * 1024 + 1;

  private final CommandContext call;

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
      names = "--contract",
      description = "Says besides where the body is not what the gateway's spec promises.")
  private boolean contract;

  @Mixin private final OutputOptions output = new OutputOptions();

  ExplainCommand(CommandContext call) {
    this.call = call;
  }

  @Override
  public Integer call() {
    List<Dialect> dialects =
        gateway == null ? Dialect.all() : List.of(TaskRefParser.dialect(gateway));
    byte[] body = body();
    DialectDetector detection = DialectDetector.of(body, dialects);
    ExitCode exit = explain(detection);
    if (contract) {
      String found = detection.dialect();
      boolean task = detection.explanation() instanceof Explanation.OfTask;
      drift(body, task, found == null ? dialects : List.of(TaskRefParser.dialect(found)));
    }
    return exit.number();
  }

  private ExitCode explain(DialectDetector detection) {
    if (detection.explanation() instanceof Explanation.OfTask of) {
      String id = detection.dialect() == null ? null : of.id();
      String ref = id == null ? null : detection.dialect() + ":" + id;
      print(of, ref);
      return ExitCode.OK;
    }
    Explanation.OfError of = (Explanation.OfError) detection.explanation();
    if (!output.json()) {
      reasons(of);
    }
    ErrorReport problem = ErrorReport.of(of.error());
    problem = detection.dialect() == null ? problem.withTask(null) : problem;
    call.console().problem(problem, output.json());
    return problem.exit();
  }

  /** Holds the body against the spec; of several, against the one that it is nearest to. */
  private void drift(byte[] body, boolean task, List<Dialect> dialects) {
    DriftReport nearest =
        dialects.stream()
            .map(SpecCheck::of)
            .map(of -> task ? of.answer("query", 200, body) : of.answerOfAnyStatus(body))
            .min(Comparator.comparingInt(report -> report.drifts().size()))
            .orElseThrow();
    if (output.json()) {
      call.console().listed(Json.of(nearest));
    } else {
      nearest.text().lines().forEach(line -> call.console().listed(TerminalText.oneLine(line)));
    }
  }

  private void print(Explanation.OfTask of, @Nullable String ref) {
    if (output.json()) {
      call.console().listed(Json.of(of, ref));
      return;
    }
    VideoTask task = of.task();
    call.console()
        .listed(
            TerminalText.oneLine(
                (ref == null ? "a task" : ref) + " " + TerminalText.standing(task)));
    reasons(of);
    task.notes().forEach(note -> call.console().listed("note: " + TerminalText.oneLine(note)));
  }

  private void reasons(Explanation of) {
    call.console().listed("shape: " + TerminalText.oneLine(of.shape()));
    of.why().forEach(why -> call.console().listed("because " + TerminalText.oneLine(why)));
  }

  private byte[] body() {
    if (file == null || file.equals("-")) {
      return read(call.host().in(), "standard input");
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
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw unreadable(name);
    }
  }

  private static UsageException unreadable(String name) {
    return new UsageException(TerminalText.oneLine(name) + " can't be read");
  }
}
