package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.gateway.Dialect;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dialects and operations that a request may be for, from the dialects' paths; several
 * gateways have the same paths. Thread-safe.
 */
final class Routes {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)\\}");

  /** A value in a JSON body: a string, or a whole number. */
  private static final Pattern VALUE =
      Pattern.compile("[:\\[,]\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d+))(?=\\s*[,}\\]])");

  private static final Pattern PAGE_SIZE = Pattern.compile("(?i).*(limit|size).*");

  private final Set<Dialect> dialects = new CopyOnWriteArraySet<>();
  private final List<Route> routes = new CopyOnWriteArrayList<>();

  Routes() {
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

  /**
   * An operation that a request may be for.
   *
   * @param operation the dialect's name of the operation
   * @param ids texts that may be the id of the task or file; empty if the operation has none
   * @param pageSize the number of tasks that a list asks for; null for any
   */
  record RequestTarget(
      Dialect dialect, String operation, List<String> ids, @Nullable Integer pageSize) {
    boolean isSubmit() {
      return operation.startsWith("submit");
    }

    boolean isQuery() {
      return operation.startsWith("query");
    }

    boolean isFile() {
      return operation.startsWith("file");
    }

    boolean isDelete() {
      return operation.startsWith("delete");
    }

    boolean isList() {
      return operation.startsWith("list");
    }

    boolean isContent() {
      return operation.startsWith("content");
    }

    /** Returns the first id; empty for none. */
    String id() {
      return ids.isEmpty() ? "" : ids.get(0);
    }
  }

  private record Route(
      Dialect dialect, String operation, String method, Pattern path, List<String> parameters) {
    static Route of(Dialect dialect, String operation, String template) {
      String[] parts = template.split("[ ?]", 3);
      List<String> parameters = new ArrayList<>();
      Matcher query = PLACEHOLDER.matcher(parts.length > 2 ? parts[2] : "");
      while (query.find()) {
        parameters.add(query.group(1));
      }
      return new Route(
          dialect,
          operation,
          parts[0],
          Pattern.compile(PLACEHOLDER.matcher(parts[1]).replaceAll("([^/]+)")),
          parameters);
    }

    @Nullable RequestTarget match(String requestMethod, String requestPath, Request request) {
      Matcher matcher = path.matcher(requestPath);
      if (!method.equals(requestMethod) || !matcher.matches()) {
        return null;
      }
      List<String> ids = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        ids.add(URLDecoder.decode(matcher.group(i).replace("+", "%2B"), StandardCharsets.UTF_8));
      }
      Integer pageSize = null;
      for (String parameter : ids.isEmpty() ? parameters : List.<String>of()) {
        QueryParameter value = request.queryParameter(parameter);
        if (value.isPresent() && PAGE_SIZE.matcher(parameter).matches()) {
          pageSize =
              value.firstValue().matches("[1-9]\\d{0,8}")
                  ? Integer.valueOf(value.firstValue())
                  : null;
        } else if (value.isPresent()) {
          ids.add(value.firstValue());
        }
      }
      boolean inBody = ids.isEmpty() && !operation.startsWith("submit");
      return new RequestTarget(
          dialect, operation, inBody ? values(request.getBodyAsString()) : ids, pageSize);
    }

    private static List<String> values(String json) {
      List<String> values = new ArrayList<>();
      for (Matcher found = VALUE.matcher(json); found.find(); ) {
        values.add(found.group(1) == null ? found.group(2) : found.group(1));
      }
      return values;
    }
  }

  /** Returns the operations that this request may be for; empty if no dialect has its path. */
  List<RequestTarget> match(Request request) {
    String path = URI.create(request.getUrl()).getRawPath();
    List<RequestTarget> targets = new ArrayList<>();
    for (Route route : routes) {
      RequestTarget target = route.match(request.getMethod().getName(), path, request);
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }
}
