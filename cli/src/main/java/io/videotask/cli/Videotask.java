package io.videotask.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
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

  /**
   * Creates the command line. Inspecting a command class takes longer than parsing, so if the first
   * argument names a command, only that one is added.
   */
  static CommandLine commandLine(CommandContext context, String... arguments) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("status", () -> new StatusCommand(context));
    commands.put("wait", () -> new WaitCommand(context));
    commands.put("download", () -> new DownloadCommand(context));
    commands.put("submit", () -> new SubmitCommand(context));
    commands.put("resolve", () -> new ResolveCommand(context));
    commands.put("cancel", () -> new CancelCommand(context));
    commands.put("track", () -> TrackCommand.commandLine(context));
    commands.put("explain", () -> new ExplainCommand(context));
    commands.put("gateways", () -> new GatewaysCommand(context));
    commands.put("demo", () -> new DemoCommand(context, 1, temporaryFiles()));
    commands.put("gateway", () -> new FakeGatewayCommand(context));
    commands.put("completion", () -> new CompletionCommand(context));
    CommandLine line = new CommandLine(new Videotask());
    Supplier<Object> named = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (named == null) {
      commands.values().forEach(command -> line.addSubcommand(command.get()));
    } else {
      line.addSubcommand(named.get());
    }
    return line;
  }

  private static Path temporaryFiles() {
    return Path.of(System.getProperty("java.io.tmpdir", "."));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), help || version ? "" : "a command is missing");
  }

  /** The version in the jar's manifest. */
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
