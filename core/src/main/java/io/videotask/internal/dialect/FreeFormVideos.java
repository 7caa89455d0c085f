package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.ReportedUrl;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the videos in a result of any type: a text, a list of texts, or an object whose fields
 * every model names differently. An image or a sound beside the video is none.
 */
final class FreeFormVideos {
  private static final int MAX_DEPTH = 4;

  /** Names of fields, by their {@link NestedJsonObjects#key}, whose URL is of something else. */
  private static final Pattern OTHER_NAME =
      Pattern.compile(
          ".*(?:thumb|image|img|poster|preview|cover|frame|audio|sound|music|subtitle|caption|mask"
              + "|webpage|logs?$).*");

  private static final Pattern OTHER_FILE =
      Pattern.compile(
          "(?is)[^?#]+\\.(?:png|jpe?g|webp|bmp|mp3|wav|flac|m4a|json|txt|srt|vtt|zip|csv)(?:[?#].*)?"
              + "|data:(?!video/).*");

  private FreeFormVideos() {}

  /** Returns the candidates in a JSON value. */
  static List<AnswerNode.Found> of(String json) {
    List<AnswerNode.Found> found = new ArrayList<>();
    Scalar text = Scalar.ofJson(json);
    if (text != null) {
      // The only value there is, whatever it is.
      found.add(new AnswerNode.Found(text.text(), null, null));
    } else {
      search(json, 0, found);
    }
    return found;
  }

  private static void search(String json, int depth, List<AnswerNode.Found> found) {
    String text = json.strip();
    if (depth > MAX_DEPTH) {
      return;
    }
    if (text.startsWith("[")) {
      JsonText.elements(text).forEach(element -> search(element, depth + 1, found));
    } else if (text.startsWith("{")) {
      object(text, depth, found);
    } else {
      Scalar scalar = Scalar.ofJson(text);
      String url = scalar == null ? "" : scalar.text().strip();
      if (ReportedUrl.of(url, null) != null && !OTHER_FILE.matcher(url).matches()) {
        found.add(new AnswerNode.Found(url, null, null));
      }
    }
  }

  /** Fields that are named as videos count before all others. */
  private static void object(String json, int depth, List<AnswerNode.Found> found) {
    List<AnswerNode.Found> named = new ArrayList<>();
    List<AnswerNode.Found> others = new ArrayList<>();
    try {
      for (Map.Entry<String, String> field : JsonObject.of(json).fields().entrySet()) {
        String key = NestedJsonObjects.key(field.getKey());
        if (!OTHER_NAME.matcher(key).matches()) {
          search(field.getValue(), depth + 1, key.contains("video") ? named : others);
        }
      }
    } catch (IOException | JsonDataException e) {
      return; // The whole body has been validated, so this is nested too deeply.
    }
    found.addAll(named.isEmpty() ? others : named);
  }
}
