package io.videotask.testkit.contract;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes keys, URLs and personal data from a recorded response, so that it can be published;
 * structure, status strings and numbers are kept.
 */
public final class RecordedAnswer {
  private static final String HOST = "cdn.example.test";
  private static final String GATEWAY = "gateway.example.test";
  private static final Pattern URL = Pattern.compile("(?i)\\b(https?)://[^\\s\"'<>\\\\]+");
  private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
  private static final Pattern KEY =
      Pattern.compile("\\b(?:sk|ak|pk|rk|key|eyJ)[-_.][\\w.-]{8,}|\\beyJ[\\w.-]{20,}");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "(?i)user_?(name|id)?|e?mail|token.*|group|.*secret.*|api_?key|ip|prompt|input");

  private final String key;
  private final String gateway;

  private RecordedAnswer(String key, String gateway) {
    this.key = key;
    this.gateway = gateway;
  }

  /**
   * Returns the body as JSON without secrets.
   *
   * @param body the response's body
   * @param key the API key of the request, which is removed
   * @param baseUrl the gateway's base URL, which is replaced by an example
   * @throws IOException if the body is not JSON, as its content can't be checked
   */
  public static String of(String body, String key, String baseUrl) throws IOException {
    String host = URI.create(baseUrl).getAuthority();
    return JsonParser.write(new RecordedAnswer(key, host).scrub("", JsonParser.read(body))) + "\n";
  }

  private @Nullable Object scrub(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      object.forEach(
          (field, child) ->
              copy.put(scrubText(String.valueOf(field)), scrub((String) field, child)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(scrub(name, element)));
      return copy;
    }
    boolean hidden = PRIVATE.matcher(name).matches();
    if (value instanceof String text) {
      return hidden && !text.isEmpty() ? "x" : scrubText(text);
    }
    return hidden && value instanceof Number ? 1 : value;
  }

  private String scrubText(String text) {
    String withoutKey = key.isBlank() ? text : text.replace(key, "[key]");
    String scrubbed =
        URL.matcher(withoutKey).replaceAll(m -> Matcher.quoteReplacement(scrubbedUrl(m)));
    scrubbed = EMAIL.matcher(scrubbed).replaceAll("x@example.test");
    return KEY.matcher(scrubbed).replaceAll("[key]");
  }

  /**
   * Keeps the path of the gateway's own URLs, which decides who downloads them; of other URLs only
   * the file extension.
   */
  private String scrubbedUrl(MatchResult found) {
    String whole = found.group();
    String rest = whole.substring(whole.indexOf("://") + 3);
    int end = rest.replace('?', '/').replace('#', '/').indexOf('/');
    String host = end < 0 ? rest : rest.substring(0, end);
    String path = end < 0 ? "" : rest.substring(end);
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    String scheme = found.group(1).toLowerCase(Locale.ROOT);
    if (host.equalsIgnoreCase(gateway)) {
      return scheme
          + "://"
          + GATEWAY
          + plain
          + (query < 0 ? "" : scrubbedQuery(path.substring(query + 1)));
    }
    Matcher type = Pattern.compile("\\.[A-Za-z0-9]{2,4}$").matcher(plain);
    return scheme
        + "://"
        + HOST
        + "/video"
        + (type.find() ? type.group() : "")
        + (query < 0 ? "" : scrubbedQuery(path.substring(query + 1)));
  }

  /** Keeps parameter names and expiry times; other values may be secrets. */
  private static String scrubbedQuery(String query) {
    List<String> scrubbed = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      boolean isTimestamp =
          name.toLowerCase(Locale.ROOT).matches(".*(expire|date).*")
              && parameter.matches("[^=]*=[0-9TZ]{1,20}");
      scrubbed.add(isTimestamp ? parameter : name.replaceAll("[^\\w.-]", "") + "=x");
    }
    return "?" + String.join("&", scrubbed);
  }
}
