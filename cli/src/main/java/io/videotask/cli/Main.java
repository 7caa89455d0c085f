package io.videotask.cli;

import java.time.Duration;

/** The process: standard streams, signals, exit code. */
public final class Main {
  /** How long last words may take, should nobody take them off our hands. */
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  private Main() {}

  /** Runs one call and exits. */
  public static void main(String[] args) {
    CommandRunner app = new CommandRunner(ProcessEnvironment.ofThisProcess());
    Runtime.getRuntime().addShutdownHook(lastWords(app));
    System.exit(app.run(args));
  }

  /** What is still to be said when the process is told to end. */
  static Thread lastWords(CommandRunner app) {
    return new Thread(() -> stopped(app), "videotask-stopped");
  }

  private static void stopped(CommandRunner app) {
    if (app.isOver()) {
      return; // this is our own exit
    }
    Thread limit = new Thread(Main::haltSoon, "videotask-limit");
    limit.setDaemon(true);
    limit.start();
    ExitCode exit = app.interrupted();
    if (exit != null) {
      Runtime.getRuntime().halt(exit.number());
    }
  }

  private static void haltSoon() {
    try {
      Thread.sleep(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
  }
}
