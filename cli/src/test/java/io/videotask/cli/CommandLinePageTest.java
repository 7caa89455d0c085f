package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/cli.md} names every command and every option. */
class CommandLinePageTest {
  private static final Set<String> COMMON_KNOWLEDGE = Set.of("--help", "--version");

  @Test
  void eachCommandAndOptionIsDocumented() throws IOException {
    String page =
        Files.readString(Path.of(System.getProperty("videotask.root", ".."), "docs", "cli.md"));
    Set<String> missing = new TreeSet<>();
    ProcessEnvironment world = new CliRun().process();
    CommandContext context = new CommandContext(world, new Console(world), new ShutdownHandler());
    collect(Videotask.commandLine(context), page, missing);
    assertEquals(Set.of(), missing);
  }

  private static void collect(CommandLine command, String page, Set<String> missing) {
    for (OptionSpec option : command.getCommandSpec().options()) {
      String name = option.longestName();
      if (!COMMON_KNOWLEDGE.contains(name) && !isNamed(name, page)) {
        missing.add(name);
      }
    }
    for (CommandLine sub : command.getSubcommands().values()) {
      if (!isNamed(sub.getCommandName(), page)) {
        missing.add(sub.getCommandSpec().qualifiedName());
      }
      collect(sub, page, missing);
    }
  }

  private static boolean isNamed(String word, String page) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(word) + "(?![\\w-])").matcher(page).find();
  }
}
