package io.videotask.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains invalid arguments without repeating them, as one of them may be a key. */
final class UsageMessage {
  private UsageMessage() {}

  static String of(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched(), e.getCommandLine().getParent() == null);
    }
    String message = e.getMessage();
    return message == null ? "the call can't be understood" : message;
  }

  private static String unmatched(List<String> arguments, boolean commandExpected) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (!first.startsWith("-")) {
      return commandExpected ? "there is no such command" : "there is a word too many";
    }
    String option = first.replaceAll("=.*", "");
    if (option.matches("-+(api-?)?(key|token|secret).*")) {
      return "no option takes the key itself; use --api-key-file FILE or " + ApiKeySource.VARIABLE;
    }
    return option.matches("--?[a-z][a-z-]{0,24}") ? "unknown option " + option : "unknown option";
  }
}
