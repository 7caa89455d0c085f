package io.videotask.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
    name = "completion",
    description =
        "Prints a script with which bash and zsh complete commands and options: source <(videotask"
            + " completion).")
final class CompletionCommand implements Callable<Integer> {
  private final CommandContext context;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    for (String line :
        AutoComplete.bash("videotask", Videotask.commandLine(context)).split("\\R")) {
      context.console().repeatable(line);
    }
    return ExitCode.OK.number();
  }
}
