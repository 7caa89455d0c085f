package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.Request;
import com.squareup.moshi.JsonReader;
import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.gateway.GatewayProfile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The server that a fake gateway plays: it refuses what the real one would refuse, and, unlike the
 * real one, what that would ignore.
 */
final class ServerProfile {
  private static final Pattern PART =
      Pattern.compile("(?i)form-data;[^\r\n]*?\\bname=\"([^\"]*)\"");

  private final @Nullable String name;

  /**
   * @param name the name of a profile; null for a server that takes everything
   * @throws IllegalArgumentException if no dialect has such a profile
   */
  ServerProfile(@Nullable String name) {
    this.name = name;
    if (name != null && Dialect.all().stream().noneMatch(d -> d.profiles().containsKey(name))) {
      throw new IllegalArgumentException("no dialect has a profile " + name);
    }
  }

  /** Returns the profile's name, where a dialect has it. */
  Optional<String> of(Dialect dialect) {
    return Optional.ofNullable(name).filter(dialect.profiles()::containsKey);
  }

  /** Returns why this server refuses a request; null where it does not. */
  @Nullable Reply refusal(RequestTarget target, Request request) {
    GatewayAdapter gateway = target.dialect().gateway();
    for (GatewayProfile profile : gateway.profiles()) {
      if (profile.name().equals(name)) {
        return target.isSubmit()
            ? refusal(gateway, profile, request)
            : profile.lacking().contains(target.operation())
                ? Reply.json(404, "{\"detail\":\"Not Found\"}")
                : null;
      }
    }
    return null;
  }

  private static @Nullable Reply refusal(
      GatewayAdapter gateway, GatewayProfile profile, Request request) {
    String type = request.getHeader("Content-Type");
    boolean form = type != null && type.startsWith("multipart/form-data");
    if (form && profile.form() == GatewayProfile.Form.NEVER) {
      return refused(profile.name() + " takes JSON and no forms");
    }
    if (!form && profile.form() == GatewayProfile.Form.ALWAYS) {
      return refused(profile.name() + " takes forms and no JSON");
    }
    Map<String, String> sent = form ? parts(request) : fields(request.getBodyAsString());
    for (Map.Entry<String, String> field : sent.entrySet()) {
      String problem = problem(gateway, profile, field.getKey(), form ? null : field.getValue());
      if (problem != null) {
        return refused(profile.name() + problem);
      }
    }
    return null;
  }

  /**
   * @param type the field's JSON type; null in a form, where all are texts
   */
  private static @Nullable String problem(
      GatewayAdapter gateway, GatewayProfile profile, String field, @Nullable String type) {
    String wanted = profile.body().get(field);
    if (wanted == null) {
      boolean file = type == null && field.equals(gateway.imageFilePart());
      boolean known =
          gateway.profiles().stream().anyMatch(other -> other.body().containsKey(field));
      return file || !known ? null : " ignores " + field;
    }
    return type == null || type.equals(wanted)
        ? null
        : " takes " + field + " as " + wanted + " and not as " + type;
  }

  private static Map<String, String> parts(Request request) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (Matcher part = PART.matcher(request.getBodyAsString()); part.find(); ) {
      parts.put(part.group(1), "string");
    }
    return parts;
  }

  /** Returns the fields of a JSON object with their types; empty for any other text. */
  private static Map<String, String> fields(String json) {
    Map<String, String> fields = new TreeMap<>();
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json))) {
      reader.beginObject();
      while (reader.hasNext()) {
        String field = reader.nextName();
        switch (reader.peek()) {
          case STRING -> fields.put(field, "string");
          case NUMBER -> fields.put(field, "number");
          case BOOLEAN -> fields.put(field, "boolean");
          case BEGIN_OBJECT -> fields.put(field, "object");
          case BEGIN_ARRAY -> fields.put(field, "array");
          default -> fields.put(field, "null");
        }
        reader.skipValue();
      }
    } catch (IOException | RuntimeException e) {
      return Map.of();
    }
    return fields;
  }

  private static Reply refused(String why) {
    return Reply.json(
        400,
        "{\"error\":{\"code\":\"invalid_request\",\"message\":\""
            + why
            + "\",\"type\":\"invalid_request_error\"}}");
  }
}
