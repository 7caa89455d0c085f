package io.videotask.http;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that calls run on, one for each under way: virtual ones where the JVM has them (from
 * 21 on), else daemons that go after a few idle seconds. Either way a program that forgets to close
 * the client still ends.
 */
final class CallThreads {
  private static final String NAME = "videotask-call-";

  private CallThreads() {}

  static ExecutorService start() {
    try {
      return virtual();
    } catch (Throwable e) {
      // A JVM before 21, or one that keeps them from us: platform threads do the same.
      return new CallPool(NAME);
    }
  }

  /** Looked up by name: the library is compiled for a JVM that doesn't have them. */
  private static ExecutorService virtual() throws Throwable {
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
    Object threads = named.invoke(begin.invoke(), NAME, 1L);
    return (ExecutorService) perTask.invoke((ThreadFactory) factory.invoke(threads));
  }
}
