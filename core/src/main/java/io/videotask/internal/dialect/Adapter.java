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
 * The specifics of a dialect: its requests, and how the fields of its generated records are read
 * (tables of {@link FieldMapping}). One subclass per dialect; all later steps are shared.
 * Immutable.
 */
public abstract class Adapter extends AnswerDecoder {
  private static final MediaType JSON = MediaType.get("application/json");

  Adapter(Moshi moshi, RecordReader.Set readers) {
    super(moshi, readers);
  }

  /** Returns advice for a task that does not finish, for messages; null for none. */
  @Nullable
  public String advice(VideoTask lastSeen) {
    return null;
  }

  /** Returns the statuses that this dialect's servers send, for documentation. */
  public abstract List<String> statuses();

  /** Returns the operations, from a name such as {@code query} to a method and a path. */
  public abstract Map<String, String> paths();

  /**
   * Returns how often servers of this dialect query their vendors; null where they do so at each
   * query, or where it is unknown.
   */
  @Nullable
  public Duration refresh() {
    return null;
  }

  /** Returns the request that queries a task. */
  public abstract Request query(Retrofit retrofit, String id);

  /** Returns the request fields that this dialect's servers know. */
  public abstract Set<RequestField> knownFields();

  /**
   * Returns the fields that every server of the dialect requires. The model is not among them: some
   * servers have a default, and the others refuse the request before they create anything.
   */
  public Set<RequestField> requiredFields() {
    return Set.of();
  }

  /**
   * Returns the fields that servers of this dialect are known to accept but not to forward to their
   * vendors.
   */
  public Set<IgnoredField> ignoredFields() {
    return Set.of();
  }

  /**
   * Returns the request that creates a task, without the caller's parameters, which are added
   * later.
   */
  public abstract Request submit(Retrofit retrofit, VideoRequest request);

  /** Returns the body of a submit from its complete JSON. */
  public RequestBody body(JsonObject json, VideoRequest request) {
    return RequestBody.create(json.toString(), JSON);
  }

  /** Returns the id for the reference of a task that this request created. */
  public String referenceId(VideoRequest request, String wireId) {
    return wireId;
  }

  /** Returns the id for the reference of a task in an answer. */
  public String referenceId(AnswerEnvelope answer, String wireId) {
    return wireId;
  }

  /** Returns whether the dialect's own servers send this format. */
  public boolean isUsual(AnswerEnvelope envelope) {
    return true;
  }

  /** Returns the id that the gateway uses for the id of a reference. */
  public String wireId(String referenceId) {
    return referenceId;
  }

  /**
   * Returns the request for the file of a finished task; null where the answer about the task is
   * sufficient.
   */
  @Nullable
  public Request file(Retrofit retrofit, String referenceId, String fileId) {
    return null;
  }

  /**
   * Returns the URL at which the gateway itself serves a finished video; null where it serves none.
   *
   * @param variant the gateway's name of another rendition, such as a thumbnail; null for the video
   *     itself
   */
  @Nullable
  public HttpUrl content(Retrofit retrofit, String id, @Nullable String variant) {
    return null;
  }

  /**
   * Returns another URL at which the gateway may serve a finished video, besides that in its
   * answer; null where it serves none. Default: {@link #content}.
   */
  @Nullable
  public HttpUrl backupContent(Retrofit retrofit, String id) {
    return content(retrofit, id, null);
  }

  /** Returns the request that deletes a task; null where the dialect has none. */
  @Nullable
  public Request delete(Retrofit retrofit, String id) {
    return null;
  }

  /**
   * Returns the request for a page of tasks, the newest first; null where the dialect has none.
   *
   * @param after the last id of the previous page; null for the first page
   */
  @Nullable
  public Request list(Retrofit retrofit, int limit, @Nullable String after) {
    return null;
  }

  /** Returns whether {@link #content} returns a URL. */
  public boolean servesContent() {
    return false;
  }

  /** Returns whether {@code fail_reason} holds a file id on success. */
  public boolean failReasonIsFileId() {
    return false;
  }
}
