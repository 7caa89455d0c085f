package io.videotask.internal.callback;

import static io.videotask.internal.callback.Encodings.utf8;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PixVerse: HMAC-SHA256 over time, nonce, and the body's fields as a query string with sorted
 * names, encoded as Go does. Every field is signed, but not the body's bytes.
 */
public final class PixVerseSignature implements SignatureScheme {
  public static final String SIGNATURE = "Webhook-Signature";
  static final String TIME = "Webhook-Timestamp";
  static final String NONCE = "Webhook-Nonce";

  /** How a null may be written in the signed text, which is not documented; null: left out. */
  private static final @Nullable String[] NULLS = {"", null, "null"};

  private static final @Nullable String[] NO_NULLS = {null};

  private final Hmac hmac;

  /**
   * @param secrets of the webhook, as they are written
   */
  public PixVerseSignature(List<String> secrets) {
    this.hmac = Hmac.ofText(secrets);
  }

  @Override
  public Signed verify(IncomingCall call, Instant now) {
    byte[] signature = Encodings.base64(call.headers().only(SIGNATURE));
    String time = call.headers().only(TIME);
    String nonce = call.headers().only(NONCE);
    CallTime.check(TIME, time, now);
    String head = time + "\n" + nonce + "\n";
    Map<String, @Nullable String> fields = fields(call);
    for (String writtenNull : fields.containsValue(null) ? NULLS : NO_NULLS) {
      if (hmac.fits(signature, head + queryString(fields, writtenNull))) {
        return Signed.BODY;
      }
    }
    throw new RefusedCallException(
        RefusedCallException.Kind.SIGNATURE,
        SIGNATURE + " does not fit: the secret is not this webhook's, or a field was changed");
  }

  /** Returns the fields, sorted by name: numbers with their digits as they stand in the body. */
  private static Map<String, @Nullable String> fields(IncomingCall call) {
    Map<String, @Nullable String> fields = new TreeMap<>();
    try {
      for (Map.Entry<String, String> field : JsonObject.of(call.text()).fields().entrySet()) {
        fields.put(field.getKey(), value(field.getKey(), field.getValue().strip()));
      }
    } catch (IOException | JsonDataException e) {
      throw unreadable("the body is not a JSON object");
    }
    return fields;
  }

  private static @Nullable String value(String name, String json) throws IOException {
    if (json.startsWith("\"")) {
      try (JsonReader reader = JsonText.reader(json)) {
        return reader.nextString();
      }
    }
    if (json.startsWith("{") || json.startsWith("[")) {
      throw unreadable(
          "the field " + name + " is an object or a list, and PixVerse's bodies are flat");
    }
    return json.equals("null") ? null : json;
  }

  private static RefusedCallException unreadable(String reason) {
    return new RefusedCallException(RefusedCallException.Kind.UNREADABLE, reason);
  }

  private static String queryString(
      Map<String, @Nullable String> fields, @Nullable String writtenNull) {
    StringBuilder query = new StringBuilder();
    fields.forEach(
        (name, given) -> {
          String value = given == null ? writtenNull : given;
          if (value != null) {
            query.append(query.isEmpty() ? "" : "&");
            query.append(encoded(name)).append('=').append(encoded(value));
          }
        });
    return query.toString();
  }

  /** Encodes as Go's {@code url.QueryEscape}: {@code java.net.URLEncoder} differs in ~ and *. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : utf8(text)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else if (c == ' ') {
        encoded.append('+');
      } else {
        encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        encoded.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return encoded.toString();
  }
}
