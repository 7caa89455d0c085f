package io.videotask.benchmarks;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.schedule.TimingHints;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Overlapping tasks, submitted and polled over real HTTP with an accelerated clock and no prior
 * history; and the same tasks in the simulator, which should have the same results.
 */
public final class Overlap {
  private static final int TASKS = 3_000;

  /** The period in which the tasks are submitted. */
  private static final double WITHIN = 900;

  private static final int FACTOR = 20;
  private static final double TOLERANCE = 0.1;

  private final List<Task> tasks = new ArrayList<>();
  private final AtomicIntegerArray requests = new AtomicIntegerArray(TASKS);
  private final double[] ends = new double[TASKS];
  private final double[] delays = new double[TASKS];
  private final CompressedTime clock = new CompressedTime(FACTOR);

  private Overlap() {
    Random random = new Random(1);
    DurationDistribution lasting = DurationDistribution.logNormal(120, 0.45);
    for (int i = 0; i < TASKS; i++) {
      double created = i * WITHIN / TASKS;
      tasks.add(new Task(created, created + lasting.draw(random)));
    }
  }

  private record Task(double created, double end) implements SimulatedTask {
    @Override
    public @Nullable String kind() {
      return null;
    }

    @Override
    public TimingHints signs(double now) {
      return TimingHints.of(null, null);
    }
  }

  /** Prints a table, and the figures as the last line; exits with 1 if a target is missed. */
  public static void main(String[] words) throws Exception {
    Targets targets = new Overlap().compare();
    targets.missed().forEach(System.out::println);
    System.out.println(targets.json("overlap"));
    System.exit(targets.missed().isEmpty() ? 0 : 1);
  }

  private Targets compare() throws Exception {
    Outcome simulated = VirtualRun.of(tasks, Schedule.learning(), 1);
    Outcome real = real();
    System.out.println("            requests   delay s   delay x requests");
    print("simulator", simulated);
    print("real HTTP", real);
    Targets targets = new Targets();
    targets.figure("simulator: requests", simulated.requestsATask());
    targets.figure("simulator: delay", simulated.meanDelay());
    targets.figure("real: requests", real.requestsATask());
    targets.figure("real: delay", real.meanDelay());
    double ratio = real.product() / simulated.product();
    String figure = "delay x requests over the simulator's";
    System.out.println(figure + " " + targets.atMost(figure, ratio, 1 + TOLERANCE));
    targets.atLeast(figure, ratio, 1 - TOLERANCE);
    return targets;
  }

  private static void print(String name, Outcome outcome) {
    System.out.printf(
        Locale.ROOT,
        "%-10s  %8.2f   %7.2f   %16.2f%n",
        name,
        outcome.requestsATask(),
        outcome.meanDelay(),
        outcome.product());
  }

  private Outcome real() throws IOException, InterruptedException {
    CountDownLatch open = new CountDownLatch(TASKS);
    try (LoopbackServer server = LoopbackServer.start((path, first) -> answer(path));
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.newApi(server.url(), ApiKey.of("sk-benchmark")))
                .time(clock)
                .requestTimeout(Duration.ofMinutes(10))
                .build()) {
      double offset = clock.seconds();
      for (int i = 0; i < TASKS; i++) {
        Task task = tasks.get(i);
        int number = i;
        clock.schedule(
            Duration.ofNanos((long) ((task.created() + offset - clock.seconds()) * 1e9)),
            () -> begin(videos, number, open));
      }
      if (!open.await(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException(open.getCount() + " tasks never ended");
      }
    }
    double[] queries = new double[TASKS];
    for (int i = 0; i < TASKS; i++) {
      queries[i] = requests.get(i);
    }
    return new Outcome(queries, delays);
  }

  private void begin(VideoTasks videos, int number, CountDownLatch open) {
    VideoRequest request = VideoRequest.of(String.valueOf(number)).model("m").build();
    videos
        .submitAsync(request)
        .thenCompose(
            outcome -> {
              TaskRef ref = outcome.orThrow();
              return videos.awaitAsync(ref, Duration.ofHours(2));
            })
        .whenComplete(
            (task, thrown) -> {
              if (thrown != null) {
                thrown.printStackTrace();
              } else {
                int created = number(task.ref().id());
                delays[created] = clock.seconds() - ends[created];
              }
              open.countDown();
            });
  }

  private int made;

  /** Creates tasks in the order of the submits; their duration starts then. */
  private synchronized int make() {
    int number = made++;
    Task task = tasks.get(number);
    ends[number] = clock.seconds() + task.end() - task.created();
    return number;
  }

  private String answer(String path) {
    if (path.endsWith("/generations")) {
      int number = make();
      return "{\"task_id\":\"task_" + number + "\",\"status\":\"queued\"}";
    }
    int number = number(path);
    requests.incrementAndGet(number);
    boolean ended = clock.seconds() >= ends[number];
    return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_"
        + number
        + "\",\"status\":\""
        + (ended ? "SUCCESS" : "IN_PROGRESS")
        + "\",\"fail_reason\":\"\",\"progress\":\"\"}}";
  }

  private static int number(String text) {
    return Integer.parseInt(text.replaceFirst(".*task_", ""));
  }
}
