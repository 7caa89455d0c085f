package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.UrlField;
import io.videotask.internal.dialect.NestedJsonObjects;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * URLs in fields that hold a list at some servers and something else, or nothing, at all others:
 * {@code urls} and {@code content}.
 */
final class ListedUrls {
  private static final Set<String> URL_FIELDS =
      Set.of("url", "videourl", "resulturl", "downloadurl");
  private static final Set<String> HOLDERS =
      Set.of("data", "task", "output", "result", "response", "results");

  private ListedUrls() {}

  /**
   * Returns the fields of a body that hold lists. Most bodies have none; then this only searches
   * the text.
   */
  static List<UrlField> of(String body) {
    List<UrlField> fields = new ArrayList<>();
    if (!body.contains("\"urls\"") && !body.contains("\"content\"")) {
      return fields;
    }
    for (NestedJsonObjects.Found found : NestedJsonObjects.of(body, HOLDERS::contains)) {
      for (String field : List.of("urls", "content")) {
        String json = found.object().get(field);
        List<Found> videos = new ArrayList<>();
        for (String element : JsonText.elements(json)) {
          addVideo(element, videos);
        }
        if (!videos.isEmpty()) {
          fields.add(new UrlField(field, videos));
        }
      }
    }
    return fields;
  }

  private static void addVideo(String element, List<Found> videos) {
    Scalar text = Scalar.ofJson(element);
    if (text != null) {
      videos.add(new Found(text.text(), null, null));
      return;
    }
    for (NestedJsonObjects.Found found :
        NestedJsonObjects.of(element, name -> URL_FIELDS.contains(name))) {
      Scalar type = found.scalar("type");
      boolean other = type != null && !type.text().contains("video") && !type.text().equals("url");
      found
          .object()
          .fields()
          .forEach(
              (name, json) -> {
                Scalar url =
                    URL_FIELDS.contains(NestedJsonObjects.key(name)) ? Scalar.ofJson(json) : null;
                if (url != null && !other) {
                  videos.add(new Found(url.text(), null, found.scalar("duration")));
                }
              });
    }
  }
}
