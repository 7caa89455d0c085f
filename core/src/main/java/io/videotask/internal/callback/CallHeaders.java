package io.videotask.internal.callback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a call; names have no case. Immutable. */
public final class CallHeaders {
  private static final int MAX_LENGTH = 8192;

  private final Map<String, List<String>> values = new TreeMap<>();

  /**
   * @param headers as a server has them; entries without a name or a value are ignored
   */
  public CallHeaders(Map<String, ? extends List<String>> headers) {
    headers.forEach(
        (name, each) -> {
          if (name != null && each != null) {
            List<String> all =
                values.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>());
            each.stream().filter(value -> value != null).forEach(all::add);
          }
        });
  }

  /** Returns whether the call has this header. */
  boolean has(String name) {
    return !all(name).isEmpty();
  }

  /**
   * Returns the only value of a header, without surrounding whitespace.
   *
   * @throws RefusedCallException when there is none, or more than one: which of them was signed
   *     would be the sender's choice
   */
  String only(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw refused("the header " + name + " came " + all.size() + " times");
    }
    if (all.isEmpty() || all.get(0).isBlank()) {
      throw refused(
          "the header "
              + name
              + " is missing; the vendor signs only if a secret is set there, and a proxy may drop"
              + " headers");
    }
    if (all.get(0).length() > MAX_LENGTH) {
      throw refused("the header " + name + " is longer than " + MAX_LENGTH + " characters");
    }
    return all.get(0).strip();
  }

  private List<String> all(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  private static RefusedCallException refused(String reason) {
    return new RefusedCallException(RefusedCallException.Kind.HEADER, reason);
  }
}
