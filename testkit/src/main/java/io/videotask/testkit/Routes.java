package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.gateway.Dialect;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the dialect and operation of a request from the dialects' paths. */
final class Routes {
  /** The content path of new-api (for some vendors) and OpenAI. */
  private static final Pattern CONTENT = Pattern.compile("/v1/videos/([^/]+)/content");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)\\}");

  private final List<Route> routes = new ArrayList<>();

  Routes() {
    for (Dialect dialect : Dialect.all()) {
      dialect
          .paths()
          .forEach((operation, template) -> routes.add(Route.of(dialect, operation, template)));
    }
  }

  /**
   * The operation that a request is for.
   *
   * @param dialect null for the content path of a video, which several dialects share
   * @param operation the dialect's name of the operation
   * @param id id of the task or file; null if the operation has none
   */
  record RequestTarget(@Nullable Dialect dialect, String operation, @Nullable String id) {
    boolean isSubmit() {
      return operation.startsWith("submit");
    }

    boolean isQuery() {
      return operation.startsWith("query");
    }

    boolean isFile() {
      return operation.equals("file");
    }

    boolean isDelete() {
      return operation.equals("delete");
    }

    boolean isList() {
      return operation.equals("list");
    }

    boolean isContent() {
      return operation.equals("content");
    }
  }

  private record Route(
      Dialect dialect, String operation, String method, Pattern path, @Nullable String parameter) {
    static Route of(Dialect dialect, String operation, String template) {
      String[] parts = template.split("[ ?]", 3);
      Matcher query = PLACEHOLDER.matcher(parts.length > 2 ? parts[2] : "");
      return new Route(
          dialect,
          operation,
          parts[0],
          Pattern.compile(PLACEHOLDER.matcher(parts[1]).replaceAll("([^/]+)")),
          query.find() ? query.group(1) : null);
    }

    @Nullable RequestTarget match(String requestMethod, String requestPath, Request request) {
      Matcher matcher = path.matcher(requestPath);
      if (!method.equals(requestMethod) || !matcher.matches()) {
        return null;
      }
      String id = null;
      if (matcher.groupCount() > 0) {
        id = URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      } else if (parameter != null) {
        QueryParameter value = request.queryParameter(parameter);
        id = value.isPresent() ? value.firstValue() : null;
      }
      return new RequestTarget(dialect, operation, id);
    }
  }

  /** Returns the operation of this request, or null if no dialect has its path. */
  @Nullable RequestTarget match(Request request) {
    String path = URI.create(request.getUrl()).getRawPath();
    Matcher content = CONTENT.matcher(path);
    if (content.matches()) {
      return new RequestTarget(null, "content", content.group(1));
    }
    for (Route route : routes) {
      RequestTarget target = route.match(request.getMethod().getName(), path, request);
      if (target != null) {
        return target;
      }
    }
    return null;
  }
}
