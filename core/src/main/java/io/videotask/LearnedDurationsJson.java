package io.videotask;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.videotask.schedule.LearnedDurations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Converts what a learning schedule has learned to and from a small JSON text, which an application
 * can keep over a restart. The text holds names of gateways and models, numbers, and times.
 *
 * <pre>{@code
 * LearningSchedule schedule = Schedule.learning();
 * schedule.restore(LearnedDurationsJson.read(Files.readString(file)));
 * …
 * Files.writeString(file, LearnedDurationsJson.write(schedule.snapshot()));
 * }</pre>
 */
public final class LearnedDurationsJson {
  private static final int VERSION = 1;
  private static final MathContext DIGITS = new MathContext(5);

  private LearnedDurationsJson() {}

  /** Returns the JSON text; one line. */
  public static String write(LearnedDurations learned) {
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.beginObject().name("version").value(VERSION).name("kinds").beginArray();
      for (LearnedDurations.OfKind each : learned.kinds()) {
        json.beginObject().name("gateway").value(each.gateway());
        if (each.kind() != null) {
          json.name("kind").value(each.kind());
        }
        json.name("ended").value(rounded(each.ended()));
        json.name("queueing").value(rounded(each.queueing()));
        json.name("bins").beginArray();
        for (LearnedDurations.Bin bin : each.bins()) {
          json.beginArray().value(bin.number());
          json.value(rounded(bin.ends())).value(rounded(bin.seconds())).endArray();
        }
        json.endArray().endObject();
      }
      json.endArray();
      if (!learned.refreshes().isEmpty()) {
        json.name("refreshes").beginArray();
        for (LearnedDurations.Refreshes each : learned.refreshes()) {
          writeRefreshes(json, each);
        }
        json.endArray();
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return buffer.readUtf8();
  }

  /** Each time but the first is written as the seconds since the one before, which is shorter. */
  private static void writeRefreshes(JsonWriter json, LearnedDurations.Refreshes refreshes)
      throws IOException {
    json.beginObject().name("gateway").value(refreshes.gateway()).name("times").beginArray();
    long before = 0;
    for (long time : refreshes.times()) {
      json.value(time - before);
      before = time;
    }
    json.endArray().endObject();
  }

  /**
   * Reads what {@link #write} wrote; unknown fields are ignored.
   *
   * @throws IllegalArgumentException when the text is of another version, or damaged; without it a
   *     schedule learns anew
   */
  public static LearnedDurations read(String json) {
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json))) {
      LearnedDurations learned = readDurations(reader);
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new IllegalArgumentException("there is something behind its end");
      }
      return learned;
    } catch (IOException | JsonDataException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "this is no history of a learning schedule that can be read: " + e.getMessage(), e);
    }
  }

  private static LearnedDurations readDurations(JsonReader reader) throws IOException {
    int version = 0;
    List<LearnedDurations.OfKind> kinds = null;
    List<LearnedDurations.Refreshes> refreshes = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "version" -> {
          version = reader.nextInt();
          requireVersion(version);
        }
        case "kinds" -> {
          // The format of another version is unknown.
          requireVersion(version);
          kinds = new ArrayList<>();
          reader.beginArray();
          while (reader.hasNext()) {
            kinds.add(readKind(reader));
          }
          reader.endArray();
        }
        case "refreshes" -> {
          requireVersion(version);
          reader.beginArray();
          while (reader.hasNext()) {
            refreshes.add(readRefreshes(reader));
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (kinds == null) {
      throw new IllegalArgumentException("it has no kinds");
    }
    return new LearnedDurations(kinds, refreshes);
  }

  private static LearnedDurations.Refreshes readRefreshes(JsonReader reader) throws IOException {
    String gateway = null;
    List<Long> times = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "gateway" -> gateway = reader.nextString();
        case "times" -> {
          long time = 0;
          reader.beginArray();
          while (reader.hasNext()) {
            time += reader.nextLong();
            times.add(time);
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (gateway == null) {
      throw new IllegalArgumentException("refreshes have no gateway");
    }
    return new LearnedDurations.Refreshes(gateway, times);
  }

  private static void requireVersion(int version) {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          version == 0
              ? "it does not begin with its version"
              : "it is of version " + version + ", and this library reads version " + VERSION);
    }
  }

  private static LearnedDurations.OfKind readKind(JsonReader reader) throws IOException {
    String gateway = null;
    @Nullable String kind = null;
    double ended = Double.NaN;
    double queueing = 0;
    List<LearnedDurations.Bin> bins = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "gateway" -> gateway = reader.nextString();
        case "kind" -> kind = reader.nextString();
        case "ended" -> ended = reader.nextDouble();
        case "queueing" -> queueing = reader.nextDouble();
        case "bins" -> {
          reader.beginArray();
          while (reader.hasNext()) {
            reader.beginArray();
            bins.add(
                new LearnedDurations.Bin(
                    reader.nextInt(), reader.nextDouble(), reader.nextDouble()));
            reader.endArray();
          }
          reader.endArray();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    if (gateway == null) {
      throw new IllegalArgumentException("a kind has no gateway");
    }
    return new LearnedDurations.OfKind(gateway, kind, ended, queueing, bins);
  }

  private static BigDecimal rounded(double value) {
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros();
  }
}
