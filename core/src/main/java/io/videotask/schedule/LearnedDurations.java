package io.videotask.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LearningSchedule} has learnt of how long tasks take. Immutable.
 *
 * @param kinds each kind of task, and what each gateway's tasks have in common
 */
public record LearnedDurations(List<OfKind> kinds) {
  /** A copy of the list is kept. */
  public LearnedDurations {
    kinds = List.copyOf(kinds);
  }

  /**
   * What is known of one kind.
   *
   * @param gateway its name
   * @param kind a model or an action; null for all of the gateway's tasks
   * @param ended how many ends were seen, those half forgotten counted half
   * @param queueing the share of tasks that were first seen queued, 0 to 1
   * @param bins of the durations, those in which nothing was seen left out
   */
  public record OfKind(
      String gateway, @Nullable String kind, double ended, double queueing, List<Bin> bins) {
    /**
     * A copy of the list is kept.
     *
     * @throws IllegalArgumentException when a number is out of its range
     */
    public OfKind {
      require(isCount(ended), "ended", ended);
      require(queueing >= 0 && queueing <= 1, "queueing", queueing);
      bins = List.copyOf(bins);
    }
  }

  /**
   * What was seen of durations of about one length: 0 is below a second, and from there on each bin
   * reaches 4 % (of a factor e) further than the one before.
   *
   * @param number 0 to 299
   * @param ends how many tasks ended in it
   * @param seconds how long tasks were seen in it
   */
  public record Bin(int number, double ends, double seconds) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public Bin {
      require(number >= 0 && number < LogBins.BINS, "number of a bin", number);
      require(isCount(ends), "ends", ends);
      require(isCount(seconds), "seconds", seconds);
    }
  }

  private static boolean isCount(double value) {
    return value >= 0 && value <= 1e15;
  }

  private static void require(boolean right, String name, double value) {
    if (!right) {
      throw new IllegalArgumentException(name + " can't be " + value);
    }
  }
}
