package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariDataSource;
import io.videotask.VideoTasks;
import io.videotask.benchmarks.LoopbackServer;
import io.videotask.tracker.TrackFilter;
import io.videotask.tracker.TrackOutcome;
import io.videotask.tracker.TrackedEnd;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** One node that submits an order and is killed, and another that finishes the work. */
public final class KillRun {
  private static final Duration HEARTBEAT = Duration.ofMillis(200);
  private static final long PATIENCE_SECONDS = 60;

  private final KillPoint point;
  private final String jdbcUrl;
  private final AtomicInteger posts = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final Set<String> keys = new HashSet<>();
  private int handled;
  private volatile boolean done;

  /**
   * @param jdbcUrl of an empty database
   */
  public KillRun(KillPoint point, String jdbcUrl) {
    this.point = point;
    this.jdbcUrl = jdbcUrl;
    this.done = point == KillPoint.IN_HANDLER || point == KillPoint.AFTER_HANDLER;
  }

  /**
   * What came of it.
   *
   * @param lost whether the order was not handled as it must be
   * @param submits how many requests the gateway got
   * @param handled how often the handler was called
   * @param keys with how many keys
   */
  public record Result(
      boolean lost, int submits, int handled, int keys, @Nullable TrackOutcome outcome) {}

  /** Runs it. */
  public Result run() throws IOException, InterruptedException {
    try (LoopbackServer server = LoopbackServer.start((path, first) -> answer(path));
        HikariDataSource pool = TrackNode.pool(jdbcUrl)) {
      TrackerSchema.create(pool);
      Process victim = start(server.url());
      readOutput(victim);
      boolean stopped = reached.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      victim.destroyForcibly().waitFor();
      if (!stopped) {
        throw new IOException("the node never came to " + point);
      }
      done = true;
      return survive(pool, server.url());
    }
  }

  private Process start(String server) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            TrackNode.class.getName(),
            "kill",
            point.name(),
            jdbcUrl,
            server);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private void readOutput(Process victim) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                  if (line.startsWith("HANDLED ")) {
                    handled(line.substring(8));
                  } else if (line.equals("AT") && point.isInProcess()) {
                    reached.countDown();
                  }
                }
              } catch (IOException e) {
                // It was killed.
              }
            },
            "victim");
    reader.setDaemon(true);
    reader.start();
  }

  private synchronized void handled(String key) {
    keys.add(key);
    handled++;
  }

  private String answer(String path) {
    if (!path.contains("/task_")) {
      posts.incrementAndGet();
      if (point == KillPoint.IN_POST) {
        reached.countDown();
        park();
      }
      return "{\"id\":\"task_1\",\"task_id\":\"task_1\",\"status\":\"queued\"}";
    }
    if (polls.incrementAndGet() > 2 && point == KillPoint.BETWEEN_POLLS) {
      reached.countDown();
    }
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_1\",\"status\":\""
        + (done ? "SUCCESS" : "IN_PROGRESS")
        + "\",\"result_url\":\"https://cdn.example.com/v.mp4\",\"progress\":\"30%\"}}";
  }

  private static void park() {
    try {
      TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets another node finish the work. */
  private Result survive(HikariDataSource pool, String server) throws InterruptedException {
    BlockingQueue<TrackedEnd> ends = new LinkedBlockingQueue<>();
    try (VideoTasks videos = TrackNode.client(server, Duration.ofMillis(100), new OkHttpClient());
        Tracker tracker =
            TrackNode.builder(pool, videos, "survivor", ends::add)
                .shards(8)
                .heartbeat(HEARTBEAT)
                .build()) {
      tracker.start();
      boolean expectsEnd = point != KillPoint.BEFORE_INTENT;
      TrackedEnd end = expectsEnd ? ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) : null;
      List<TrackedEnd> all = new ArrayList<>();
      if (end != null) {
        all.add(end);
        // Nothing more must come: the row is delivered.
        while (!tracker.list(TrackFilter.OUTSTANDING).isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
      ends.drainTo(all);
      all.forEach(each -> handled(each.key()));
      synchronized (this) {
        return new Result(
            expectsEnd && end == null,
            posts.get(),
            handled,
            keys.size(),
            end == null ? null : end.outcome());
      }
    }
  }
}
