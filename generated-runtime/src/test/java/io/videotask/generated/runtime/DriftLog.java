package io.videotask.generated.runtime;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads documents and records their schema drift, one line per value. */
final class DriftLog implements DriftListener {
  final List<String> lines = new ArrayList<>();

  @Override
  public void drift(String path, String expected, String found, boolean kept) {
    lines.add(path + " " + expected + "<-" + found + (kept ? " kept" : " dropped"));
  }

  /** Reads the first value of a document. */
  <T> @Nullable T read(String json, ValueReader<T> value) throws IOException {
    return value.read(DriftReporting.attach(reader(json), this));
  }

  static JsonReader reader(String json) {
    return JsonReader.of(new Buffer().writeUtf8(json));
  }
}
