package io.videotask.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A submit of which it is unknown whether it created a task: all that is needed to look for that
 * task later, also in another process. Holds neither the prompt nor the key. Immutable; {@link
 * #toString()} is one word of a few hundred characters, which {@link #parse} reads.
 *
 * @param gateway the configured gateway's name
 * @param correlationId the correlation id of the submit, used for no other submit
 * @param identified whether the request told the gateway the {@link #clientId()}
 * @param submittedAt when the request was sent, by this client's clock, to the millisecond
 * @param endedAt when it was given up; not before {@code submittedAt}
 * @param model the model that was asked for; null for the gateway's default
 * @param promptHash the {@link #promptHash} of the prompt; null for a request without one
 * @param hasFrame whether the video begins or ends with an image
 * @param requestHash equal for two submits of the same request, and for no others; empty where
 *     unknown
 */
public record LostSubmit(
    String gateway,
    String correlationId,
    boolean identified,
    Instant submittedAt,
    Instant endedAt,
    @Nullable String model,
    @Nullable String promptHash,
    boolean hasFrame,
    String requestHash) {
  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String VERSION = "1";
  private static final int FIELDS = 10;

  /** Rounds the times to milliseconds. */
  public LostSubmit {
    if (!TaskRef.isGatewayName(gateway)) {
      throw new IllegalArgumentException(
          "a gateway's name has 1 to 64 characters out of a-z, 0-9 and '-'");
    }
    if (endedAt.isBefore(submittedAt)) {
      throw new IllegalArgumentException("a submit ends after it began");
    }
    submittedAt = Instant.ofEpochMilli(submittedAt.toEpochMilli());
    endedAt = Instant.ofEpochMilli(endedAt.toEpochMilli());
  }

  /**
   * Describes a submit of a request.
   *
   * @param gateway the configured gateway's name
   * @param correlationId the correlation id that was sent
   * @param identified whether the gateway was told the {@link #clientId()}
   * @param submittedAt when the request was sent
   * @param endedAt when it was given up; not before {@code submittedAt}
   */
  public static LostSubmit of(
      VideoRequest request,
      String gateway,
      String correlationId,
      boolean identified,
      Instant submittedAt,
      Instant endedAt) {
    return new LostSubmit(
        gateway,
        correlationId,
        identified,
        submittedAt,
        endedAt,
        model(request),
        promptHash(request.prompt()),
        !request.images().isEmpty() || request.lastImage() != null,
        requestHash(request));
  }

  /**
   * Returns the id of its own that a client gives to the task of a submit: the correlation id, or a
   * hash of it where gateways might not take its characters or its length.
   */
  public static String clientId(String correlationId) {
    return CLIENT_ID.matcher(correlationId).matches() ? correlationId : "vt-" + hash(correlationId);
  }

  /** Returns {@link #clientId(String)} of this submit. */
  public String clientId() {
    return clientId(correlationId);
  }

  /**
   * Returns the hash of a prompt, by which a gateway's list is compared without storing the prompt.
   * Whitespace at its ends, and how much there is between words, makes no difference.
   *
   * @return null for no prompt
   */
  public static @Nullable String promptHash(@Nullable String prompt) {
    return prompt == null ? null : hash(SPACE.matcher(prompt.strip()).replaceAll(" "));
  }

  /** Returns how long the request was under way. */
  public Duration duration() {
    return Duration.between(submittedAt, endedAt);
  }

  /**
   * Returns the same submit, to be looked for at another gateway: behind new-api a vendor's task
   * may be found at the vendor, by those with an account there.
   *
   * @param name the other configured gateway's name
   */
  public LostSubmit at(String name) {
    return new LostSubmit(
        name,
        correlationId,
        identified,
        submittedAt,
        endedAt,
        model,
        promptHash,
        hasFrame,
        requestHash);
  }

  /**
   * Parses what {@link #toString()} printed.
   *
   * @throws IllegalArgumentException when the text is no such word
   */
  public static LostSubmit parse(String text) {
    String[] fields = text.strip().split(",", -1);
    if (fields.length != FIELDS || !fields[0].equals(VERSION)) {
      throw new IllegalArgumentException(
          "a lost submit is written as the failed submit printed it: "
              + VERSION
              + " and nine more fields, with commas");
    }
    try {
      return new LostSubmit(
          fields[1],
          required(decoded(fields[2])),
          flag(fields[3], "i"),
          Instant.ofEpochMilli(Long.parseLong(fields[4])),
          Instant.ofEpochMilli(Long.parseLong(fields[5])),
          decoded(fields[6]),
          hashOf(fields[7]),
          flag(fields[8], "f"),
          fields[9].isEmpty() ? "" : required(hashOf(fields[9])));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the lost submit is damaged: copy all of it", e);
    }
  }

  /** Returns one word without spaces or quotes, to be stored; {@link #parse} reads it. */
  @Override
  public String toString() {
    return String.join(
        ",",
        VERSION,
        gateway,
        encoded(correlationId),
        identified ? "i" : "",
        Long.toString(submittedAt.toEpochMilli()),
        Long.toString(endedAt.toEpochMilli()),
        model == null ? "" : encoded(model),
        promptHash == null ? "" : promptHash,
        hasFrame ? "f" : "",
        requestHash);
  }

  /** Returns the model that a request asks for, also as a parameter; null for none. */
  public static @Nullable String model(VideoRequest request) {
    Object model = request.model() == null ? request.parameters().get("model") : request.model();
    return model instanceof String name ? name : null;
  }

  private static String requestHash(VideoRequest request) {
    StringBuilder all = new StringBuilder();
    for (Object field :
        new @Nullable Object[] {
          request.prompt(),
          request.model(),
          images(request.images()),
          request.lastImage() == null ? null : images(List.of(request.lastImage())),
          images(request.referenceImages()),
          request.referenceVideos(),
          request.duration(),
          request.size(),
          request.resolution(),
          request.aspectRatio(),
          request.negativePrompt(),
          request.audio(),
          request.count(),
          request.seed(),
          request.callbackUrl(),
          parameters(request.parameters())
        }) {
      String text = String.valueOf(field);
      all.append(text.length()).append(':').append(text);
    }
    return hash(all.toString());
  }

  private static String images(List<ImageSource> images) {
    StringBuilder hashes = new StringBuilder();
    images.forEach(image -> hashes.append(hash(image.asText())).append(' '));
    return hashes.toString();
  }

  /** Objects in a fixed order; the text of a JSON parameter as it is. */
  private static String parameters(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      TreeMap<String, String> sorted = new TreeMap<>();
      map.forEach((name, inner) -> sorted.put(String.valueOf(name), parameters(inner)));
      return sorted.toString();
    }
    return value instanceof VideoRequest.Json json ? json.text() : String.valueOf(value);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java has SHA-256", e);
    }
  }

  private static boolean flag(String field, String set) {
    if (!field.isEmpty() && !field.equals(set)) {
      throw new IllegalArgumentException(field);
    }
    return !field.isEmpty();
  }

  private static @Nullable String hashOf(String field) {
    if (!field.isEmpty() && !HASH.matcher(field).matches()) {
      throw new IllegalArgumentException(field);
    }
    return field.isEmpty() ? null : field;
  }

  private static String required(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("a field is missing");
    }
    return value;
  }

  /** Percent-encodes what a shell or the commas would take otherwise. */
  private static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-_./:".indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static @Nullable String decoded(String field) {
    return field.isEmpty()
        ? null
        : java.net.URLDecoder.decode(field.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
