package io.videotask.benchmarks.fleet;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.ClientClosedException;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Waits for tasks, or sends bare calls at the same rate, and reports the cost for its process. One
 * command per line, one answer per line.
 */
public final class FleetClient {
  private static final String KEY = "sk-benchmark-0123456789";

  private final String url;
  private final List<CompletableFuture<VideoTask>> waits = new ArrayList<>();
  private VideoTasks videos = VideoTasks.builder().gateway(gateway("http://127.0.0.1:1")).build();

  private FleetClient(String url) {
    this.url = url;
  }

  /** Takes the server's URL. */
  public static void main(String[] words) throws Exception {
    FleetClient client = new FleetClient(words[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] command = line.split(" ", -1);
      long number = command.length > 1 ? Long.parseLong(command[1]) : 0;
      System.out.println(
          switch (command[0]) {
            case "open" -> client.open(number);
            case "wait" -> client.begin((int) number);
            case "ask" -> client.askAll();
            case "heap" -> heap();
            case "process" -> process();
            case "ended" -> client.ended();
            case "close" -> client.close();
            case "stall" -> client.stall((int) number);
            case "bare" -> client.bare((int) number, Long.parseLong(command[2]));
            default -> throw new IllegalArgumentException(line);
          });
    }
  }

  /** Creates a client that polls each task at a fixed interval in milliseconds. */
  private String open(long interval) {
    videos.close();
    videos =
        VideoTasks.builder()
            .gateway(gateway(url))
            .schedule(Schedule.fixed(Duration.ofMillis(interval)))
            .build();
    return "opened";
  }

  private static Gateway gateway(String url) {
    return Gateway.newApi(url, ApiKey.of(KEY));
  }

  /** The waits are spread over the interval by the server's speed with the first queries. */
  private String begin(int tasks) {
    Duration timeout = Duration.ofHours(2);
    for (int i = 0; i < tasks; i++) {
      waits.add(videos.awaitAsync(new TaskRef("new-api", "task_" + i), timeout));
      if (i % 50 == 49) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
    }
    return "waiting";
  }

  private String askAll() {
    for (int i = 0; i < waits.size(); i++) {
      videos.pollNow(new TaskRef("new-api", "task_" + i));
    }
    return "asked";
  }

  /** Returns the bytes in use. */
  private static String heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return String.valueOf(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  /** Returns CPU time in ns, current threads, peak threads since the last call, resident KB. */
  private static String process() throws IOException {
    var threads = ManagementFactory.getThreadMXBean();
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String resident = "0";
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = line.replaceAll("\\D", "");
      }
    }
    String answer =
        system.getProcessCpuTime()
            + " "
            + threads.getThreadCount()
            + " "
            + threads.getPeakThreadCount()
            + " "
            + resident;
    threads.resetPeakThreadCount();
    return answer;
  }

  /** Returns how many waits have ended with a video. */
  private String ended() {
    return String.valueOf(
        waits.stream().filter(wait -> wait.isDone() && !wait.isCompletedExceptionally()).count());
  }

  /**
   * Returns the duration in nanoseconds, and how many waits ended neither with a video nor as
   * closed.
   */
  private String close() {
    long begun = System.nanoTime();
    videos.close();
    long took = System.nanoTime() - begun;
    int lost = 0;
    for (CompletableFuture<VideoTask> wait : waits) {
      try {
        lost += wait.isDone() && wait.get() != null ? 0 : 1;
      } catch (ExecutionException e) {
        boolean told =
            e.getCause() instanceof ClientClosedException closed && closed.task() != null;
        lost += told ? 0 : 1;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    waits.clear();
    return took + " " + lost;
  }

  /** Sends bare calls that stay unanswered. */
  private String stall(int calls) {
    OkHttpClient client = bareClient();
    for (int i = 0; i < calls; i++) {
      client
          .newCall(request(i))
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call call, IOException e) {}

                @Override
                public void onResponse(Call call, Response response) {
                  response.close();
                }
              });
    }
    return "stalled";
  }

  private static OkHttpClient bareClient() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(4096);
    dispatcher.setMaxRequestsPerHost(4096);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(256, 5, TimeUnit.MINUTES))
        .build();
  }

  private Request request(int number) {
    return new Request.Builder()
        .url(url + "/v1/video/generations/task_" + number)
        .header("Authorization", "Bearer " + KEY)
        .build();
  }

  /**
   * Sends calls at a rate and waits only for their answers; returns the CPU time per call in ns.
   */
  private String bare(int perSecond, long seconds) throws Exception {
    OkHttpClient client = bareClient();
    AtomicLong read = new AtomicLong();
    AtomicInteger answered = new AtomicInteger();
    Callback count =
        new Callback() {
          @Override
          public void onFailure(Call call, IOException e) {
            throw new IllegalStateException(e);
          }

          @Override
          public void onResponse(Call call, Response response) throws IOException {
            try (response) {
              read.addAndGet(response.body().string().length());
              answered.incrementAndGet();
            }
          }
        };
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = 0;
    int counted = 0;
    int sent = 0;
    long begun = System.nanoTime();
    // The first quarter is warm-up.
    for (int tick = 0; tick < seconds * 125; tick++) {
      if (tick == seconds * 125 / 4) {
        cpu = system.getProcessCpuTime();
        counted = answered.get();
      }
      for (; sent < (tick + 1L) * perSecond / 125; sent++) {
        client.newCall(request(sent % 100_000)).enqueue(count);
      }
      LockSupport.parkNanos(begun + (tick + 1) * 8_000_000L - System.nanoTime());
    }
    long each = (system.getProcessCpuTime() - cpu) / (answered.get() - counted);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    return String.valueOf(each);
  }
}
