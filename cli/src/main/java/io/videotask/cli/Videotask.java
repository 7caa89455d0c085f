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
   * The commands, ready to run. Reading how one is written takes longer than parsing all words, so
   * where the first word names one, the others are left out.
   */
  static CommandLine commandLine(CommandContext call, String... words) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("status", () -> new StatusCommand(call));
    commands.put("wait", () -> new WaitCommand(call));
    commands.put("download", () -> new DownloadCommand(call));
    commands.put("submit", () -> new SubmitCommand(call));
    commands.put("explain", () -> new ExplainCommand(call));
    commands.put("gateways", () -> new GatewaysCommand(call));
    commands.put("demo", () -> new DemoCommand(call, 1, temporaryFiles()));
    CommandLine line = new CommandLine(new Videotask());
    Supplier<Object> named = words.length == 0 ? null : commands.get(words[0]);
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
