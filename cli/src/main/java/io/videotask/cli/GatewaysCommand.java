package io.videotask.cli;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "gateways",
    description = "The gateways that it speaks, their paths and their status words.")
final class GatewaysCommand implements Callable<Integer> {
  private final CommandContext call;

  @Mixin private final OutputOptions output = new OutputOptions();

  GatewaysCommand(CommandContext call) {
    this.call = call;
  }

  @Override
  public Integer call() {
    for (Dialect dialect : Dialect.all()) {
      if (output.json()) {
        call.console().listed(Json.of(dialect));
      } else {
        people(dialect);
      }
    }
    return ExitCode.OK.number();
  }

  private void people(Dialect dialect) {
    Console console = call.console();
    console.listed(dialect.name());
    dialect.paths().forEach((operation, path) -> console.listed("  " + operation + "  " + path));
    for (TaskState state : TaskState.values()) {
      List<String> words =
          dialect.statuses().entrySet().stream()
              .filter(word -> word.getValue() == state)
              .map(Map.Entry::getKey)
              .collect(Collectors.toList());
      if (!words.isEmpty()) {
        console.listed("  " + state + "  " + String.join(", ", words));
      }
    }
  }
}
