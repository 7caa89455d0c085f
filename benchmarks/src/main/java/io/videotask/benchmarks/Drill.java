package io.videotask.benchmarks;

import io.videotask.benchmarks.drill.Contest;
import java.nio.file.Path;

/**
 * Waits for 2,000 tasks on a gateway that fails by a script, with this client and with others.
 * {@code --ours} leaves the others out, {@code --tasks N} takes fewer or more, {@code --calm}
 * leaves the faults out: what everybody gets right when nothing goes wrong; {@code --quick} leaves
 * out the gateway's absence of three minutes.
 */
public final class Drill {
  private Drill() {}

  /** Exits with 1 when this client did not get every task right. */
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
