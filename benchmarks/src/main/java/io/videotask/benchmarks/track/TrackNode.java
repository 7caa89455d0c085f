package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.VideoRequest;
import io.videotask.tracker.EndHandler;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;

/** A node of an application that tracks tasks, to be killed or measured. */
public final class TrackNode {
  private static final String STOPPED = "AT";
  private final AtomicBoolean stopped = new AtomicBoolean();

  private TrackNode() {}

  /** Returns a pool of connections. */
  public static HikariDataSource pool(String jdbcUrl) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(jdbcUrl);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }

  /** Returns a builder with the settings of the benchmark. */
  public static TrackerBuilder builder(
      DataSource source, VideoTasks videos, String name, EndHandler handler) {
    return Tracker.builder(source, videos)
        .nodeName(name)
        .handler(handler)
        // Longer than a submit takes on a busy machine, whose own node would end its intent
        // otherwise.
        .intentTimeout(Duration.ofSeconds(3))
        .closeTimeout(Duration.ofSeconds(1));
  }

  /** Returns a client that polls at an interval. */
  public static VideoTasks client(String server, Duration interval, OkHttpClient base) {
    return VideoTasks.builder()
        .gateway(Gateway.newApi(server, ApiKey.of("sk-benchmark-0123456789")))
        .schedule(Schedule.fixed(interval))
        .httpClient(base)
        .build();
  }

  /** Takes "kill POINT" or "load NAME SECONDS", the database's and the server's URL. */
  public static void main(String[] words) throws Exception {
    TrackNode node = new TrackNode();
    if (words[0].equals("kill")) {
      node.kill(KillPoint.valueOf(words[1]), words[2], words[3]);
    } else {
      node.load(words[1], Duration.ofSeconds(Long.parseLong(words[2])), words[3], words[4]);
    }
  }

  /** Submits an order, and stops for ever at the point. */
  private void kill(KillPoint point, String jdbcUrl, String server) throws Exception {
    AtomicBoolean handled = new AtomicBoolean();
    StoppingDataSource source =
        new StoppingDataSource(
            pool(jdbcUrl), sql -> stopsBefore(point, sql, handled.get()), this::stop);
    OkHttpClient base =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  if (point == KillPoint.AFTER_INTENT && chain.request().method().equals("POST")) {
                    stop();
                  }
                  return chain.proceed(chain.request());
                })
            .build();
    VideoTasks videos = client(server, Duration.ofMillis(100), base);
    EndHandler handler =
        end -> {
          System.out.println("HANDLED " + end.key());
          if (point == KillPoint.IN_HANDLER) {
            stop();
          }
          handled.set(true);
        };
    Tracker tracker =
        builder(source, videos, "victim", handler)
            .shards(8)
            .heartbeat(Duration.ofMillis(200))
            .build();
    tracker.start();
    while (tracker.status().ownedShards() < 8) {
      LockSupport.parkNanos(10_000_000);
    }
    tracker.submit(VideoRequest.of("a red kite").model("kling-v1").build(), Map.of("order", "17"));
    LockSupport.park();
  }

  private static boolean stopsBefore(KillPoint point, String sql, boolean handled) {
    return switch (point) {
      case BEFORE_INTENT -> sql.startsWith("INSERT INTO videotask_task");
      case AFTER_POST -> sql.startsWith("UPDATE videotask_task SET state = 'OPEN'");
      case AFTER_HANDLER -> handled && sql.startsWith("UPDATE videotask_task SET state = ?");
      case AFTER_INTENT, IN_POST, BETWEEN_POLLS, IN_HANDLER -> false;
    };
  }

  /** Says that the point is reached, and waits to be killed. */
  private void stop() {
    if (stopped.compareAndSet(false, true)) {
      System.out.println(STOPPED);
    }
    while (true) {
      LockSupport.park();
    }
  }

  /** Tracks what is there, and answers each line with its figures. */
  private void load(String name, Duration interval, String jdbcUrl, String server)
      throws Exception {
    VideoTasks videos = client(server, interval, new OkHttpClient());
    CountingLogger log = new CountingLogger();
    Tracker tracker = builder(pool(jdbcUrl), videos, name, end -> {}).logger(log).build();
    tracker.start();
    System.out.println("started");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(
          tracker.status().ownedShards()
              + " "
              + tracker.status().outstanding()
              + " "
              + tracker.status().writes()
              + " "
              + log.warnings());
    }
  }
}
