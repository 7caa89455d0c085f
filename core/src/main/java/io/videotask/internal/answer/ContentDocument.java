package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.ReportedUrl;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The content of a JSON document that a gateway sent instead of a video.
 *
 * @param url the video's URL; null where there is none, or where it is a content path of the
 *     gateway itself
 * @param pending whether the document says that the task has not finished
 */
public record ContentDocument(@Nullable String url, boolean pending) {
  /** Fields that hold a URL in documents other than tasks, the most likely first. */
  private static final List<String> FIELDS =
      List.of("video_url", "url", "download_url", "result_url", "signed_url", "output_url");

  private static final List<String> LEVELS =
      List.of("data", "video", "result", "output", "content", "file");

  private static final int MAX_DEPTH = 4;

  public static ContentDocument of(@Nullable VideoTask task, String json, HttpUrl base) {
    if (task instanceof VideoTask.Completed completed) {
      String url = usable(completed.video().url(), base);
      if (url != null) {
        return new ContentDocument(url, false);
      }
    }
    boolean pending =
        task != null && (task.state() == TaskState.QUEUED || task.state() == TaskState.IN_PROGRESS);
    return new ContentDocument(pending ? null : found(json, base, MAX_DEPTH), pending);
  }

  private static @Nullable String found(String json, HttpUrl base, int levels) {
    try {
      JsonObject object = JsonObject.of(json);
      for (String name : FIELDS) {
        String url = usable(text(object.get(name)), base);
        if (url != null) {
          return url;
        }
      }
      for (String name : LEVELS) {
        String inner = object.get(name);
        String url =
            inner == null || levels == 0 || !inner.startsWith("{")
                ? null
                : found(inner, base, levels - 1);
        if (url != null) {
          return url;
        }
      }
      return null;
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }

  private static @Nullable String text(@Nullable String json) throws IOException {
    return json == null || !json.startsWith("\"") ? null : JsonText.reader(json).nextString();
  }

  private static @Nullable String usable(@Nullable String text, HttpUrl base) {
    ReportedUrl read = ReportedUrl.of(text, base);
    String url = read == null ? null : read.url();
    return url == null || ReportedUrl.needsKey(url, base) ? null : url;
  }
}
