package io.videotask.cli;

import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "videotask",
    synopsisSubcommandLabel = "COMMAND",
    description = "Submits tasks to AI-video gateways, waits for them and fetches their videos.",
    versionProvider = Videotask.Version.class)
final class Videotask implements Runnable {
  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "The version.")
  private boolean version;

  /** All the commands, ready to run. */
  static CommandLine commandLine(Call call) {
    return new CommandLine(new Videotask())
        .addSubcommand(new StatusCommand(call))
        .addSubcommand(new WaitCommand(call))
        .addSubcommand(new DownloadCommand(call))
        .addSubcommand(new SubmitCommand(call))
        .addSubcommand(new ExplainCommand(call))
        .addSubcommand(new GatewaysCommand(call))
        .addSubcommand(
            new DemoCommand(call, 1, Path.of(System.getProperty("java.io.tmpdir", "."))));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), help || version ? "" : "a command is missing");
  }

  /** What the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Videotask.class.getPackage().getImplementationVersion();
      return new String[] {
        String.format(Locale.ROOT, "videotask %s", version == null ? "(not built)" : version)
      };
    }
  }
}
