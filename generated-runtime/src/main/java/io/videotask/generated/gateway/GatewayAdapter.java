package io.videotask.generated.gateway;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * A gateway: its requests, and where its answers have what. The generator writes a subclass from
 * the gateway's {@code gateway.yaml}; a gateway that needs code of its own has a subclass of that,
 * which {@code adapterClass} in the mapping names. Immutable and thread-safe; creating one costs
 * nothing.
 */
public abstract class GatewayAdapter extends GatewayFacts {
  /** Called by generated code. */
  protected GatewayAdapter() {}

  /**
   * Returns the request that queries a task.
   *
   * @param retrofit creates the generated interface
   * @param referenceId the id of the task's reference
   * @return not yet sent
   */
  public abstract Request query(Retrofit retrofit, String referenceId);

  /**
   * Returns the request that creates a task, without the caller's parameters.
   *
   * @param retrofit creates the generated interface
   * @param request the values
   * @return not yet sent
   */
  public abstract Request submit(Retrofit retrofit, RequestValues request);

  /**
   * Returns the part of a form that holds an image's file; the whole body is a form then.
   *
   * @return null where a file is sent as a {@code data:} URL
   */
  public @Nullable String imageFilePart() {
    return null;
  }

  /**
   * Returns the servers that differ from the usual one; a configured gateway names one of them.
   *
   * @return in the order of the mapping; empty where all are the same
   */
  public List<GatewayProfile> profiles() {
    return List.of();
  }

  /**
   * Returns the request for the file of a finished task.
   *
   * @param retrofit creates the generated interface
   * @param referenceId the id of the task's reference
   * @param fileId the file's id
   * @return null where the answer about the task suffices
   */
  public @Nullable Request file(Retrofit retrofit, String referenceId, String fileId) {
    return null;
  }

  /**
   * Returns the request for the result of a task that has ended, for gateways whose answer to a
   * query has neither the video nor, in most cases, the failure.
   *
   * @param retrofit creates the generated interface
   * @param referenceId the id of the task's reference
   * @return null where the answer about the task suffices
   */
  public @Nullable Request result(Retrofit retrofit, String referenceId) {
    return null;
  }

  /**
   * Returns the field of an answer about a task that stands for its result.
   *
   * @return where the answer to {@link #result} is joined in
   */
  public String resultField() {
    return "result";
  }

  /**
   * Returns the URL at which the gateway itself serves a finished video.
   *
   * @param retrofit creates the generated interface
   * @param id the task's id
   * @param variant the gateway's name of another rendition; null for the video itself
   * @return null where it serves none
   */
  public @Nullable HttpUrl content(Retrofit retrofit, String id, @Nullable String variant) {
    return null;
  }

  /**
   * Returns whether each finished video is at {@link #content}, or only some are.
   *
   * @return false where the content's URL is only a backup, or where there is none
   */
  public boolean servesContent() {
    return false;
  }

  /**
   * Returns the request that deletes a task.
   *
   * @param retrofit creates the generated interface
   * @param referenceId the id of the task's reference
   * @return null where the gateway deletes none
   */
  public @Nullable Request delete(Retrofit retrofit, String referenceId) {
    return null;
  }

  /**
   * Returns the request that cancels a task.
   *
   * @param retrofit creates the generated interface
   * @param referenceId the id of the task's reference
   * @return null where the gateway cancels none
   */
  public @Nullable Request cancel(Retrofit retrofit, String referenceId) {
    return null;
  }

  /**
   * Returns whether only a queued task may be cancelled, so that its state is queried before.
   *
   * @return true where the request would do something else to another task, or fail
   */
  public boolean cancelsOnlyQueued() {
    return false;
  }

  /**
   * Returns the statuses with which this gateway says that it has no such task, where a task that
   * is to be cancelled has one of them.
   *
   * @return mostly empty: other gateways answer with an error
   */
  public Set<String> statusesOfNoTask() {
    return Set.of();
  }

  /**
   * Returns the request for a page of tasks, the newest first.
   *
   * @param retrofit creates the generated interface
   * @param of one of {@link #lists()}
   * @param limit how many tasks a page has at most
   * @param after where the page begins, by {@link TaskRows}: the last id of the previous page, a
   *     cursor, or a number; null for the first page
   * @return null where the gateway has no list
   */
  public @Nullable Request list(
      Retrofit retrofit, TaskRows of, long limit, @Nullable String after) {
    return null;
  }

  /**
   * Returns the request that asks for many tasks.
   *
   * @param retrofit creates the generated interface
   * @param ids the gateway's ids of the tasks
   * @param referenceId the id of one of the references, which tells the kind of all
   * @return null where each task is asked for alone
   */
  public @Nullable Request queryMany(Retrofit retrofit, List<String> ids, String referenceId) {
    return null;
  }

  /**
   * Returns how one request asks for tasks of this kind.
   *
   * @param referenceId the id of a task's reference
   * @return null where each task is asked for alone
   */
  public @Nullable TaskGroup group(String referenceId) {
    return null;
  }

  /**
   * Returns the request that asks for a task by the client's own id.
   *
   * @param retrofit creates the generated interface
   * @param referenceId the id of the task's reference, with the client's id in place of the
   *     gateway's
   * @return null where the gateway is not asked so
   */
  public @Nullable Request find(Retrofit retrofit, String referenceId) {
    return null;
  }

  /**
   * Returns the lists of tasks, of which no two have the same task.
   *
   * @return one for most gateways; several where tasks of each kind are listed apart; empty where
   *     the gateway has no list
   */
  public List<TaskRows> lists() {
    return List.of();
  }

  /**
   * Returns the kind of the task that a request creates, where the gateway is asked for a task by
   * its kind and its id.
   *
   * @param request the values
   * @return null where the id suffices
   */
  public @Nullable String kindOf(RequestValues request) {
    return null;
  }

  /**
   * Returns whether the gateway is asked for a task by its kind and its id.
   *
   * @return false where the id suffices
   */
  public boolean hasKinds() {
    return false;
  }

  /**
   * Returns the kind of a task whose reference has none.
   *
   * @return null where there is no usual one
   */
  public @Nullable String usualKind() {
    return null;
  }

  /**
   * Returns the id for the reference of a task that this request created.
   *
   * @param request the values
   * @param id the gateway's id
   * @return with a prefix where the gateway has several kinds of tasks
   */
  public String referenceId(RequestValues request, String id) {
    return id;
  }

  /**
   * Returns the id for the reference of a task in an answer.
   *
   * @param wrapper the field that the task is in; null for none
   * @param id the gateway's id
   * @return with a prefix where the gateway has several kinds of tasks
   */
  public String referenceIdOfAnswer(@Nullable String wrapper, String id) {
    return id;
  }

  /**
   * Returns the gateway's id for the id of a reference.
   *
   * @param referenceId the id of a task's reference
   * @return without a prefix
   */
  public String wireId(String referenceId) {
    return referenceId;
  }

  /**
   * Reads an answer about a task.
   *
   * @param reader is at the beginning of a value
   * @param fields receives its fields
   * @return false if it was no object
   * @throws IOException if the JSON is malformed or could not be read
   */
  public abstract boolean readTask(JsonReader reader, AnswerFields fields) throws IOException;

  /**
   * Reads the answer to a submit.
   *
   * @param reader is at the beginning of a value
   * @param fields receives its fields
   * @return false if it was no object
   * @throws IOException if the JSON is malformed or could not be read
   */
  public boolean readSubmitted(JsonReader reader, AnswerFields fields) throws IOException {
    return readTask(reader, fields);
  }

  /**
   * Reads the body of an error.
   *
   * @param reader is at the beginning of a value
   * @param fields receives its fields
   * @return false if it was no object
   * @throws IOException if the JSON is malformed or could not be read
   */
  public boolean readError(JsonReader reader, AnswerFields fields) throws IOException {
    return readTask(reader, fields);
  }

  /**
   * Reads a video object in a free-form field.
   *
   * @param reader is at the beginning of a value
   * @return null where it is no object, or where the gateway has no such objects
   * @throws IOException if the JSON is malformed or could not be read
   */
  public @Nullable FoundVideo readVideo(JsonReader reader) throws IOException {
    return null;
  }

  /**
   * Returns answers of the gateway as templates, for fake gateways in tests.
   *
   * @return one for each format of its answers; empty for an adapter that was not generated
   */
  public List<AnswerTemplates> answerTemplates() {
    return List.of();
  }

  /**
   * Returns the pattern of models' names. Resellers put their own or the vendor's name in front,
   * and versions behind.
   *
   * @param names a regular expression; case is ignored
   * @return matches a whole name
   */
  protected static Pattern models(String names) {
    return Pattern.compile("(?i)(?:.*[/:_.-])?(?:" + names + ").*");
  }

  /**
   * Returns whether a request's model is one of these.
   *
   * @param models the pattern of {@link #models}
   * @param request the values
   * @return false for a request without a model
   */
  protected static boolean isModel(Pattern models, RequestValues request) {
    String model = request.modelName();
    return model != null && models.matcher(model).matches();
  }

  /**
   * Returns the kind in a reference, which is before its first colon.
   *
   * @param referenceId the id of the task's reference
   * @return the usual kind where the reference has none
   * @throws IllegalArgumentException if there is no usual kind
   */
  protected final String kind(String referenceId) {
    int colon = referenceId.indexOf(':');
    String kind = colon < 0 ? usualKind() : referenceId.substring(0, colon);
    if (kind == null) {
      throw new IllegalArgumentException(
          "a task's reference at " + name() + " is written " + name() + ":KIND:ID");
    }
    return kind;
  }
}
