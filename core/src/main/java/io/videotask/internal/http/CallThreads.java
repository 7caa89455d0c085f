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
 * Creates the threads that calls run on: virtual threads on Java 21 and later, otherwise a bounded
 * number of daemon threads that end after a few idle seconds. In both cases a program that forgets
 * to close the client still exits.
 */
final class CallThreads {
  private static final String NAME = "videotask-call-";

  /** How many callbacks may block at once without virtual threads. */
  private static final int MAX_CALLBACK_THREADS = 32;

  private static final long IDLE_SECONDS = 5;

  private CallThreads() {}

  static CallExecutor start(LongSupplier nanoTime) {
    try {
      CallExecutor threads = new Virtual(virtual(NAME));
      initializePoller();
      return threads;
    } catch (Throwable e) {
      // Java before 21, virtual threads are not accessible, or they can't wait for a socket:
      // platform threads are equivalent.
      return new HandoffExecutor(daemons(NAME), nanoTime);
    }
  }

  /**
   * Starts the JVM's threads that wait for the sockets of virtual threads. The JVM would start them
   * when a virtual thread first waits for a socket; if they can't be started then, because the
   * process has too many threads, no virtual thread can wait for a socket until the JVM ends.
   */
  private static void initializePoller() {
    try {
      Class.forName("sun.nio.ch.Poller");
    } catch (ClassNotFoundException e) {
      // Another JVM, which has no such class.
    }
  }

  /**
   * Returns threads for callbacks that may block and are abandoned then. Rejects tasks if too many
   * are blocked.
   *
   * @param name prefix of the thread names
   */
  static ExecutorService forCallbacks(String name) {
    try {
      return virtual(name);
    } catch (Throwable e) {
      return new ThreadPoolExecutor(
          0,
          MAX_CALLBACK_THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          daemons(name));
    }
  }

  /** Starts a virtual thread for each call, without a bound: they are cheap. */
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

  /** Uses reflection: the library is compiled for Java versions without virtual threads. */
  private static ExecutorService virtual(String name) throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?> builder = Class.forName("java.lang.Thread$Builder");
    Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
    MethodHandle ofVirtualMethod =
        lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
    MethodHandle nameMethod =
        lookup.findVirtual(
            builder, "name", MethodType.methodType(builder, String.class, long.class));
    MethodHandle factoryMethod =
        lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
    MethodHandle perTaskMethod =
        lookup.findStatic(
            Executors.class,
            "newThreadPerTaskExecutor",
            MethodType.methodType(ExecutorService.class, ThreadFactory.class));
    Object threads = nameMethod.invoke(ofVirtualMethod.invoke(), name, 1L);
    return (ExecutorService) perTaskMethod.invoke((ThreadFactory) factoryMethod.invoke(threads));
  }
}
