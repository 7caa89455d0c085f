package io.videotask.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "track",
    synopsisSubcommandLabel = "COMMAND",
    description = "Keeps tasks in a database until their ends were handled.")
final class TrackCommand implements Runnable {
  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  private boolean help;

  private TrackCommand() {}

  static CommandLine commandLine(CommandContext context) {
    return new CommandLine(new TrackCommand())
        .addSubcommand(new TrackAddCommand(context))
        .addSubcommand(new TrackRunCommand(context))
        .addSubcommand(new TrackListCommand(context))
        .addSubcommand(new TrackShowCommand(context))
        .addSubcommand(new TrackRetryCommand(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), help ? "" : "a command is missing");
  }
}
