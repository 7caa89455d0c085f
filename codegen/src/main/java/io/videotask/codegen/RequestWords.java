package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of a request that a mapping may use as values, such as {@code $prompt}. */
final class RequestWords {
  /** From a word to its Java type, its expression, and the request's field that it needs. */
  private static final Map<String, Word> WORDS = new LinkedHashMap<>();

  /**
   * A word.
   *
   * @param type the type of the expression
   * @param field the constant of {@code RequestField}; null for words of an operation
   */
  record Word(String type, String expression, @Nullable String field) {}

  static {
    put("prompt", "String", "request.prompt()", "PROMPT");
    put("model", "String", "request.model()", "MODEL");
    put("image", "String", "request.images().isEmpty() ? null : request.images().get(0)", "IMAGE");
    put("imageUrl", "String", "request.imageUrl()", "IMAGE");
    put("imageBase64", "String", "request.imageBase64()", "IMAGE");
    put("imageType", "String", "request.imageType()", "IMAGE");
    put("images", "List<String>", "request.images()", "IMAGES");
    put("lastImage", "String", "request.lastImage()", "LAST_IMAGE");
    put("lastImageBase64", "String", "request.lastImageBase64()", "LAST_IMAGE");
    put("lastImageType", "String", "request.lastImageType()", "LAST_IMAGE");
    put("referenceImage", "String", "referenceImage", "REFERENCE_IMAGES");
    put("referenceImages", "List<String>", "request.referenceImages()", "REFERENCE_IMAGES");
    put("referenceVideo", "String", "referenceVideo", "REFERENCE_VIDEOS");
    put("referenceVideos", "List<String>", "request.referenceVideos()", "REFERENCE_VIDEOS");
    put("duration", "Long", "request.duration()", "DURATION");
    put("size", "size", "", "SIZE");
    put("width", "Long", "request.width()", "SIZE");
    put("height", "Long", "request.height()", "SIZE");
    put("resolution", "String", "request.resolution()", "RESOLUTION");
    put("aspectRatio", "String", "request.aspectRatio()", "ASPECT_RATIO");
    put("negativePrompt", "String", "request.negativePrompt()", "NEGATIVE_PROMPT");
    put("audio", "Boolean", "request.audio()", "AUDIO");
    put("count", "Long", "request.count()", "COUNT");
    put("seed", "Long", "request.seed()", "SEED");
    put("callback", "String", "request.callback()", "CALLBACK");
    put("clientId", "String", "request.clientId()", null);
    put("id", "String", "id", null);
    put("ids", "List<String>", "ids", null);
    put("kind", "String", "kind", null);
    put("page", "Long", "MappedTexts.page(after)", null);
    put("fileId", "String", "fileId", null);
    put("variant", "String", "variant", null);
    put("after", "String", "after", null);
    put("limit", "Long", "limit", null);
  }

  private RequestWords() {}

  static Map<String, Word> all() {
    return WORDS;
  }

  private static void put(String name, String type, String expression, @Nullable String field) {
    WORDS.put("$" + name, new Word(type, expression, field));
  }

  /**
   * Returns the expression of a word as a value of a type; null, with an error, where it has none.
   *
   * @param format how a size or a truth value is written, such as {@code w*h} or {@code on|off}, or
   *     {@code text} for a number in a field of several types; null for the usual way
   */
  static @Nullable String expression(
      Word word, String type, @Nullable String format, MappingNode where) {
    if (type.equals("RawJson")) {
      boolean asText = word.type().equals("Long") && "text".equals(format);
      String plain = asText || word.type().equals("size") ? "String" : word.type();
      String value = expression(word, plain, asText ? null : format, where);
      return value == null ? null : "MappedTexts.json(" + value + ")";
    }
    String name = where.isObject() ? "the value" : where.text();
    if (word.type().equals("size")) {
      String separator = format == null ? "x" : format.replaceFirst("^w(.*)h$", "$1");
      if (!type.equals("String")) {
        where.error(name + " is a text, and the field is " + type, "write $width and $height");
        return null;
      }
      return "request.width() == null ? null : request.width() + "
          + JavaText.literal(separator)
          + " + request.height()";
    }
    String value = word.expression();
    if (format != null) {
      return formatted(word, type, format, where);
    }
    if (word.type().equals(type)) {
      return value;
    }
    String guarded = value + " == null ? null : ";
    if (word.type().equals("Long") && type.equals("String")) {
      return guarded + value + ".toString()";
    }
    if (value.equals("ids") && type.equals("String")) {
      return "String.join(\",\", ids)";
    }
    if (word.type().equals("String") && type.equals("List<String>")) {
      return guarded + "List.of(" + value + ")";
    }
    if (word.type().equals("Long") && type.equals("Double")) {
      return guarded + value + ".doubleValue()";
    }
    where.error(
        name + " is " + word.type() + ", and the field is " + type,
        "correct the field's type in the spec, or name another field");
    return null;
  }

  private static @Nullable String formatted(
      Word word, String type, String format, MappingNode where) {
    String value = word.expression();
    if (word.type().equals("Boolean") && type.equals("String") && format.contains("|")) {
      String[] texts = format.split("\\|", 2);
      return value
          + " == null ? null : "
          + value
          + " ? "
          + JavaText.literal(texts[0])
          + " : "
          + JavaText.literal(texts[1]);
    }
    if (word.type().equals("String") && type.equals("String") && format.equals("base64")) {
      return "MappedTexts.withoutDataUrl(" + value + ")";
    }
    where.error(
        "`as: " + format + "` does not fit this value",
        "write a size such as w*h, a truth value such as on|off, base64 for an image, or text for a"
            + " number in a field of several types");
    return null;
  }
}
