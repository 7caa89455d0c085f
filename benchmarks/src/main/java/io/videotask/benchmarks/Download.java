package io.videotask.benchmarks;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares a download of 2 GB in a JVM with 64 MB of heap with {@code curl} followed by {@code
 * sync} of the file: same loopback server, same disk, alternating. The time of {@code curl}
 * includes its start; ours is from the call to its return, including the query, the sync to disk
 * and the move.
 */
public final class Download {
  private static final String HEAP = "-Xmx64m";
  private static final double TARGET = 0.9;

  private Download() {}

  /**
   * Takes {@code [rounds] [megabytes]}; a first argument "serve" or "fetch" runs one of the parts.
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("serve")) {
      DownloadServer.serve(Long.parseLong(args[1]));
    } else if (args.length > 0 && args[0].equals("fetch")) {
      fetch(args[1], Path.of(args[2]));
    } else {
      int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
      long bytes = (args.length > 1 ? Long.parseLong(args[1]) : 2048) << 20;
      compare(rounds, bytes);
    }
  }

  private static void fetch(String base, Path file) {
    try (VideoTasks videos =
        VideoTasks.builder().gateway(Gateway.newApi(base, ApiKey.of("sk-benchmark"))).build()) {
      VideoTask.Completed task = videos.query(TaskRef.parse("new-api:task_1")).orThrow();
      long begun = System.nanoTime();
      videos.download(task, DownloadTarget.file(file), DownloadOptions.DEFAULT);
      System.out.println((System.nanoTime() - begun) / 1e9);
    }
  }

  private static void compare(int rounds, long bytes) throws Exception {
    String root = System.getProperty("videotask.root", ".");
    Path directory = Files.createTempDirectory(Path.of(root, "benchmarks", "target"), "download");
    Process server = java("serve", String.valueOf(bytes));
    try (BufferedReader said = server.inputReader(StandardCharsets.UTF_8)) {
      String base = "http://127.0.0.1:" + said.readLine();
      List<Double> ours = new ArrayList<>();
      List<Double> curls = new ArrayList<>();
      System.out.println("round   curl + sync     videotask   (MB/s)");
      for (int round = 1; round <= rounds; round++) {
        double megabytes = bytes / 1e6;
        // Alternates the order, as earlier deletions affect the disk.
        for (int turn = 0; turn < 2; turn++) {
          if ((round + turn) % 2 == 0) {
            ours.add(megabytes / ours(base, directory.resolve("ours.mp4"), bytes));
          } else {
            curls.add(megabytes / curl(base, directory.resolve("curl.mp4"), bytes));
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%5d   %11.0f   %11.0f%n",
            round,
            curls.get(round - 1),
            ours.get(round - 1));
      }
      report(bytes, ours, curls);
    } finally {
      server.destroy();
      Files.deleteIfExists(directory);
    }
  }

  private static void report(long bytes, List<Double> ours, List<Double> curls) {
    double ratio = median(ours) / median(curls);
    System.out.printf(
        Locale.ROOT,
        "{\"benchmark\":\"download\",\"bytes\":%d,\"heap\":\"%s\",\"rounds\":%d,"
            + "\"curlMegabytesPerSecond\":%.0f,\"megabytesPerSecond\":%.0f,\"ratio\":%.3f,"
            + "\"target\":%.1f,\"ok\":%b}%n",
        bytes,
        HEAP.substring(4),
        ours.size(),
        median(curls),
        median(ours),
        ratio,
        TARGET,
        ratio >= TARGET);
    if (ratio < TARGET) {
      System.exit(1);
    }
  }

  /** Waits until the disk has finished earlier writes. */
  private static void settle() throws Exception {
    run("sync");
    run("sleep", "1");
  }

  /** Seconds. */
  private static double curl(String base, Path file, long bytes) throws Exception {
    settle();
    long begun = System.nanoTime();
    run("curl", "-sS", "--fail", "-o", file.toString(), base + "/video.mp4");
    run("sync", file.toString());
    double seconds = (System.nanoTime() - begun) / 1e9;
    finished(file, bytes);
    return seconds;
  }

  /** Returns seconds. A heap that is too small ends the process, and with it the benchmark. */
  private static double ours(String base, Path file, long bytes) throws Exception {
    settle();
    Process process = java("fetch", base, file.toString());
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      String seconds = said.readLine();
      if (process.waitFor() != 0 || seconds == null) {
        throw new IOException("our download ended with " + process.exitValue());
      }
      finished(file, bytes);
      return Double.parseDouble(seconds);
    }
  }

  private static void finished(Path file, long bytes) throws IOException {
    if (Files.size(file) != bytes) {
      throw new IOException(file + " has " + Files.size(file) + " bytes, not " + bytes);
    }
    Files.delete(file);
  }

  private static Process java(String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(List.of(java, HEAP, "-cp", System.getProperty("java.class.path")));
    command.add(Download.class.getName());
    command.addAll(Arrays.asList(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
