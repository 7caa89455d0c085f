package io.videotask.cli;

import java.time.Duration;

/** Entry point: standard streams, signals and exit code. */
public final class Main {
  /** Limit for the final messages, for example if standard output is blocked. */
  private static final Duration SHUTDOWN_LIMIT = Duration.ofMillis(500);

  private Main() {}

  /** Runs one command and exits. */
  public static void main(String[] args) {
    CommandRunner runner = new CommandRunner(ProcessEnvironment.ofThisProcess());
    Runtime.getRuntime().addShutdownHook(shutdownHook(runner));
    System.exit(runner.run(args));
  }

  /** Returns the shutdown hook, which prints the final messages. */
  static Thread shutdownHook(CommandRunner runner) {
    return new Thread(() -> onShutdown(runner), "videotask-stopped");
  }

  private static void onShutdown(CommandRunner runner) {
    if (runner.isFinished()) {
      return; // a normal exit
    }
    Thread limit = new Thread(Main::haltAfterLimit, "videotask-limit");
    limit.setDaemon(true);
    limit.start();
    ExitCode exit = runner.interrupted();
    if (exit != null) {
      Runtime.getRuntime().halt(exit.number());
    }
  }

  private static void haltAfterLimit() {
    try {
      Thread.sleep(SHUTDOWN_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }
}
