package io.videotask.cli;

import io.videotask.gateway.Resolution;
import io.videotask.gateway.ResolveOptions;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resolve",
    description = {
      "Looks for the task of a submit whose outcome is unknown, and prints its reference.",
      "Exit code 1 means that no task was created, and that it can be submitted again; 7 that this"
          + " is still not known."
    })
final class ResolveCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(
      paramLabel = "<lost>",
      arity = "1..*",
      description = "What videotask submit printed; several of one gateway are told apart.")
  private List<String> lost = new ArrayList<>();

  @Option(
      names = "--no-other-submits",
      description =
          "States that no one else submitted with this account at the time, except for these and"
              + " those of --known; for gateways without ids of the client's own.")
  private boolean noOtherSubmits;

  @Option(
      names = "--known",
      paramLabel = "TASK",
      description = "A task of another submit; can be repeated.")
  private List<String> known = new ArrayList<>();

  @Mixin private final GatewayOptions gateway = new GatewayOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  ResolveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<LostSubmit> submits = new ArrayList<>();
    String other = gateway.givenGateway();
    for (String text : lost) {
      LostSubmit submit = LostSubmit.parse(text);
      submits.add(other == null ? submit : submit.at(TaskRefParser.dialect(other).name()));
    }
    List<TaskRef> others = known.isEmpty() ? List.of() : List.copyOf(gateway.tasks(known));
    ResolveOptions options =
        noOtherSubmits
            ? ResolveOptions.allOthersAre(others).interchangingEqualRequests()
            : new ResolveOptions(false, false, java.util.Set.copyOf(others));
    List<String> names = submits.stream().map(LostSubmit::gateway).distinct().toList();
    try (Client client =
        new Client(context, output, gateway.clientForGateways(context.process(), names))) {
      ExitCode exit = ExitCode.OK;
      for (var resolved : client.videos().lostSubmits().resolveAll(submits, options).entrySet()) {
        exit = exit.or(report(resolved.getKey(), resolved.getValue()));
      }
      return exit.number();
    }
  }

  private ExitCode report(LostSubmit submit, Resolution resolution) {
    Console console = context.console();
    if (output.json()) {
      console.result(Json.resolved(submit, resolution));
    }
    return resolution.match(
        found -> {
          if (!output.json()) {
            console.result(found.task().toString());
          }
          return ExitCode.OK;
        },
        absent -> {
          console.say("videotask: no task was created; it can be submitted again");
          return ExitCode.NO_VIDEO;
        },
        undecided -> {
          console.say(
              "videotask: it is still unknown whether a task was created: "
                  + TerminalText.oneLine(undecided.reason()));
          undecided
              .candidates()
              .forEach(task -> console.say("perhaps: " + TerminalText.oneLine(task.toString())));
          return ExitCode.OUTCOME_UNKNOWN;
        });
  }
}
