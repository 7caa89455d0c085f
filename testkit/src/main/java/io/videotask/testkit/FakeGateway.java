package io.videotask.testkit;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A fake gateway on a free port of the loopback interface. It supports every dialect, one of your
 * own too ({@link AnswerFormat#of(Dialect)}), replies as scripted, and records the requests.
 * Thread-safe.
 *
 * <pre>{@code
 * try (FakeGateway gateway = FakeGateway.start()) {
 *   TaskRef ref = gateway.add(AnswerFormat.NEW_API_KLING,
 *       TaskScript.of(Reply.queued(), Reply.badGateway(), Reply.inProgress(30), Reply.completed()));
 *   …
 *   assertEquals(4, gateway.queries(ref).size());
 * }
 * }</pre>
 */
public final class FakeGateway implements AutoCloseable {
  /** The API key that is accepted by default; it is valid nowhere else. */
  public static final String KEY = "sk-testkit";

  private final Builder settings;
  private final TimeSource time;
  private final @Nullable SystemTimeSource ownTime;
  private final FakeCallbacks callbacks;
  private final RequestLog requestLog;
  private final Routes routes;
  private final ServerProfile profile;
  private final FakeTasks tasks = new FakeTasks();
  private final ReplyOverrides overrides = new ReplyOverrides();
  private final FakeServers servers;

  private FakeGateway(Builder settings) {
    this.settings = settings;
    // It starts a thread only for callbacks.
    this.ownTime = settings.time == null ? new SystemTimeSource() : null;
    this.time = settings.time == null ? Objects.requireNonNull(ownTime) : settings.time;
    this.profile = new ServerProfile(settings.profile);
    KeyCheck keys = new KeyCheck(settings.key, time);
    this.routes = new Routes(settings.path, keys);
    this.requestLog = new RequestLog(keys, routes, time);
    VideoFileServer videoFiles = new VideoFileServer();
    ReplyRenderer renderer = new ReplyRenderer(videoFiles);
    this.callbacks = new FakeCallbacks(time, renderer);
    Dispatcher dispatcher =
        new Dispatcher(
            new Dispatcher.Parts(
                tasks,
                overrides,
                requestLog,
                renderer,
                videoFiles,
                callbacks,
                time,
                routes,
                keys,
                profile));
    this.servers =
        new FakeServers(dispatcher, settings.port, settings.videosElsewhere, settings.cuts);
    renderer.setBaseUrls(baseUrl(), servers.videosUrl());
  }

  /** Starts a gateway on the system clock with default settings. */
  public static FakeGateway start() {
    return builder().start();
  }

  /** Starts a gateway on this clock. */
  public static FakeGateway start(TimeSource time) {
    return builder().time(time).start();
  }

  /** Returns a builder for other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builder of a gateway. Not thread-safe. */
  public static final class Builder {
    private @Nullable TimeSource time;
    private String key = KEY;
    private String path = "";
    private int port;
    private boolean videosElsewhere;
    private @Nullable String profile;
    private @Nullable IntUnaryOperator cuts;

    private Builder() {}

    /** Sets the clock for scripts with replies by age. Default: the system clock. */
    public Builder time(TimeSource newTime) {
      this.time = newTime;
      return this;
    }

    /** Sets the API key that is accepted. Default: {@link FakeGateway#KEY}. */
    public Builder key(String newKey) {
      this.key = newKey;
      return this;
    }

    /**
     * Sets the path of the base URL, for gateways that look at it, such as {@code
     * /v1/projects/demo/locations/us-central1/publishers/google} for Veo at Vertex AI. Default:
     * none.
     *
     * @throws IllegalArgumentException if it is not empty and does not begin with a slash, or ends
     *     with one
     */
    public Builder path(String newPath) {
      if (!newPath.isEmpty() && (!newPath.startsWith("/") || newPath.endsWith("/"))) {
        throw new IllegalArgumentException("a path is written as /a/b");
      }
      this.path = newPath;
      return this;
    }

    /**
     * Sets the port. Default: any that is free.
     *
     * @param newPort 1 to 65535, or 0 for any
     */
    public Builder port(int newPort) {
      this.port = newPort;
      return this;
    }

    /**
     * Plays a server that differs from the usual one of its dialect, such as {@code vllm-omni}: it
     * refuses submits that the server would refuse, or of which it would ignore a field, and
     * operations that the server lacks. Its clients are configured with the profile. Default: a
     * server that takes everything.
     *
     * @param newProfile one of {@link Dialect#profiles()}
     */
    public Builder profile(String newProfile) {
      this.profile = newProfile;
      return this;
    }

    /**
     * Cuts the connections of submits, so that their outcome is unknown, after a number of bytes,
     * those of the request first and then those of its answer. A submit of which a part is missing
     * creates no task and is not recorded. Default: none is cut.
     *
     * @param bytes from the number of the submit, which begins with 0, to the bytes that pass;
     *     negative for all. Called by several threads
     */
    public Builder cuttingSubmits(IntUnaryOperator bytes) {
      this.cuts = bytes;
      return this;
    }

    /**
     * Serves videos from another host, as most gateways do; that host must never receive the key.
     * It is on this machine, so downloads have to allow private addresses. Default: the gateway's
     * own host.
     */
    public Builder videosOnAnotherHost() {
      this.videosElsewhere = true;
      return this;
    }

    /**
     * Starts the gateway.
     *
     * @throws IllegalArgumentException if no dialect has the profile
     */
    public FakeGateway start() {
      return new FakeGateway(this);
    }
  }

  /** Returns the base URL of the gateway. */
  public String baseUrl() {
    return servers.url() + settings.path;
  }

  /**
   * Returns the gateway's configuration for a client. A client that is built by hand has random
   * jitter of its own: for reproducible runs, set {@code random(new Random(1))} as well as the
   * clock.
   */
  public Gateway asGateway(Dialect dialect) {
    routes.add(dialect);
    Gateway gateway = Gateway.of(dialect, baseUrl(), ApiKey.of(settings.key));
    return profile.of(dialect).map(gateway::withProfile).orElse(gateway);
  }

  /**
   * Returns a client builder with this gateway under every dialect's name, on the gateway's clock
   * if that was set, and with reproducible jitter. Submits have to name a gateway.
   */
  public VideoTasksBuilder client() {
    return client(Dialect.all());
  }

  /**
   * Returns a client builder with this gateway under one dialect only; submits don't have to name
   * it.
   *
   * @param dialect the dialect, and the gateway's name
   */
  public VideoTasksBuilder client(Dialect dialect) {
    return client(List.of(dialect));
  }

  private VideoTasksBuilder client(List<Dialect> dialects) {
    VideoTasksBuilder client = VideoTasks.builder().random(new Random(1));
    dialects.forEach(dialect -> client.gateway(asGateway(dialect)));
    return settings.time == null ? client : client.time(settings.time);
  }

  /**
   * Creates a task in the format {@link AnswerFormat#NEW_API_KLING}; its script starts now.
   *
   * @throws IllegalArgumentException if the format can't represent the script
   */
  public TaskRef add(TaskScript script) {
    return add(AnswerFormat.NEW_API_KLING, script);
  }

  /**
   * Creates a task; its script starts now.
   *
   * @throws IllegalArgumentException if the format can't represent the script
   */
  public TaskRef add(AnswerFormat format, TaskScript script) {
    routes.add(format.dialect());
    return tasks.add(format, null, "video-1", script, time.now()).ref();
  }

  /**
   * Creates a task with a given id.
   *
   * @param id the wire id
   * @throws IllegalArgumentException if the format can't represent the script
   */
  public TaskRef add(AnswerFormat format, String id, TaskScript script) {
    routes.add(format.dialect());
    return tasks.add(format, id, "video-1", script, time.now()).ref();
  }

  /**
   * Scripts all tasks that submits to this format's dialect create, where no script of {@link
   * #onSubmit} is left.
   *
   * @throws IllegalArgumentException if the format can't represent the script
   */
  public void onEachSubmit(AnswerFormat format, TaskScript script) {
    routes.add(format.dialect());
    tasks.setUsualScript(format, script);
  }

  /**
   * Scripts the task that the next submit to this format's dialect creates; several calls script
   * several submits, in order. A submit without a script is rejected.
   *
   * @throws IllegalArgumentException if the format can't represent the script
   */
  public void onSubmit(AnswerFormat format, TaskScript script) {
    routes.add(format.dialect());
    tasks.planSubmit(format, script, null);
  }

  /**
   * Scripts a reply to the next submit, which creates no task.
   *
   * @throws IllegalArgumentException if the reply has a state
   */
  public void onSubmit(AnswerFormat format, Reply reply) {
    routes.add(format.dialect());
    tasks.planSubmit(format, null, reply);
  }

  /**
   * Scripts a task for the next submit, and the reply that is sent in place of its id.
   *
   * @throws IllegalArgumentException if the format can't represent the script, or the reply has a
   *     state
   */
  public void onSubmit(AnswerFormat format, TaskScript script, Reply reply) {
    routes.add(format.dialect());
    tasks.planSubmit(format, script, reply);
  }

  /**
   * Sends the callbacks of the scripts to a receiver, each to the URL that the submit of its task
   * had, with the body and at the changes of state of the gateway's vendor; behind new-api with the
   * vendor's own id. MiniMax sends a challenge first, and calls only if it comes back.
   */
  public void sendCallbacksTo(CallbackReceiver receiver) {
    callbacks.sendTo(receiver);
  }

  /** Returns the receiver's replies so far, those to challenges included. */
  public List<CallbackReceiver.Reply> callbackReplies() {
    return callbacks.replies();
  }

  /**
   * Answers every request with this reply, as if the gateway were down or always sent one recorded
   * response.
   *
   * @param reply a reply without a state, as the task would be unknown; null removes the override
   * @throws IllegalArgumentException if the reply has a state
   */
  public void answerAlways(@Nullable Reply reply) {
    overrides.setAll(reply);
  }

  /**
   * Answers requests of this kind with these replies, for all tasks and clients: each is used once,
   * and the last one repeatedly. Without replies the scripts apply again.
   *
   * @param replies replies without a state, as the task would be unknown
   * @throws IllegalArgumentException if one of them has a state
   */
  public void answer(RecordedRequest.Operation operation, Reply... replies) {
    overrides.set(operation, List.of(replies));
  }

  /**
   * Returns the formats of the scripts that no submit has used. A test that expects all submits
   * ends with {@code assertEquals(List.of(), gateway.scriptsLeft())}.
   *
   * @return their formats, in the order of their registration
   */
  public List<AnswerFormat> scriptsLeft() {
    return tasks.unusedFormats();
  }

  /** Returns all requests in the order of arrival, those to the video host included. */
  public List<RecordedRequest> requests() {
    return requestLog.requests();
  }

  /** Returns the submits. */
  public List<RecordedRequest> submits() {
    return requests().stream()
        .filter(request -> request.operation() == RecordedRequest.Operation.SUBMIT)
        .toList();
  }

  /**
   * Returns the queries for this task, rejected ones included.
   *
   * @param task its gateway name may be any that a client uses for this gateway, except another
   *     dialect's
   * @throws IllegalArgumentException if no such task was created here, or several dialects have one
   *     with this id
   */
  public List<RecordedRequest> queries(TaskRef task) {
    return requestsFor(task, RecordedRequest.Operation.QUERY);
  }

  /**
   * Returns the requests for this task's video, partial ones and those to its backup URL included;
   * {@link AnswerFormat#MINIMAX_ANYAPI} and {@link AnswerFormat#MINIMAX_V1} have a backup URL.
   *
   * @param task as in {@link #queries}
   * @throws IllegalArgumentException as in {@link #queries}
   */
  public List<RecordedRequest> downloads(TaskRef task) {
    return requestsFor(task, RecordedRequest.Operation.DOWNLOAD);
  }

  @Override
  public void close() {
    servers.close();
    if (ownTime != null) {
      ownTime.close();
    }
  }

  private List<RecordedRequest> requestsFor(TaskRef task, RecordedRequest.Operation operation) {
    TaskRef resolved =
        tasks.resolve(
            Objects.requireNonNull(
                task, "which task? There is no reference: a submit that created no task has none"));
    return requests().stream()
        .filter(request -> request.operation() == operation && resolved.equals(request.task()))
        .toList();
  }
}
