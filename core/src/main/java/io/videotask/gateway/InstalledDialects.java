package io.videotask.gateway;

import io.videotask.generated.gateway.GatewayAdapter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The dialects on the class path, which a service loader finds; loaded once. */
final class InstalledDialects {
  private static @Nullable List<Dialect> loaded;

  private InstalledDialects() {}

  static synchronized List<Dialect> all() {
    List<Dialect> all = loaded;
    if (all == null) {
      all = load();
      loaded = all;
    }
    return all;
  }

  private static List<Dialect> load() {
    Map<String, Dialect> byName = new LinkedHashMap<>();
    for (Dialect own :
        List.of(Dialect.NEW_API, Dialect.MINIMAX_ANYAPI, Dialect.MINIMAX, Dialect.OPENAI_VIDEOS)) {
      byName.put(own.name(), own);
    }
    List<Dialect> found = new ArrayList<>();
    // Where the library is in another class loader than the application, both may bring gateways.
    ServiceLoader.load(GatewayAdapter.class, Dialect.class.getClassLoader())
        .forEach(gateway -> found.add(Dialect.of(gateway)));
    ServiceLoader.load(GatewayAdapter.class).forEach(gateway -> found.add(Dialect.of(gateway)));
    found.sort(Comparator.comparing(Dialect::name));
    for (Dialect dialect : found) {
      Dialect other = byName.putIfAbsent(dialect.name(), dialect);
      if (other != null && !other.equals(dialect)) {
        throw new IllegalStateException(
            "two gateways on the class path have the name " + dialect.name() + ": rename one");
      }
    }
    return List.copyOf(byName.values());
  }
}
