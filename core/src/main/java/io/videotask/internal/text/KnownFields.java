package io.videotask.internal.text;

import com.squareup.moshi.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The top-level fields by which an answer about a task is recognised. Immutable and thread-safe.
 */
public final class KnownFields {
  private final JsonReader.Options names;
  private final int together;

  /**
   * @param alone fields each of which is sufficient
   * @param together fields that are sufficient only if all of them are there
   */
  public KnownFields(Set<String> alone, List<String> together) {
    List<String> all = new ArrayList<>(together);
    for (String name : alone) {
      if (!together.contains(name)) {
        all.add(name);
      }
    }
    this.names = JsonReader.Options.of(all.toArray(new String[0]));
    this.together = together.size();
  }

  JsonReader.Options names() {
    return names;
  }

  /** Returns the number of fields that count only together, which are the first names. */
  int together() {
    return together;
  }
}
