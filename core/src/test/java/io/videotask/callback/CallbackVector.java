package io.videotask.callback;

import io.videotask.internal.text.JsonValue;
import io.videotask.internal.text.Scalar;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call of a vendor, and what must come of it. */
record CallbackVector(Map<?, ?> fields) {
  static List<CallbackVector> all() throws Exception {
    List<CallbackVector> all = new ArrayList<>();
    try (InputStream in = CallbackVector.class.getResourceAsStream("vectors.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (JsonValue.of(text) instanceof List<?> list) {
        list.forEach(each -> all.add(new CallbackVector((Map<?, ?>) each)));
      }
    }
    return all;
  }

  @Nullable String text(String name) {
    return fields.get(name) instanceof Scalar scalar ? scalar.text() : null;
  }

  String name() {
    return String.valueOf(text("name"));
  }

  boolean is(String name) {
    return "true".equals(text(name));
  }

  Instant now() {
    return Instant.ofEpochSecond(Long.parseLong(String.valueOf(text("now"))));
  }

  /** Returns the URL that was given to the vendor; null where the vector does not say. */
  @Nullable String url() {
    return text("url");
  }

  byte[] body() {
    return String.valueOf(text("body")).getBytes(StandardCharsets.UTF_8);
  }

  Map<String, List<String>> headers() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    object("headers")
        .forEach(
            (name, value) -> headers.put(String.valueOf(name), List.of(((Scalar) value).text())));
    return headers;
  }

  List<String> list(String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name) instanceof List<?> list) {
      list.forEach(each -> texts.add(((Scalar) each).text()));
    } else if (text(name) != null) {
      texts.add(text(name));
    }
    return texts;
  }

  Map<?, ?> object(String name) {
    return fields.get(name) instanceof Map<?, ?> object ? object : Map.of();
  }

  /** Returns the vendor; what calls behind new-api is any. */
  CallbackVendor vendor() {
    String name = String.valueOf(text("vendor"));
    return name.equals("new-api")
        ? CallbackVendor.ANY
        : CallbackVendor.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  /** Returns the verifier that the vector asks for. */
  CallbackVerifier verifier() {
    if (vendor() == CallbackVendor.FAL) {
      return CallbackVerifier.fal(
          () -> CompletableFuture.completedFuture(jwks()), list("userId").toArray(new String[0]));
    }
    List<String> secrets = new ArrayList<>(list("secret"));
    secrets.addAll(list("key"));
    if (secrets.isEmpty() && text("secret") == null && !fields.containsKey("secret")) {
      return CallbackVerifier.unsigned(vendor());
    }
    return CallbackVerifier.of(vendor(), secrets.toArray(new String[0]));
  }

  private String jwks() {
    StringBuilder keys = new StringBuilder();
    List<?> all = object("jwks").get("keys") instanceof List<?> list ? list : List.of();
    for (Object key : all) {
      keys.append(keys.isEmpty() ? "" : ",").append('{');
      String fields =
          String.join(
              ",",
              ((Map<?, ?>) key)
                  .entrySet().stream()
                      .map(
                          each ->
                              "\""
                                  + each.getKey()
                                  + "\":\""
                                  + ((Scalar) each.getValue()).text()
                                  + '"')
                      .toList());
      keys.append(fields).append('}');
    }
    return "{\"keys\":[" + keys + "]}";
  }

  CallbackVerdict verdict() {
    String url = url() == null ? "https://app.example.com/callbacks" : url();
    return verifier().verify("POST", url, headers(), body(), now());
  }

  @Override
  public String toString() {
    return name();
  }
}
