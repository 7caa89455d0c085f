package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interruption, cancellation, closing, and the end of the program. */
class LifecycleFaultsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptEndsACallWithinASecondAndTheSocketIsClosed(boolean wait) throws Exception {
    try (RawServer server = silent();
        FaultFixture fixture = patient(server)) {
      Thread caller = Thread.currentThread();
      Thread interrupter =
          new Thread(
              () -> {
                try {
                  asked.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                caller.interrupt();
              });
      interrupter.start();
      long begun = System.nanoTime();
      VideoTaskException e =
          assertThrows(
              VideoTaskException.class,
              () -> {
                if (wait) {
                  fixture.videos.await(FaultFixture.REF, HOUR);
                } else {
                  fixture.videos.query(FaultFixture.REF);
                }
              });

      assertTrue(Thread.interrupted(), "the flag is set again");
      assertTrue(System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(5));
      fixture.checked(ErrorKind.INTERRUPTED, e);
      assertTrue(hungUp.await(5, TimeUnit.SECONDS), "the socket is closed");
      assertEquals(1, server.requests());
      interrupter.join();
    }
  }

  @Test
  void anInterruptBeforeACallEndsItToo() throws Exception {
    try (RawServer server = silent();
        FaultFixture fixture = patient(server)) {
      Thread.currentThread().interrupt();
      VideoTaskException e =
          assertThrows(
              VideoTaskException.class, () -> fixture.videos.await(FaultFixture.REF, HOUR));
      assertTrue(Thread.interrupted());
      fixture.checked(ErrorKind.INTERRUPTED, e);
    }
  }

  @Test
  void aTimeOutDoesNotSetTheInterruptFlag() throws Exception {
    try (RawServer server = silent();
        FaultFixture fixture =
            new FaultFixture(
                server.url(), settings -> settings.requestTimeout(Duration.ofMillis(100)))) {
      fixture.failed(ErrorKind.UNREACHABLE);
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void cancellingAFutureClosesTheSocketAndStopsPolling() throws Exception {
    try (RawServer server = silent();
        FaultFixture fixture = patient(server)) {
      CompletableFuture<VideoTask> wait = fixture.videos.awaitAsync(FaultFixture.REF, HOUR);
      asked.await();
      wait.cancel(true);

      assertThrows(CancellationException.class, wait::get);
      assertTrue(hungUp.await(5, TimeUnit.SECONDS));
      fixture.assertConnectionsAreBack();
      assertEquals(1, server.requests());
    }
  }

  @Test
  void closingEndsCallsInFlightAndLaterCalls() throws Exception {
    OkHttpClient callers = new OkHttpClient();
    try (RawServer server = silent();
        FaultFixture fixture =
            new FaultFixture(server.url(), settings -> settings.httpClient(callers))) {
      CompletableFuture<VideoTask> wait = fixture.videos.awaitAsync(FaultFixture.REF, HOUR);
      CompletableFuture<VideoTask> query = fixture.videos.queryAsync(FaultFixture.REF);
      asked.await();
      fixture.videos.close();
      fixture.videos.close();

      fixture.failed(ErrorKind.CLOSED, wait);
      fixture.failed(ErrorKind.CLOSED, query);
      assertThrows(IllegalStateException.class, () -> fixture.videos.query(FaultFixture.REF));
      assertThrows(
          IllegalStateException.class, () -> fixture.videos.awaitAsync(FaultFixture.REF, HOUR));
      assertFalse(callers.dispatcher().executorService().isShutdown(), "the caller's own stays");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ended", "running", "asking", "at once"})
  void aProgramWithoutCloseExitsWithinTwoSeconds(String when) throws Exception {
    try (RawServer server =
        new RawServer(
            (exchange, number) -> {
              switch (when) {
                case "ended" -> exchange.answer(FaultFixture.DONE);
                case "running" -> exchange.answer(FaultFixture.RUNNING);
                default -> exchange.staySilent();
              }
            })) {
      SmallJvm run = SmallJvm.run(LeaveRun.class, server.url(), when);
      long left =
          System.currentTimeMillis()
              - Long.parseLong(run.printed().replaceAll("(?s).*left at ", "").strip());
      assertEquals(0, run.exit(), run::printed);
      assertTrue(left < 2_000, () -> "gone after " + left + " ms");
    }
  }

  @Test
  void anExecutorThatRefusesACallbackLosesNoResult() throws Exception {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    try (RawServer server =
            new RawServer((exchange, number) -> exchange.answer(FaultFixture.DONE));
        FaultFixture fixture = new FaultFixture(server.url())) {
      CompletableFuture<VideoTask> wait = fixture.videos.awaitAsync(FaultFixture.REF, HOUR);
      CompletableFuture<Void> callback = wait.thenAcceptAsync(task -> {}, full);
      assertEquals(TaskState.COMPLETED, wait.get(10, TimeUnit.SECONDS).state());
      assertThrows(Exception.class, () -> callback.get(10, TimeUnit.SECONDS));
      assertEquals(TaskState.COMPLETED, fixture.answered().state());
    }
  }

  @Test
  @Tag("long")
  void eachOfTwoClassLoadersHasAClient() throws Exception {
    try (RawServer server =
        new RawServer((exchange, number) -> exchange.answer(FaultFixture.DONE))) {
      String path =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      URL[] urls =
          Arrays.stream(path.split(java.io.File.pathSeparator))
              .map(LifecycleFaultsTest::url)
              .toArray(URL[]::new);
      for (int i = 0; i < 2; i++) {
        try (URLClassLoader loader =
            new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
          var main =
              loader.loadClass(LeaveRun.class.getName()).getDeclaredMethod("main", String[].class);
          main.setAccessible(true);
          main.invoke(null, (Object) new String[] {server.url(), "ended"});
        }
      }
      assertEquals(2, server.requests());
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsBehaveTheSame() throws Exception {
    try (RawServer server = silent();
        FaultFixture fixture = patient(server)) {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      CompletableFuture<Throwable> outcome = new CompletableFuture<>();
      Runnable query =
          () -> {
            try {
              fixture.videos.query(FaultFixture.REF);
            } catch (VideoTaskException e) {
              outcome.complete(e);
            }
          };
      Thread thread =
          (Thread)
              Class.forName("java.lang.Thread$Builder")
                  .getMethod("start", Runnable.class)
                  .invoke(builder, query);
      asked.await();
      thread.interrupt();
      fixture.checked(
          ErrorKind.INTERRUPTED,
          assertInstanceOf(VideoTaskException.class, outcome.get(5, TimeUnit.SECONDS)));
      assertTrue(hungUp.await(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void manyThreadsShareOneClient() throws Exception {
    var threads = Executors.newFixedThreadPool(32);
    try (RawServer server =
            new RawServer((exchange, number) -> exchange.answer(FaultFixture.DONE));
        FaultFixture fixture = new FaultFixture(server.url())) {
      var queries =
          java.util.stream.IntStream.range(0, 500)
              .mapToObj(i -> threads.submit(() -> fixture.videos.query(FaultFixture.REF).state()))
              .toList();
      for (var query : queries) {
        assertEquals(TaskState.COMPLETED, query.get(20, TimeUnit.SECONDS));
      }
      assertEquals(500, fixture.exchanges.size());
      fixture.assertConnectionsAreBack();
    } finally {
      threads.shutdownNow();
    }
  }

  private RawServer silent() throws Exception {
    return new RawServer(
        (exchange, number) -> {
          asked.countDown();
          try {
            exchange.staySilent();
          } finally {
            hungUp.countDown();
          }
        });
  }

  private static FaultFixture patient(RawServer server) {
    return new FaultFixture(
        server.url(), settings -> settings.requestTimeout(Duration.ofMinutes(1)));
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
