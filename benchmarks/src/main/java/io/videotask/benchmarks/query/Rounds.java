package io.videotask.benchmarks.query;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The common part of all clients: reads {@code threads queries} per line, sends the queries from
 * that many threads, and prints the CPU time of the process in ns and the bytes allocated.
 */
public final class Rounds {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Rounds() {}

  /** Sends one status query and reads its answer. */
  @FunctionalInterface
  public interface Ask {
    /** Sends the query; throws if it failed. */
    void ask() throws Exception;
  }

  /** Runs until its input ends. */
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
      Map<Long, Long> before = allocated();
      long cpu = SYSTEM.getProcessCpuTime();
      run(ask, callers, threads, queries);
      cpu = SYSTEM.getProcessCpuTime() - cpu;
      System.out.println(cpu + " " + since(before));
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

  /** Returns the bytes allocated by thread. */
  private static Map<Long, Long> allocated() {
    long[] ids = THREADS.getAllThreadIds();
    long[] bytes = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      allocated.put(ids[i], Math.max(0, bytes[i]));
    }
    return allocated;
  }

  /**
   * Returns the bytes allocated by live threads. A thread that ends is no longer counted, but ends
   * only after seconds of idling.
   */
  private static long since(Map<Long, Long> before) {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
      sum += Math.max(0, thread.getValue() - before.getOrDefault(thread.getKey(), 0L));
    }
    return sum;
  }
}
