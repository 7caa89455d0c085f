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
 * An answer that can be shown to others: its shape, its words and its numbers as they came, without
 * keys, addresses and names of people.
 */
public final class RecordedAnswer {
  private static final String HOST = "cdn.example.test";
  private static final String GATEWAY = "gateway.example.test";
  private static final Pattern ADDRESS = Pattern.compile("(?i)\\b(https?)://[^\\s\"'<>\\\\]+");
  private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
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
   * The body as JSON that can be shown.
   *
   * @param body as it came
   * @param key the key that the request carried; it is not kept
   * @param baseUrl the gateway's address, which becomes that of an example
   * @throws IOException when the body is no JSON: nobody can say what is in it
   */
  public static String of(String body, String key, String baseUrl) throws IOException {
    String host = URI.create(baseUrl).getAuthority();
    return JsonParser.write(new RecordedAnswer(key, host).scrubbed("", JsonParser.read(body)))
        + "\n";
  }

  private @Nullable Object scrubbed(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      object.forEach(
          (field, inner) -> copy.put(text(String.valueOf(field)), scrubbed((String) field, inner)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(scrubbed(name, element)));
      return copy;
    }
    boolean hidden = PRIVATE.matcher(name).matches();
    if (value instanceof String text) {
      return hidden && !text.isEmpty() ? "x" : text(text);
    }
    return hidden && value instanceof Number ? 1 : value;
  }

  private String text(String text) {
    String open = key.isBlank() ? text : text.replace(key, "[key]");
    String shown = ADDRESS.matcher(open).replaceAll(m -> Matcher.quoteReplacement(address(m)));
    shown = MAIL.matcher(shown).replaceAll("x@example.test");
    return KEY.matcher(shown).replaceAll("[key]");
  }

  /**
   * The gateway's own keep their path, which decides who fetches them; of others the type stays.
   */
  private String address(MatchResult found) {
    String whole = found.group();
    String rest = whole.substring(whole.indexOf("://") + 3);
    int end = rest.replace('?', '/').replace('#', '/').indexOf('/');
    String host = end < 0 ? rest : rest.substring(0, end);
    String path = end < 0 ? "" : rest.substring(end);
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    String scheme = found.group(1).toLowerCase(Locale.ROOT);
    if (host.equalsIgnoreCase(gateway)) {
      return scheme + "://" + GATEWAY + plain + (query < 0 ? "" : query(path.substring(query + 1)));
    }
    Matcher type = Pattern.compile("\\.[A-Za-z0-9]{2,4}$").matcher(plain);
    return scheme
        + "://"
        + HOST
        + "/video"
        + (type.find() ? type.group() : "")
        + (query < 0 ? "" : query(path.substring(query + 1)));
  }

  /** The names, and when it expires; nothing that opens anything. */
  private static String query(String query) {
    List<String> shown = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      String name = parameter.split("=", 2)[0];
      boolean moment =
          name.toLowerCase(Locale.ROOT).matches(".*(expire|date).*")
              && parameter.matches("[^=]*=[0-9TZ]{1,20}");
      shown.add(moment ? parameter : name.replaceAll("[^\\w.-]", "") + "=x");
    }
    return "?" + String.join("&", shown);
  }
}
