package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The vocabulary of a {@code gateway.yaml}: the keys of each of its objects. The reference page and
 * the JSON Schema have the same, which tests compare.
 */
final class MappingWords {
  static final List<String> STATES =
      List.of("QUEUED", "IN_PROGRESS", "COMPLETED", "FAILED", "CANCELLED", "EXPIRED", "UNKNOWN");

  /** The meanings of codes and texts, with the constants of {@code CodeMeaning}. */
  static final Map<String, String> MEANINGS =
      ordered(
          "refused", "REFUSED",
          "outputRefused", "OUTPUT_REFUSED",
          "invalid", "INVALID",
          "authentication", "AUTHENTICATION",
          "permission", "PERMISSION",
          "quota", "QUOTA",
          "rateLimit", "RATE_LIMIT",
          "notFound", "NOT_FOUND",
          "cancelled", "CANCELLED",
          "running", "RUNNING",
          "transient", "TRANSIENT");

  /** The times of an answer, with the constants of {@code TimeKind}. */
  static final Map<String, String> TIMES =
      ordered(
          "submitted", "SUBMITTED",
          "started", "STARTED",
          "finished", "FINISHED",
          "expires", "EXPIRES");

  /** The details of a video, with the constants of {@code DetailKind}. */
  static final Map<String, String> DETAILS =
      ordered(
          "fileId", "FILE_ID",
          "fileName", "FILE_NAME",
          "bytes", "BYTES",
          "format", "FORMAT",
          "width", "WIDTH",
          "height", "HEIGHT",
          "size", "SIZE",
          "duration", "DURATION",
          "fps", "FPS",
          "seed", "SEED");

  /** The fields of a request, with the constants of {@code RequestField}. */
  static final Map<String, String> REQUEST_FIELDS =
      ordered(
          "prompt", "PROMPT",
          "model", "MODEL",
          "image", "IMAGE",
          "images", "IMAGES",
          "lastImage", "LAST_IMAGE",
          "referenceImages", "REFERENCE_IMAGES",
          "referenceVideos", "REFERENCE_VIDEOS",
          "duration", "DURATION",
          "size", "SIZE",
          "resolution", "RESOLUTION",
          "aspectRatio", "ASPECT_RATIO",
          "negativePrompt", "NEGATIVE_PROMPT",
          "audio", "AUDIO",
          "count", "COUNT",
          "seed", "SEED");

  /** The keys of each object; those of {@code gateway} are the top level. */
  static final Map<String, List<String>> KEYS = keys();

  /** The places of a task in an answer, for {@code recognise}. */
  static final List<String> PLACES = List.of("top", "nested", "wrapper", "result");

  private MappingWords() {}

  private static Map<String, List<String>> keys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put(
        "gateway",
        List.of(
            "about",
            "auth",
            "family",
            "refresh",
            "adapterClass",
            "models",
            "statuses",
            "codes",
            "texts",
            "kind",
            "operations",
            "variants",
            "profiles",
            "lost",
            "lostSubmit",
            "otherGateway",
            "recognise",
            "answer"));
    keys.put("auth", List.of("header", "prefix", "signed", "lifetime", "bearerAt"));
    keys.put(
        "operations",
        List.of(
            "query", "submit", "result", "file", "content", "cancel", "delete", "list", "find",
            "many"));
    keys.put("operation", List.of("call", "with", "headers", "body"));
    keys.put("query", List.of("call", "with", "headers", "body"));
    keys.put("submit", List.of("call", "with", "headers", "body", "requires", "files", "id"));
    keys.put("content", List.of("call", "with", "headers", "use"));
    keys.put("result", List.of("call", "with", "headers", "body", "as"));
    keys.put("cancel", List.of("call", "with", "headers", "body", "only", "notFound"));
    keys.put(
        "list",
        List.of(
            "call", "with", "headers", "body", "kinds", "rows", "more", "next", "cursor", "prefix",
            "total"));
    keys.put("many", List.of("call", "with", "headers", "body", "rows", "most", "every", "ends"));
    keys.put("value", List.of("value", "when", "unless", "as", "match"));
    keys.put("variant", List.of("when", "unless", "ids", "prefix", "answers", "operations"));
    keys.put("profile", List.of("about", "form", "body", "requires", "lacks"));
    keys.put("lostSubmit", List.of("clientId", "prompt", "model", "lag"));
    keys.put("lost", List.of("gateway", "imageFile", "duration"));
    keys.put("otherGateway", List.of("gateway", "ids", "bodies", "because"));
    keys.put(
        "answer",
        List.of(
            "id",
            "idOrRow",
            "model",
            "kind",
            "updated",
            "status",
            "done",
            "finished",
            "failed",
            "removed",
            "progress",
            "retryAfter",
            "requestId",
            "headers",
            "cost",
            "reasons",
            "resultOrReason",
            "times",
            "videos",
            "video",
            "details",
            "nested",
            "wrappers"));
    keys.put(
        "reason",
        List.of("error", "result", "code", "codeAndMessage", "message", "pattern", "text"));
    keys.put("headersOfAnswer", List.of("requestId", "retryable", "retryAfter"));
    keys.put("resultOrReason", List.of("field", "result"));
    keys.put("videoField", List.of("field", "needsKey", "anyType", "where"));
    keys.put("video", List.of("schema", "url", "data", "type", "duration"));
    keys.put("cost", List.of("amount", "header", "unit", "unitIn"));
    keys.put("statuses", STATES);
    keys.put("codes", List.copyOf(MEANINGS.keySet()));
    keys.put("texts", List.copyOf(MEANINGS.keySet()));
    List<String> times = new ArrayList<>(TIMES.keySet());
    times.add("zone");
    keys.put("times", times);
    keys.put("details", List.copyOf(DETAILS.keySet()));
    return keys;
  }

  /** Returns all keys of all objects. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>();
    KEYS.values().forEach(all::addAll);
    return all;
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
