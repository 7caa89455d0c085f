package io.videotask.internal.dialect;

import com.squareup.moshi.Moshi;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.gateway.GatewayProfile;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.generated.gateway.OtherGateway;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.KnownFields;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * The specifics of a gateway's protocol: its requests, and how its answers are read. All of them
 * come from its generated adapter; the steps after that are the same for all gateways. Immutable
 * and thread-safe.
 */
public final class Adapter extends AnswerDecoder {
  private static final Pattern HTTP_STATUS = Pattern.compile("HTTP ([1-5][0-9]{2})");

  private final GatewayAdapter gateway;
  private final @Nullable GatewayProfile profile;
  private final Moshi moshi;
  private final Map<String, String> statuses;
  private final Set<String> usualPlaces;
  private final Map<String, TaskState> states = new HashMap<>();
  private final ErrorCodes codes;
  private final FailureFacts facts;
  private final Map<Integer, TaskState> httpStates = new HashMap<>();
  private final boolean statusesNeedIds;
  private final KnownFields known;
  private final RequestAdapter requests;

  public Adapter(GatewayAdapter gateway) {
    this(gateway, null);
  }

  /**
   * @param profile the server's differences; null for the usual one
   */
  public Adapter(GatewayAdapter gateway, @Nullable GatewayProfile profile) {
    super(gateway);
    this.gateway = gateway;
    this.profile = profile;
    this.requests = new RequestAdapter(gateway, profile);
    this.moshi = new Moshi.Builder().add(gateway.jsonAdapters()).build();
    this.statuses = gateway.statuses();
    this.usualPlaces = gateway.usualPlaces();
    this.codes = new ErrorCodes(gateway.codes(), gateway.texts(), gateway.family() != null);
    this.facts = new FailureFacts(gateway);
    this.known = new KnownFields(gateway.recognisedFields(), gateway.envelopeFields());
    this.statusesNeedIds = gateway.answersHaveId() && !gateway.operations().containsKey("result");
    statuses.forEach(
        (status, state) -> {
          states.put(status, TaskState.valueOf(state));
          states.put(StatusMapping.key(status), TaskState.valueOf(state));
          Matcher http = HTTP_STATUS.matcher(status);
          if (http.matches()) {
            httpStates.put(Integer.valueOf(http.group(1)), TaskState.valueOf(state));
          }
        });
  }

  /** Returns the JSON adapters of the generated records. */
  public Moshi moshi() {
    return moshi;
  }

  /** Returns the protocol's name and that of the server's profile, for messages. */
  public String displayName() {
    return profile == null
        ? gateway.name()
        : gateway.name() + " with the profile " + profile.name();
  }

  /** Returns how requests for new tasks are written. */
  public RequestAdapter requests() {
    return requests;
  }

  private boolean lacks(String operation) {
    return profile != null && profile.lacking().contains(operation);
  }

  /** Returns advice for a task that does not finish, for messages; null for none. */
  @Nullable
  public String advice(VideoTask lastSeen) {
    OtherGateway other = gateway.otherGateway();
    if (other == null) {
      return null;
    }
    String body = lastSeen.seen().body();
    boolean isOthers =
        other.ids().matcher(lastSeen.ref().id()).matches()
            || other.bodies().stream().anyMatch(pattern -> pattern.matcher(body).find());
    return isOthers ? "or with the dialect " + other.gateway() + ": " + other.because() : null;
  }

  /** Returns the statuses that this gateway's servers send, with the names of their states. */
  public Map<String, String> statuses() {
    return statuses;
  }

  /**
   * Returns the state for a status: the gateway's own meaning, or else the usual one; null where
   * the status is unknown.
   */
  public @Nullable TaskState stateOf(String status) {
    TaskState implied = ImpliedStatus.stateOf(status);
    if (implied != null) {
      return implied;
    }
    TaskState own = states.get(status);
    own = own == null ? states.get(StatusMapping.key(status)) : own;
    return own == null ? StatusMapping.stateOf(status) : own;
  }

  /**
   * Returns the state for an answer with an HTTP status that is itself a status of the gateway;
   * null for any other.
   */
  public @Nullable TaskState stateOfHttp(int httpStatus) {
    return httpStates.get(httpStatus);
  }

  /**
   * Returns whether a status means that the gateway does not know the task, which is no state of a
   * task.
   */
  public boolean isNotFound(String status) {
    return !states.containsKey(StatusMapping.key(status)) && StatusMapping.isNotFound(status);
  }

  /**
   * Returns whether this is new-api or one of its forks, or a server that passes on their answers.
   */
  public boolean isOfNewApisFamily() {
    return gateway.family() != null;
  }

  /**
   * Returns whether a status is a task's by itself: one of this gateway's own, whose answers have
   * no id by which a task could be told from an envelope, or whose end has to be confirmed by a
   * second query for the result.
   */
  public boolean isTaskByStatus(@Nullable String status) {
    return status != null
        && (ImpliedStatus.stateOf(status) != null
            || (!statusesNeedIds && statuses.containsKey(status.strip())));
  }

  /** Returns how the server at this URL takes its key. */
  public KeyHeader keyHeader(String url) {
    return gateway.keyHeader(url);
  }

  /** Returns what the gateway's error codes mean. */
  public ErrorCodes codes() {
    return codes;
  }

  /** Returns where answers have the vendor's id of a request, and other facts of a failure. */
  public FailureFacts failureFacts() {
    return facts;
  }

  /**
   * Returns how long to wait before another request: by the usual headers, by the body of an error,
   * or after a 429 by the gateway's own header.
   *
   * @param now when the answer was received
   * @return null where the answer does not say
   */
  public @Nullable Duration retryAfter(HttpAnswer answer, Instant now) {
    Duration usual = RetryAfterParser.of(answer.headers(), now);
    if (usual != null || answer.isSuccess()) {
      return usual;
    }
    Duration inBody = answer.truncated() ? null : retryAfter(answer.body());
    return inBody == null && answer.status() == 429 ? facts.retryAfter(answer.headers()) : inBody;
  }

  /** Returns the fields by which an answer of the gateway is recognised. */
  public KnownFields recognisedFields() {
    return known;
  }

  /** Returns the operations, from a name such as {@code query} to a method and a path. */
  public Map<String, String> paths() {
    return gateway.operations();
  }

  /**
   * Returns how often servers of this gateway query their vendors; null where they do so at each
   * query, or where it is unknown.
   */
  @Nullable
  public Duration refresh() {
    return gateway.refresh();
  }

  /** Returns the request that queries a task. */
  public Request query(Retrofit retrofit, String id) {
    return gateway.query(retrofit, id);
  }

  /**
   * Refuses a reference that no task of this gateway can have, before a request is sent.
   *
   * @throws IllegalArgumentException if it has no id, or no kind where the gateway needs one
   */
  public void requireTaskId(String referenceId) {
    if (!TaskRef.isId(gateway.wireId(referenceId))) {
      throw new IllegalArgumentException("no task has the id " + referenceId);
    }
    if (gateway.hasKinds() && gateway.usualKind() == null && referenceId.indexOf(':') < 0) {
      throw new IllegalArgumentException(
          "no task has the id "
              + referenceId
              + ": a task's reference at "
              + gateway.name()
              + " is written "
              + gateway.name()
              + ":KIND:ID, as submit returns it");
    }
  }

  /** Returns the id for the reference of a task in an answer. */
  public String referenceId(AnswerEnvelope answer, String wireId) {
    boolean wrapped = answer.position() == AnswerEnvelope.RowPosition.WRAPPER;
    return gateway.referenceIdOfAnswer(wrapped ? answer.top().inner().wrapper() : null, wireId);
  }

  /**
   * Returns whether the gateway's own servers send this format, with this status; those of a family
   * pass on any vendor's.
   */
  public boolean isUsual(AnswerEnvelope envelope) {
    String status = envelope.row().status();
    return usualPlaces.contains(place(envelope))
        && (gateway.family() != null
            || status == null
            || ImpliedStatus.stateOf(status) != null
            || statuses.containsKey(status.strip()));
  }

  private static String place(AnswerEnvelope envelope) {
    if (envelope.top().baseResp() != null) {
      return "result";
    }
    return switch (envelope.position()) {
      case TOP -> "top";
      case DATA -> "nested";
      case WRAPPER -> "wrapper";
    };
  }

  /** Returns the id that the gateway uses for the id of a reference. */
  public String wireId(String referenceId) {
    return gateway.wireId(referenceId);
  }

  /**
   * Returns the request for the file of a finished task; null where the answer about the task is
   * sufficient.
   */
  @Nullable
  public Request file(Retrofit retrofit, String referenceId, String fileId) {
    return gateway.file(retrofit, referenceId, fileId);
  }

  /**
   * Returns the URL at which the gateway itself serves each finished video; null where it does not.
   *
   * @param variant the gateway's name of another rendition, such as a thumbnail; null for the video
   *     itself
   */
  @Nullable
  public HttpUrl content(Retrofit retrofit, String id, @Nullable String variant) {
    return servesContent() ? gateway.content(retrofit, id, variant) : null;
  }

  /**
   * Returns another URL at which the gateway may serve a finished video, besides that in its
   * answer; null where it serves none.
   */
  @Nullable
  public HttpUrl backupContent(Retrofit retrofit, String id) {
    return gateway.content(retrofit, id, null);
  }

  /**
   * Returns the request for the result of a task that has ended; null where the answer about the
   * task is sufficient.
   */
  @Nullable
  public Request result(Retrofit retrofit, String id) {
    return gateway.result(retrofit, id);
  }

  /** Returns the field of the answer about a task that stands for its result. */
  public String resultField() {
    return gateway.resultField();
  }

  /** Returns the request that cancels a task; null where the gateway has none. */
  @Nullable
  public Request cancel(Retrofit retrofit, String id) {
    return lacks("cancel") ? null : gateway.cancel(retrofit, id);
  }

  /** Returns whether only a queued task may be cancelled. */
  public boolean cancelsOnlyQueued() {
    return gateway.cancelsOnlyQueued();
  }

  /**
   * Returns whether a status means that the gateway has no such task, of one that is to be
   * cancelled.
   */
  public boolean isOfNoTask(@Nullable String status) {
    return status != null && gateway.statusesOfNoTask().contains(status.strip());
  }

  /** Returns the request that deletes a task; null where the gateway has none. */
  @Nullable
  public Request delete(Retrofit retrofit, String id) {
    return lacks("delete") ? null : gateway.delete(retrofit, id);
  }

  /**
   * Returns the request for a page of one of {@link #lists()}, the newest first; null where the
   * gateway has none.
   *
   * @param after the last id of the previous page; null for the first page
   */
  @Nullable
  public Request list(Retrofit retrofit, TaskRows of, int limit, @Nullable String after) {
    return lacks("list") ? null : gateway.list(retrofit, of, limit, after);
  }

  /** Returns how tasks of submits without an answer are looked for. */
  public TaskLookup lookup() {
    return new TaskLookup(gateway, !lacks("list"));
  }

  /** Returns the lists of tasks; empty where the gateway has none. */
  public List<TaskRows> lists() {
    return lacks("list") ? List.of() : gateway.lists();
  }

  /** Returns whether {@link #content} returns a URL. */
  public boolean servesContent() {
    return gateway.servesContent();
  }

  /** Returns whether {@code fail_reason} holds a file id on success. */
  public boolean failReasonIsFileId() {
    return gateway.resultIsFileId();
  }
}
