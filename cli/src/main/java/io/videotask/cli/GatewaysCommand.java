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
  private final CommandContext context;

  @Mixin private final OutputOptions output = new OutputOptions();

  GatewaysCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    for (Dialect dialect : Dialect.all()) {
      if (output.json()) {
        context.console().repeatable(Json.of(dialect));
      } else {
        printText(dialect);
      }
    }
    return ExitCode.OK.number();
  }

  private void printText(Dialect dialect) {
    Console console = context.console();
    console.repeatable(dialect.name());
    dialect
        .paths()
        .forEach((operation, path) -> console.repeatable("  " + operation + "  " + path));
    dialect
        .profiles()
        .forEach((profile, about) -> console.repeatable("  --profile " + profile + "  " + about));
    for (TaskState state : TaskState.values()) {
      List<String> statuses =
          dialect.statuses().entrySet().stream()
              .filter(status -> status.getValue() == state)
              .map(Map.Entry::getKey)
              .collect(Collectors.toList());
      if (!statuses.isEmpty()) {
        console.repeatable("  " + state + "  " + String.join(", ", statuses));
      }
    }
  }
}
