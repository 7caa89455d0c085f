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

/** Which operation of which dialect a request is for, by the paths that the dialects have. */
final class Routes {
  /** new-api serves some videos here, and OpenAI all of them. */
  private static final Pattern CONTENT = Pattern.compile("/v1/videos/([^/]+)/content");

  private static final Pattern PLACE = Pattern.compile("\\{([^}]+)\\}");

  private final List<Route> routes = new ArrayList<>();

  Routes() {
    for (Dialect dialect : Dialect.all()) {
      dialect.paths().forEach((operation, text) -> routes.add(Route.of(dialect, operation, text)));
    }
  }

  /**
   * What a request is for.
   *
   * @param dialect null for a video's own address, which several dialects have
   * @param operation by the dialect's name for it
   * @param id the task's or the file's; null where the operation has none
   */
  record Asked(@Nullable Dialect dialect, String operation, @Nullable String id) {
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
    static Route of(Dialect dialect, String operation, String text) {
      String[] words = text.split("[ ?]", 3);
      Matcher query = PLACE.matcher(words.length > 2 ? words[2] : "");
      return new Route(
          dialect,
          operation,
          words[0],
          Pattern.compile(PLACE.matcher(words[1]).replaceAll("([^/]+)")),
          query.find() ? query.group(1) : null);
    }

    @Nullable Asked match(String wanted, String at, Request request) {
      Matcher matcher = path.matcher(at);
      if (!method.equals(wanted) || !matcher.matches()) {
        return null;
      }
      String id = null;
      if (matcher.groupCount() > 0) {
        id = URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
      } else if (parameter != null) {
        QueryParameter value = request.queryParameter(parameter);
        id = value.isPresent() ? value.firstValue() : null;
      }
      return new Asked(dialect, operation, id);
    }
  }

  /** Null where no dialect has such a path. */
  @Nullable Asked find(Request request) {
    String path = URI.create(request.getUrl()).getRawPath();
    Matcher content = CONTENT.matcher(path);
    if (content.matches()) {
      return new Asked(null, "content", content.group(1));
    }
    for (Route route : routes) {
      Asked asked = route.match(request.getMethod().getName(), path, request);
      if (asked != null) {
        return asked;
      }
    }
    return null;
  }
}
