package io.videotask.cli;

import io.videotask.gateway.Dialect;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.TaskScript;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "gateway",
    description =
        "Runs a fake gateway on this machine until it is interrupted, to try things by hand. It"
            + " makes no videos: each task follows the script.")
final class FakeGatewayCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "DIALECT",
      description = "Which gateway it is, such as new-api: see videotask gateways.")
  private String dialect = "";

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "The format of its answers, where it has several, such as kling for new-api.")
  private @Nullable String format;

  @Option(names = "--port", paramLabel = "N", description = "The port. Default: any that is free.")
  private int port;

  @Option(
      names = "--path",
      paramLabel = "/PATH",
      description =
          "What its base URL has behind the port, such as"
              + " /v1/projects/p/locations/l/publishers/google for Vertex AI.")
  private String path = "";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The server that it plays, where a protocol's servers differ, such as sglang.")
  private @Nullable String profile;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The key that it accepts, which is none of a real gateway.")
  private String key = FakeGateway.KEY;

  @Option(
      names = "--script",
      paramLabel = "STEPS",
      description =
          "What a task goes through: WORD[:VALUE][@AGE],… Default: queued,running:30@3s,completed@9s.")
  private String script = "queued,running:30@3s,completed@9s";

  FakeGatewayCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Dialect chosen = TaskRefParser.dialect(dialect);
    List<AnswerFormat> formats = formats(chosen);
    TaskScript steps = ScriptParser.parse(script);
    if (port < 0 || port > 65_535) {
      throw new UsageException("a port is 0 to 65535");
    }
    try (FakeGateway gateway = started()) {
      for (AnswerFormat each : formats) {
        gateway.onEachSubmit(each, steps);
      }
      introduce(gateway, formats.get(0));
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.INTERRUPTED.number();
  }

  private List<AnswerFormat> formats(Dialect chosen) {
    try {
      return format == null ? AnswerFormat.all(chosen) : List.of(AnswerFormat.of(chosen, format));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private FakeGateway started() {
    try {
      FakeGateway.Builder gateway = FakeGateway.builder().port(port).path(path).key(key);
      return profile == null ? gateway.start() : gateway.profile(profile).start();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UsageException("no server can listen on port " + port + " of this machine");
    }
  }

  private void introduce(FakeGateway gateway, AnswerFormat usual) {
    Console console = context.console();
    VideoRequest request = usual.request("a kite").build();
    console.result(gateway.baseUrl());
    console.say(
        "it answers as " + usual.dialect().name() + " until it is interrupted; submit to it with");
    console.say(
        "  VIDEOTASK_API_KEY="
            + TerminalText.oneLine(key)
            + " videotask submit --wait --gateway "
            + usual.dialect().name()
            + " --base-url "
            + gateway.baseUrl()
            + (profile == null ? "" : " --profile " + profile)
            + (request.model() == null ? "" : " --model " + request.model())
            + " --prompt \"a kite\"");
  }
}
