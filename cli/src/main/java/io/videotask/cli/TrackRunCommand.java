package io.videotask.cli;

import io.videotask.gateway.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description =
        "Polls the tracked tasks and prints each end, until it is stopped. Several may run for one"
            + " database.")
final class TrackRunCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = "--download",
      paramLabel = "DIR",
      description = "Downloads each video into this directory before its end is printed.")
  private @Nullable Path directory;

  @Option(
      names = "--until-empty",
      description = "Ends when nothing is outstanding instead of waiting for more.")
  private boolean untilEmpty;

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final TrackDatabase database = new TrackDatabase();
  @Mixin private final OutputOptions output = new OutputOptions();

  TrackRunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<String> all = Dialect.all().stream().map(Dialect::name).toList();
    try (Client client =
        new Client(context, output, gateway.clientForGateways(context.process(), all))) {
      return database
          .open(
              context.process(),
              source ->
                  new TrackRunner(context, output, client.videos())
                      .run(source, directory, untilEmpty))
          .number();
    }
  }
}
