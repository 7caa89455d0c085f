package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.gateway.Dialect;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The method and path of an operation.
 *
 * @param path matches paths whose values have no slash
 * @param wholePath matches also those whose values have slashes, as some gateways' names have
 * @param literals how many characters of the template are no values
 * @param names the names of the values in the path
 * @param parameters the names of those in the query
 */
record Route(
    Dialect dialect,
    String operation,
    String method,
    Pattern path,
    Pattern wholePath,
    int literals,
    List<String> names,
    List<String> parameters) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]+)\\}");

  /** A value in a JSON body: a string, or a whole number. */
  private static final Pattern VALUE =
      Pattern.compile("[:\\[,]\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d+))(?=\\s*[,}\\]])");

  private static final Pattern PAGE_SIZE = Pattern.compile("(?i).*(limit|size).*");
  private static final Pattern PAGE_SIZE_FIELD =
      Pattern.compile("(?i)\"\\w*(?:limit|size)\\w*\"\\s*:\\s*([1-9]\\d{0,8})\\b");

  /** The model in a JSON body, under the names that gateways have for it, or in a form. */
  private static final Pattern MODEL =
      Pattern.compile(
          "\"(?:model|model_name|version)\"\\s*:\\s*\"([^\"]*)\"|name=\"model\"[^\\n]*\\r\\n(?:[^\\n]+\\r\\n)*\\r\\n([^\\r]*)");

  static Route of(Dialect dialect, String operation, String template) {
    String[] parts = template.split("[ ?]", 3);
    List<String> names = names(parts[1]);
    StringBuilder path = new StringBuilder();
    Matcher value = PLACEHOLDER.matcher(parts[1]);
    int end = 0;
    int literals = 0;
    while (value.find()) {
      literals += value.start() - end;
      path.append(Pattern.quote(parts[1].substring(end, value.start()))).append("([^/]+)");
      end = value.end();
    }
    path.append(Pattern.quote(parts[1].substring(end)));
    literals += parts[1].length() - end;
    return new Route(
        dialect,
        operation,
        parts[0],
        Pattern.compile(path.toString()),
        Pattern.compile(path.toString().replace("([^/]+)", "(.+)")),
        literals,
        names,
        names(parts.length > 2 ? parts[2] : ""));
  }

  private static List<String> names(String template) {
    List<String> names = new ArrayList<>();
    for (Matcher value = PLACEHOLDER.matcher(template); value.find(); ) {
      names.add(value.group(1));
    }
    return names;
  }

  /**
   * Returns the operation that a request is for; null if it is for another one.
   *
   * @param slashes whether values in the path may have slashes
   */
  @Nullable RequestTarget match(Request request, String requestPath, boolean slashes) {
    Matcher matcher = (slashes ? wholePath : path).matcher(requestPath);
    if (!method.equals(request.getMethod().getName()) || !matcher.matches()) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 1; i <= matcher.groupCount(); i++) {
      values.put(
          names.get(i - 1),
          URLDecoder.decode(matcher.group(i).replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    List<String> ids = new ArrayList<>(values.values());
    Integer pageSize = null;
    boolean list = operation.startsWith("list");
    if (list) {
      ids.clear(); // The path of a list names a kind, and no task.
    }
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
    boolean submit = operation.startsWith("submit");
    if (submit || request.getBody() == null) {
      String model = submit ? model(values, request.getBodyAsString()) : null;
      return new RequestTarget(dialect, operation, values, ids, pageSize, model);
    }
    String body = request.getBodyAsString();
    // A path may name less than the body, such as only the model of an operation.
    ids.addAll(values(body));
    Matcher size = PAGE_SIZE_FIELD.matcher(body);
    return new RequestTarget(
        dialect,
        operation,
        values,
        ids,
        pageSize == null && size.find() ? Integer.valueOf(size.group(1)) : pageSize,
        null);
  }

  private static @Nullable String model(Map<String, String> values, String body) {
    String inPath = values.get("model");
    Matcher inBody = MODEL.matcher(body);
    if (inPath != null || !inBody.find()) {
      return inPath;
    }
    return inBody.group(1) == null ? inBody.group(2) : inBody.group(1);
  }

  private static List<String> values(String json) {
    List<String> values = new ArrayList<>();
    for (Matcher found = VALUE.matcher(json); found.find(); ) {
      values.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    return values;
  }
}
