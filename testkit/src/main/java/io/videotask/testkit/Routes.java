package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.gateway.Dialect;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Finds the dialects and operations that a request may be for, from the dialects' paths; several
 * gateways have the same paths. Thread-safe.
 */
final class Routes {
  private final String basePath;
  private final KeyCheck keys;
  private final Set<Dialect> dialects = new CopyOnWriteArraySet<>();
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  /**
   * @param basePath what is before the dialects' paths; may be empty
   */
  Routes(String basePath, KeyCheck keys) {
    this.basePath = basePath;
    this.keys = keys;
    Dialect.all().forEach(this::add);
  }

  /** Adds a dialect's routes, unless they are there. */
  void add(Dialect dialect) {
    if (dialects.add(dialect)) {
      dialect
          .paths()
          .forEach((operation, template) -> routes.add(Route.of(dialect, operation, template)));
    }
  }

  /** Returns the dialects whose routes are known. */
  Set<Dialect> dialects() {
    return dialects;
  }

  /** Returns the path of a request below the base path; empty if it is elsewhere. */
  String path(Request request) {
    String path = URI.create(request.getUrl()).getRawPath();
    return path.startsWith(basePath) ? path.substring(basePath.length()) : "";
  }

  /** Returns the operations that this request may be for; empty if no dialect has its path. */
  List<RequestTarget> match(Request request) {
    String path = path(request);
    List<RequestTarget> targets = new ArrayList<>();
    for (Route route : routes) {
      RequestTarget target = route.match(request, path, false);
      if (target != null) {
        targets.add(target);
      }
    }
    return targets.isEmpty() ? matchWithSlashes(request, path) : targets;
  }

  /**
   * Values with slashes could be in any path: only gateways are considered that take their key as
   * the request has it, and first those with more in common.
   */
  private List<RequestTarget> matchWithSlashes(Request request, String path) {
    List<RequestTarget> targets = new ArrayList<>();
    List<Route> specificFirst = new ArrayList<>(routes);
    specificFirst.sort(Comparator.comparing(Route::literals).reversed());
    for (Route route : specificFirst) {
      RequestTarget target = route.match(request, path, true);
      if (target != null
          && keys.hasHeader(request, route.dialect().gateway().keyHeader(request.getUrl()))) {
        targets.add(target);
      }
    }
    return targets;
  }
}
