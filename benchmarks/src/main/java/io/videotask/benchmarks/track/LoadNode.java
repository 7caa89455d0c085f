package io.videotask.benchmarks.track;

import com.zaxxer.hikari.HikariDataSource;
import io.videotask.VideoTasks;
import io.videotask.task.TaskRef;
import io.videotask.tracker.Tracker;
import io.videotask.tracker.TrackerSchema;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.IntSupplier;
import okhttp3.OkHttpClient;

/** A node of an application that polls many tasks, to be measured. */
public final class LoadNode {
  private LoadNode() {}

  /** How tasks are polled. */
  public enum Kind {
    /** Waits in memory, which no restart survives. */
    MEMORY,
    /** The tracker. */
    TRACKER,
    /** An execution of db-scheduler for each task. */
    EXECUTION_A_TASK,
    /** A loop that claims the rows that are due. */
    SKIP_LOCKED;

    /** Creates the tables, and inserts open tasks. */
    void insert(HikariDataSource pool, int tasks, int intervalSeconds) throws SQLException {
      switch (this) {
        case MEMORY -> {}
        case TRACKER -> {
          TrackerSchema.create(pool);
          TrackedRows.insert(pool, tasks);
        }
        case EXECUTION_A_TASK -> ExecutionPerTask.insert(pool, tasks, intervalSeconds);
        case SKIP_LOCKED -> SkipLockedLoop.insert(pool, tasks, intervalSeconds);
      }
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * Takes the kind, the node's name, the interval in seconds, the URLs of the database and of the
   * gateway, and the number of tasks. Answers each line with the tasks that it has loaded and its
   * CPU time in seconds.
   */
  public static void main(String[] words) throws Exception {
    Duration interval = Duration.ofSeconds(Long.parseLong(words[2]));
    int tasks = Integer.parseInt(words[5]);
    VideoTasks videos = TrackNode.client(words[4], interval, new OkHttpClient());
    IntSupplier loaded =
        switch (Kind.valueOf(words[0])) {
          case MEMORY -> inMemory(videos, tasks);
          case TRACKER -> tracker(videos, words[1], words[3]);
          case EXECUTION_A_TASK -> {
            ExecutionPerTask.start(TrackNode.pool(words[3]), videos, words[1], interval);
            yield () -> tasks;
          }
          case SKIP_LOCKED -> {
            SkipLockedLoop.start(TrackNode.pool(words[3]), videos, interval);
            yield () -> tasks;
          }
        };
    System.out.println("started");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(loaded.getAsInt() + " " + cpuSeconds());
    }
  }

  private static IntSupplier inMemory(VideoTasks videos, int tasks) {
    for (int i = 0; i < tasks; i++) {
      videos.awaitAsync(TaskRef.parse("new-api:task_" + i), Duration.ofHours(3));
    }
    return () -> tasks;
  }

  private static IntSupplier tracker(VideoTasks videos, String name, String jdbcUrl) {
    Tracker tracker =
        TrackNode.builder(TrackNode.pool(jdbcUrl), videos, name, end -> {})
            .logger(new CountingLogger())
            .build();
    tracker.start();
    return () -> tracker.status().outstanding();
  }

  private static double cpuSeconds() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }
}
