package io.videotask.benchmarks;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Recorded refreshes of real gateways.
 *
 * @param runs one entry per run of a server
 */
record Recordings(List<Run> runs) {
  /**
   * @param version the server's version
   * @param inFlight average number of concurrent tasks
   * @param tasks in order of creation
   */
  record Run(String version, double inFlight, List<Task> tasks) {
    /**
     * Returns the tasks as they are simulated.
     *
     * @param eachLook see {@link RecordedTask}
     */
    List<RecordedTask> recorded(boolean eachLook) {
      return tasks.stream()
          .map(task -> new RecordedTask(task, !version.startsWith("v0.9"), eachLook))
          .toList();
    }
  }

  /**
   * A recorded task; times are in seconds since the start of the run.
   *
   * @param created time of the submit
   * @param looks times of the refreshes; the last one made the end visible
   * @param changes changes visible to a client, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read in the innermost loop.
  record Task(double created, double[] looks, List<Change> changes) {
    double visibleEnd() {
      return looks[looks.length - 1];
    }
  }

  record Change(double at, String status) {}

  static Recordings read(@Nullable Path file) throws IOException {
    Buffer buffer = new Buffer();
    if (file == null) {
      try (var stream = Recordings.class.getResourceAsStream("looks.json")) {
        if (stream == null) {
          throw new IOException("looks.json is not on the class path");
        }
        buffer.readFrom(stream);
      }
    } else {
      buffer.write(Files.readAllBytes(file));
    }
    List<Run> runs = new ArrayList<>();
    JsonReader reader = JsonReader.of(buffer);
    reader.beginObject();
    while (reader.hasNext()) {
      if (!reader.nextName().equals("runs")) {
        reader.skipValue();
        continue;
      }
      reader.beginArray();
      while (reader.hasNext()) {
        runs.add(run(reader));
      }
      reader.endArray();
    }
    reader.endObject();
    return new Recordings(runs);
  }

  private static Run run(JsonReader reader) throws IOException {
    String version = "";
    double inFlight = 0;
    List<Task> tasks = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "version" -> version = reader.nextString();
        case "in_flight" -> inFlight = reader.nextDouble();
        case "tasks" -> {
          reader.beginArray();
          while (reader.hasNext()) {
            tasks.add(task(reader));
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    tasks.removeIf(task -> task.looks().length == 0);
    return new Run(version, inFlight, tasks);
  }

  private static Task task(JsonReader reader) throws IOException {
    double created = 0;
    List<Double> looks = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "created" -> created = reader.nextDouble();
        case "looks" -> {
          reader.beginArray();
          while (reader.hasNext()) {
            looks.add(reader.nextDouble());
          }
          reader.endArray();
        }
        case "changes" -> {
          reader.beginArray();
          while (reader.hasNext()) {
            reader.beginArray();
            changes.add(new Change(reader.nextDouble(), reader.nextString()));
            reader.endArray();
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new Task(created, looks.stream().mapToDouble(Double::doubleValue).toArray(), changes);
  }
}
