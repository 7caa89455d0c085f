package io.videotask.it;

import io.videotask.gateway.Dialect;
import io.videotask.testkit.AnswerFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which gateways the examples and contract tests are about: all, or the one that {@code -Dgateway}
 * names, whose tests take seconds after an edit of its mapping.
 */
public final class SelectedGateway {
  private static final @Nullable String ONLY = read();

  private SelectedGateway() {}

  private static @Nullable String read() {
    String name = System.getProperty("gateway", "");
    Set<String> known = new TreeSet<>();
    Dialect.all().forEach(dialect -> known.add(dialect.name()));
    if (!name.isEmpty() && !known.contains(name)) {
      throw new IllegalArgumentException(
          "-Dgateway="
              + name
              + ": there is no such gateway; there are "
              + String.join(", ", known));
    }
    return name.isEmpty() ? null : name;
  }

  /** Returns whether the tests are about all gateways. */
  public static boolean isAll() {
    return ONLY == null;
  }

  /** Returns whether the tests are about this gateway, too. */
  public static boolean includes(String gateway) {
    return ONLY == null || ONLY.equals(gateway);
  }

  /** Returns the selected gateways' dialects. */
  public static List<Dialect> dialects() {
    return Dialect.all().stream().filter(dialect -> includes(dialect.name())).toList();
  }

  /** Returns the selected gateways' formats of answers. */
  public static List<AnswerFormat> formats() {
    return Arrays.stream(AnswerFormat.values())
        .filter(format -> includes(format.dialect().name()))
        .toList();
  }
}
