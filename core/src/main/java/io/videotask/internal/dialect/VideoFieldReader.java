package io.videotask.internal.dialect;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.FoundVideo;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.runtime.RawJson;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an answer that hold videos, with a gateway's generated adapter. */
final class VideoFieldReader {
  private final GatewayAdapter gateway;

  VideoFieldReader(GatewayAdapter gateway) {
    this.gateway = gateway;
  }

  /** Reads a field that holds one video or a list of videos: URLs, or objects with a URL. */
  final List<AnswerNode.Found> videos(Object value) {
    if (value instanceof RawJson raw) {
      return videosInJson(raw.text());
    }
    List<AnswerNode.Found> found = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : Collections.singletonList(value)) {
      AnswerNode.Found one =
          element instanceof RawJson raw
              ? foundInJson(raw.text())
              : element instanceof String text ? new AnswerNode.Found(text, null, null) : null;
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  /** Reads such a field from free-form JSON. */
  final List<AnswerNode.Found> videosInJson(String raw) {
    List<AnswerNode.Found> found = new ArrayList<>();
    List<String> videos = raw.strip().startsWith("[") ? JsonText.elements(raw) : List.of(raw);
    for (String element : videos) {
      AnswerNode.Found one = foundInJson(element);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  private AnswerNode.@Nullable Found foundInJson(String json) {
    Scalar text = Scalar.ofJson(json);
    if (text != null) {
      return new AnswerNode.Found(text.text(), null, null);
    }
    if (!json.strip().startsWith("{")) {
      return null;
    }
    try {
      FoundVideo video = gateway.readVideo(JsonText.reader(json));
      return video == null
          ? null
          : new AnswerNode.Found(
              UrlFields.text(video.url()), null, UrlFields.plainScalar(video.duration()));
    } catch (IOException | JsonDataException e) {
      // The whole body has been validated, so this is a text that only looks like an object.
      return null;
    }
  }
}
