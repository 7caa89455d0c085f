package io.videotask.benchmarks.query;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The part of each contender that is the same for all: reads {@code threads queries} a line, sends
 * so many queries from so many threads, and prints the CPU time of the process in ns and the bytes
 * allocated.
 */
public final class Rounds {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Rounds() {}

  /** One status query, to the end of its answer. */
  @FunctionalInterface
  public interface Ask {
    /** Sends it, and throws when it did not work. */
    void ask() throws Exception;
  }

  /** Serves until its input ends. */
  public static void serve(Ask ask) throws Exception {
    ExecutorService callers =
        Executors.newFixedThreadPool(
            64,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      int at = line.indexOf(' ');
      int threads = Integer.parseInt(line.substring(0, at));
      int queries = Integer.parseInt(line.substring(at + 1));
      long allocated = allocated();
      long cpu = SYSTEM.getProcessCpuTime();
      run(ask, callers, threads, queries);
      cpu = SYSTEM.getProcessCpuTime() - cpu;
      allocated = allocated() - allocated;
      System.out.println(cpu + " " + allocated);
    }
    System.exit(0);
  }

  private static void run(Ask ask, ExecutorService callers, int threads, int queries)
      throws Exception {
    AtomicInteger left = new AtomicInteger(queries);
    Future<?>[] all = new Future<?>[threads];
    for (int i = 0; i < threads; i++) {
      all[i] =
          callers.submit(
              () -> {
                while (left.getAndDecrement() > 0) {
                  ask.ask();
                }
                return null;
              });
    }
    for (Future<?> one : all) {
      one.get();
    }
  }

  /**
   * Of the threads that live. One that has ended takes its sum along: clients keep theirs a while.
   */
  private static long allocated() {
    long sum = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(0, bytes);
    }
    return sum;
  }
}
