package io.videotask.benchmarks.decode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.generated.minimaxanyapi.MinimaxAnyapiJson;
import io.videotask.generated.minimaxanyapi.TaskObject;
import io.videotask.generated.runtime.DriftListener;
import io.videotask.generated.runtime.DriftReporting;
import io.videotask.generated.runtime.FreeFormReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The seed's example, from the bytes that came to records. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  private byte[] bytes;
  private final Buffer buffer = new Buffer();
  private final List<TaskObject> levels = new ArrayList<>();
  private final DriftListener drifts = (path, expected, found, kept) -> {};
  private final JsonAdapter<TaskObject> generated =
      new Moshi.Builder().add(new MinimaxAnyapiJson()).build().adapter(TaskObject.class);
  private final JsonAdapter<SeedAnswer> reflected =
      new Moshi.Builder().build().adapter(SeedAnswer.class);
  private final Gson byGson = new Gson();
  private final ObjectMapper byJackson =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  @Setup
  public void read() throws IOException {
    bytes = Files.readAllBytes(Path.of(System.getProperty("videotask.example")));
    generatedAdapters();
    if (levels.size() != 3) {
      throw new IllegalStateException("the example has three levels, not " + levels.size());
    }
  }

  /** All levels in one pass, as the client decodes what a gateway answers. */
  @Benchmark
  public Object generatedAdapters() throws IOException {
    buffer.clear();
    JsonReader reader = JsonReader.of(buffer.write(bytes));
    levels.clear();
    FreeFormReader objects = inner -> levels.add(generated.fromJson(inner));
    levels.add(generated.fromJson(DriftReporting.attach(reader, drifts, objects)));
    return levels;
  }

  /** One object, what lies in its free-form field kept as text, as the interface's converter does. */
  @Benchmark
  public Object generatedAdaptersToText() throws IOException {
    buffer.clear();
    return generated.fromJson(buffer.write(bytes));
  }

  @Benchmark
  public Object moshiReflection() throws IOException {
    buffer.clear();
    return reflected.fromJson(buffer.write(bytes));
  }

  @Benchmark
  public Object gson() throws IOException {
    return byGson.fromJson(
        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8),
        SeedAnswer.class);
  }

  @Benchmark
  public Object jackson() throws IOException {
    return byJackson.readValue(bytes, SeedAnswer.class);
  }
}
