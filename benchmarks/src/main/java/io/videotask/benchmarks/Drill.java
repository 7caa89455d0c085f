package io.videotask.benchmarks;

import io.videotask.benchmarks.drill.Contest;
import java.nio.file.Path;

/**
 * Waits for 2,000 tasks on a gateway with scripted faults, with this client and others. {@code
 * --ours} runs only this client, {@code --tasks N} changes the number of tasks, {@code --calm}
 * disables all faults; {@code --quick} omits the outage of three minutes.
 */
public final class Drill {
  private Drill() {}

  /** Exits with 1 if this client did not handle every task correctly. */
  public static void main(String[] words) throws Exception {
    boolean onlyOurs = false;
    boolean calm = false;
    boolean quick = false;
    int tasks = 2_000;
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "--ours" -> onlyOurs = true;
        case "--calm" -> calm = true;
        case "--quick" -> quick = true;
        case "--tasks" -> tasks = Integer.parseInt(words[++i]);
        default -> {
          System.err.println("usage: benchmarks/run drill [--ours] [--calm] [--quick] [--tasks N]");
          System.exit(2);
        }
      }
    }
    Path root = Path.of(System.getProperty("videotask.root", "."));
    System.exit(new Contest(root, tasks, calm, quick).run(onlyOurs) ? 0 : 1);
  }
}
