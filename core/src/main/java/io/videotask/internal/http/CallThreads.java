package io.videotask.internal.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads that calls run on: virtual ones where the JVM has them (from 21 on), else a bounded
 * number of daemons that go after a few idle seconds. Either way a program that forgets to close
 * the client still ends.
 */
final class CallThreads {
  private static final String NAME = "videotask-call-";

  /** So many callbacks may hang at once where there are no virtual threads. */
  private static final int MOST_ABANDONED = 32;

  private static final long IDLE_SECONDS = 5;

  private CallThreads() {}

  static CallExecutor start(LongSupplier nanoTime) {
    try {
      return new Virtual(virtual(NAME));
    } catch (Throwable e) {
      // A JVM before 21, or one that keeps them from us: platform threads do the same.
      return new HandoffExecutor(daemons(NAME), nanoTime);
    }
  }

  /**
   * Threads for callbacks that may hang, and that nobody waits for any longer then. Rejects what
   * comes when too many hang.
   *
   * @param name begins the names of its threads
   */
  static ExecutorService forCallbacks(String name) {
    try {
      return virtual(name);
    } catch (Throwable e) {
      return new ThreadPoolExecutor(
          0,
          MOST_ABANDONED,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          daemons(name));
    }
  }

  /** A virtual thread for each call; they cost too little to be counted. */
  private record Virtual(ExecutorService threads) implements CallExecutor {
    @Override
    public Runnable execute(Object server, Runnable call) {
      threads.execute(call);
      return () -> {};
    }

    @Override
    public void shutdown() {
      threads.shutdown();
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger started = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + started.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Looked up by name: the library is compiled for a JVM that doesn't have them. */
  private static ExecutorService virtual(String name) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?> builder = Class.forName("java.lang.Thread$Builder");
    Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
    MethodHandle begin =
        lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
    MethodHandle named =
        lookup.findVirtual(
            builder, "name", MethodType.methodType(builder, String.class, long.class));
    MethodHandle factory =
        lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
    MethodHandle perTask =
        lookup.findStatic(
            Executors.class,
            "newThreadPerTaskExecutor",
            MethodType.methodType(ExecutorService.class, ThreadFactory.class));
    Object threads = named.invoke(begin.invoke(), name, 1L);
    return (ExecutorService) perTask.invoke((ThreadFactory) factory.invoke(threads));
  }
}
