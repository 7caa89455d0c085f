package io.videotask.internal.dialect;

import com.squareup.moshi.Moshi;
import io.videotask.internal.text.JsonObject;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * What a dialect does its own way: which request asks for a task, and which fields of its generated
 * records say what (tables of {@link FieldMapping}). One subclass a dialect; everything after that
 * is the same for all.
 */
public abstract class Adapter extends AnswerDecoder {
  private static final MediaType JSON = MediaType.get("application/json");

  Adapter(Moshi moshi, RecordReader.Set shapes) {
    super(moshi, shapes);
  }

  /**
   * What else may help with a task that doesn't end, for people; null where nothing is known to.
   */
  @Nullable
  public String advice(VideoTask lastSeen) {
    return null;
  }

  /** The words that this dialect's servers write, for people. */
  public abstract List<String> words();

  /** Its operations: from a name such as {@code query} to a method and a path. */
  public abstract Map<String, String> paths();

  /**
   * How often servers of this dialect look for news at their vendors; null where they do when they
   * are asked, or nobody knows.
   */
  @Nullable
  public Duration refresh() {
    return null;
  }

  /** The request that asks for a task. */
  public abstract Request query(Retrofit retrofit, String id);

  /** The common words of a request that this dialect's servers know. */
  public abstract Set<RequestField> knownWords();

  /**
   * Those without which no server of the dialect makes anything. The model is none of them: some
   * have one of their own, and those that don't say so before anything is made.
   */
  public Set<RequestField> neededWords() {
    return Set.of();
  }

  /** What servers of this dialect are known to accept and not to hand on to their vendors. */
  public Set<IgnoredField> lostFields() {
    return Set.of();
  }

  /** The request that creates a task; what a caller gave as parameters is added elsewhere. */
  public abstract Request create(Retrofit retrofit, VideoRequest request);

  /** The create's body, now complete. */
  public RequestBody body(JsonObject json, VideoRequest request) {
    return RequestBody.create(json.toString(), JSON);
  }

  /** The id that goes into a reference, for a task that this request created. */
  public String referenceId(VideoRequest request, String wireId) {
    return wireId;
  }

  /** The id that goes into a reference, for a task that an answer tells of. */
  public String referenceId(AnswerEnvelope answer, String wireId) {
    return wireId;
  }

  /** Whether the dialect's own servers answer in this shape, and not only what is made of them. */
  public boolean isUsual(AnswerEnvelope outer) {
    return true;
  }

  /** The id that goes over the wire, for a reference's. */
  public String wireId(String referenceId) {
    return referenceId;
  }

  /** The request for the file of a finished task; null where its answer has all there is. */
  @Nullable
  public Request file(Retrofit retrofit, String referenceId, String fileId) {
    return null;
  }

  /**
   * Where the gateway itself serves a finished video; null where it serves none.
   *
   * @param variant what it makes of the video besides, by its own name; null for the video itself
   */
  @Nullable
  public HttpUrl content(Retrofit retrofit, String id, @Nullable String variant) {
    return null;
  }

  /**
   * Where the gateway may serve a finished video besides the address that its answer has; null
   * where it serves none. Default: {@link #content}.
   */
  @Nullable
  public HttpUrl backupContent(Retrofit retrofit, String id) {
    return content(retrofit, id, null);
  }

  /** The request that deletes a task; null where there is none. */
  @Nullable
  public Request delete(Retrofit retrofit, String id) {
    return null;
  }

  /**
   * The request for a page of tasks, the newest first; null where there is none.
   *
   * @param after the last id of the page before; null for the first page
   */
  @Nullable
  public Request list(Retrofit retrofit, int limit, @Nullable String after) {
    return null;
  }

  /** Whether {@link #content} serves. */
  public boolean servesContent() {
    return false;
  }

  /** Whether {@code fail_reason} holds a file id on success. */
  public boolean failReasonIsFileId() {
    return false;
  }
}
