package io.videotask.benchmarks.fleet;

import io.videotask.benchmarks.LoopbackServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers status queries for numbered tasks and measures the lateness of each: for a client with a
 * fixed interval, the time beyond that interval since its last answer. {@code /set?…} changes its
 * behaviour, {@code /report} returns the measurements since the last report, {@code /delays} how
 * long after their ends tasks were polled.
 */
public final class FleetServer {
  private static final int MOST = 200_000;
  private static final int REPORTED = 2_000_000;

  private final long[] answeredAt = new long[MOST];
  private final EndingTasks ending = new EndingTasks(MOST);
  private final int[] lateMicros = new int[REPORTED];
  private final AtomicInteger late = new AtomicInteger();
  private final AtomicInteger queries = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicLong reportedAt = new AtomicLong(System.nanoTime());
  private volatile long intervalNanos = Long.MAX_VALUE;
  private volatile long delayNanos;
  private volatile int endedBelow;

  private FleetServer() {}

  /** Prints its port and serves until the process ends. */
  public static void main(String[] words) throws IOException {
    FleetServer fleet = new FleetServer();
    LoopbackServer.serve((path, first) -> fleet.answer(path));
  }

  private String answer(String path) {
    if (path.startsWith("/set?")) {
      set(path.substring(5));
      return "ok";
    }
    if (path.equals("/report")) {
      return report();
    }
    if (path.equals("/delays")) {
      return ending.report();
    }
    queries.incrementAndGet();
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try {
      long delay = delayNanos;
      if (delay > 0) {
        LockSupport.parkNanos(delay);
      }
      String id = path.substring(path.lastIndexOf('/') + 1);
      int number = Integer.parseInt(id.replaceAll("\\D", "")) % MOST;
      arrived(number, delay);
      if (path.contains("/api/v1/tasks/")) {
        return dashScope(id);
      }
      return path.contains("/v1/videos/")
          ? openAi(id)
          : newApi(id, number < endedBelow || ending.hasEnded(number));
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void arrived(int number, long delay) {
    long now = System.nanoTime();
    long before = answeredAt[number];
    answeredAt[number] = now;
    long interval = intervalNanos;
    if (before != 0 && interval != Long.MAX_VALUE) {
      int at = late.getAndIncrement();
      if (at < REPORTED) {
        lateMicros[at] = (int) ((now - delay - before - interval) / 1000);
      }
    }
  }

  /**
   * Handles {@code delay=ms&interval=ms&ended=n&ending=n&within=s}: tasks below {@code ended} have
   * ended, and those below {@code ending} end within so many seconds, each at a random moment.
   */
  private void set(String settings) {
    int toEnd = 0;
    for (String setting : settings.split("&", -1)) {
      String value = setting.substring(setting.indexOf('=') + 1);
      switch (setting.substring(0, setting.indexOf('='))) {
        case "delay" -> delayNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(value));
        case "interval" -> {
          Arrays.fill(answeredAt, 0);
          intervalNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(value));
        }
        case "ended" -> endedBelow = Integer.parseInt(value);
        case "ending" -> toEnd = Integer.parseInt(value);
        case "within" -> ending.start(toEnd, Integer.parseInt(value));
        default -> throw new IllegalArgumentException(setting);
      }
    }
    report();
  }

  /**
   * Returns queries, queries per second, most concurrent queries, and lateness in ms: median, 99th
   * percentile, maximum.
   */
  private String report() {
    long now = System.nanoTime();
    int count = queries.getAndSet(0);
    double perSecond = count / ((now - reportedAt.getAndSet(now)) / 1e9);
    int most = mostInFlight.getAndSet(inFlight.get());
    int[] sorted = Arrays.copyOf(lateMicros, Math.min(late.getAndSet(0), REPORTED));
    Arrays.sort(sorted);
    return count
        + " "
        + perSecond
        + " "
        + most
        + " "
        + percentile(sorted, 0.5)
        + " "
        + percentile(sorted, 0.99)
        + " "
        + percentile(sorted, 1);
  }

  private static double percentile(int[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1000.0;
  }

  /** Returns the heap size of an answer's text: headers of string and array, and bytes. */
  public static int bytesOfABody() {
    return 24 + (16 + newApi("task_12345", false).length() + 7) / 8 * 8;
  }

  private static String newApi(String id, boolean ended) {
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\""
        + id
        + "\",\"action\":\"textGenerate\",\"status\":\""
        + (ended ? "SUCCESS" : "IN_PROGRESS")
        + "\",\"fail_reason\":\""
        + (ended ? "https://cdn.example.com/v.mp4" : "")
        + "\",\"submit_time\":1763700000,\"start_time\":1763700005,\"finish_time\":0,"
        + "\"progress\":\"30%\"}}";
  }

  private static String openAi(String id) {
    return "{\"id\":\"" + id + "\",\"object\":\"video\",\"status\":\"in_progress\"}";
  }

  private static String dashScope(String id) {
    return "{\"request_id\":\"r-1\",\"output\":{\"task_id\":\""
        + id
        + "\",\"task_status\":\"RUNNING\"}}";
  }
}
