package io.videotask.internal.answer;

import com.squareup.moshi.JsonDataException;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.Drift;
import io.videotask.internal.dialect.Position;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The second query for a finished task: its file, with the download URL. Both answers are joined
 * into one, the form in which gateways that proxy MiniMax send it, so that the same rules apply.
 */
public final class FileLookup {
  private static final String FILE = "file";

  private final Adapter adapter;
  private final DecisionLog log;

  /**
   * @param log receives a note if the file has no URL
   */
  public FileLookup(Adapter adapter, DecisionLog log) {
    this.adapter = adapter;
    this.log = log;
  }

  /**
   * Returns the task's body with the file added; unchanged where there is no file.
   *
   * @param file the answer; null where none was received
   * @param error why no answer was received; null where one was
   */
  public String join(String task, @Nullable HttpAnswer file, @Nullable Throwable error) {
    try {
      String object = object(file, error);
      if (!hasUrl(object)) {
        log.note("the file has no URL yet; querying the task again retries");
      }
      JsonObject joined = JsonObject.of(task);
      joined.put(FILE, object);
      return joined.toString();
    } catch (IOException | JsonDataException e) {
      log.note(
          "the file's URL could not be fetched ("
              + e.getMessage()
              + "); querying the task again retries");
      return task;
    }
  }

  private static boolean hasUrl(String file) throws IOException {
    JsonObject object = JsonObject.of(file);
    for (String name : List.of("download_url", "backup_download_url")) {
      String value = object.get(name);
      if (value != null && value.length() > 2 && value.startsWith("\"")) {
        return true;
      }
    }
    return false;
  }

  private String object(@Nullable HttpAnswer file, @Nullable Throwable error) throws IOException {
    if (file == null) {
      throw new IOException(
          error instanceof IOException e ? ConnectionFailure.describe(e) : "no answer came");
    }
    if (!file.isSuccess()) {
      throw new IOException("HTTP " + file.status());
    }
    if (file.truncated() || file.unreadable() != null || !BodyClassifier.isJson(file.body())) {
      throw new IOException("the answer can't be understood");
    }
    AnswerNode level = adapter.level(file.body(), Position.top(Drift.IGNORED));
    AnswerNode.BaseResp baseResp = level.baseResp();
    if (baseResp != null && baseResp.code() != 0) {
      throw new IOException("base_resp " + baseResp.code() + " " + baseResp.message());
    }
    String object = JsonObject.of(file.body()).get(FILE);
    if (object == null || !object.strip().startsWith("{")) {
      throw new IOException("the answer has no file");
    }
    return object;
  }
}
