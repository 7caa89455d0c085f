package io.videotask.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A gateway on a free port of the loopback interface that speaks every dialect, plays the lives of
 * tasks as scripts say, and tells afterwards what was asked of it. Thread-safe.
 *
 * <pre>{@code
 * try (FakeGateway gateway = FakeGateway.start()) {
 *   TaskRef ref = gateway.add(Shape.NEW_API_KLING,
 *       TaskLife.of(Reply.queued(), Reply.badGateway(), Reply.inProgress(30), Reply.completed()));
 *   …
 *   assertEquals(4, gateway.queries(ref).size());
 * }
 * }</pre>
 */
public final class FakeGateway implements AutoCloseable {
  /** The key that it accepts, unless it was built with another. It opens nothing else. */
  public static final String KEY = "sk-testkit";

  private final Builder settings;
  private final TimeSource time;
  private final RequestLog journal;
  private final FakeTasks tasks = new FakeTasks();
  private final ReplyOverrides substitutes = new ReplyOverrides();
  private final WireMockServer server;
  private final @Nullable WireMockServer videoHost;

  private FakeGateway(Builder settings) {
    this.settings = settings;
    // Nothing is scheduled on it, so that there is no thread to stop.
    this.time = settings.time == null ? new SystemTimeSource() : settings.time;
    this.journal = new RequestLog(settings.key, time);
    VideoFileServer shelf = new VideoFileServer();
    ReplyRenderer wording = new ReplyRenderer(shelf);
    Dispatcher desk = new Dispatcher(tasks, substitutes, journal, wording, shelf, time);
    this.server = started(desk);
    this.videoHost = settings.videosElsewhere ? started(desk) : null;
    wording.at(baseUrl(), videoHost == null ? baseUrl() : address(videoHost));
  }

  /** Starts one on the machine's clock, with the settings that most tests need. */
  public static FakeGateway start() {
    return builder().start();
  }

  /** Starts one on this clock. */
  public static FakeGateway start(TimeSource time) {
    return builder().time(time).start();
  }

  /** For other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** The settings of a gateway. Not thread-safe. */
  public static final class Builder {
    private @Nullable TimeSource time;
    private String key = KEY;
    private boolean videosElsewhere;

    private Builder() {}

    /** The clock that lives by moments go by. Default: the machine's. */
    public Builder time(TimeSource newTime) {
      this.time = newTime;
      return this;
    }

    /** The key that is accepted. Default: {@link FakeGateway#KEY}. */
    public Builder key(String newKey) {
      this.key = newKey;
      return this;
    }

    /**
     * Videos lie on another host, as they mostly do; it must never see the key. It is on this
     * machine, so that downloads have to allow private addresses. Default: on the gateway's own.
     */
    public Builder videosOnAnotherHost() {
      this.videosElsewhere = true;
      return this;
    }

    /** The gateway, ready for requests. */
    public FakeGateway start() {
      return new FakeGateway(this);
    }
  }

  /** Its address. */
  public String baseUrl() {
    return address(server);
  }

  /**
   * It, as a client has to know it. A client that is put together by hand goes by its own jitter:
   * give it {@code random(new Random(1))} beside the clock where runs have to be the same.
   */
  public Gateway as(Dialect dialect) {
    return Gateway.of(dialect, baseUrl(), ApiKey.of(settings.key));
  }

  /**
   * A client of it that holds a gateway for every dialect, under their own names: on the same clock
   * where that was set, and with the same jitter each time. Submits have to name a gateway of it.
   */
  public VideoTasksBuilder client() {
    return client(Dialect.all());
  }

  /**
   * The same with this gateway only, which submits don't have to name.
   *
   * @param dialect how it speaks, and what it is named
   */
  public VideoTasksBuilder client(Dialect dialect) {
    return client(List.of(dialect));
  }

  private VideoTasksBuilder client(List<Dialect> dialects) {
    VideoTasksBuilder client = VideoTasks.builder().random(new Random(1));
    dialects.forEach(dialect -> client.gateway(as(dialect)));
    return settings.time == null ? client : client.time(settings.time);
  }

  /**
   * Makes a task of new-api, {@link AnswerFormat#NEW_API_KLING}, which lives from now on.
   *
   * @throws IllegalArgumentException when the shape can't play this life
   */
  public TaskRef add(TaskScript life) {
    return add(AnswerFormat.NEW_API_KLING, life);
  }

  /**
   * Makes a task, which lives from now on.
   *
   * @throws IllegalArgumentException when the shape can't play this life
   */
  public TaskRef add(AnswerFormat shape, TaskScript life) {
    return tasks.add(shape, null, "video-1", life, time.now()).ref();
  }

  /**
   * Makes a task with an id of the caller's.
   *
   * @param id as it goes over the wire
   * @throws IllegalArgumentException when the shape can't play this life
   */
  public TaskRef add(AnswerFormat shape, String id, TaskScript life) {
    return tasks.add(shape, id, "video-1", life, time.now()).ref();
  }

  /**
   * What the next submit to this shape's dialect makes; several calls are for several submits, in
   * their order. A submit for which nothing is left is refused.
   *
   * @throws IllegalArgumentException when the shape can't play this life
   */
  public void onSubmit(AnswerFormat shape, TaskScript life) {
    tasks.plan(shape, life, null);
  }

  /**
   * What the next submit gets instead of a task.
   *
   * @throws IllegalArgumentException when the reply tells where a task stands
   */
  public void onSubmit(AnswerFormat shape, Reply reply) {
    tasks.plan(shape, null, reply);
  }

  /**
   * The next submit makes a task, and the answer that should tell it is this one.
   *
   * @throws IllegalArgumentException when the shape can't play this life, or the reply tells where
   *     a task stands
   */
  public void onSubmit(AnswerFormat shape, TaskScript life, Reply reply) {
    tasks.plan(shape, life, reply);
  }

  /**
   * Every request gets this reply, whatever it asks for and whoever asks: the gateway is down, or
   * all of it speaks as one recorded answer does.
   *
   * @param reply one that tells no state, for it would not be known of which task; null ends this
   * @throws IllegalArgumentException when the reply tells where a task stands
   */
  public void answerAlways(@Nullable Reply reply) {
    substitutes.setAll(reply);
  }

  /**
   * Requests of this kind get these replies, whichever task they are about and whoever asks: each
   * the next one, and all that follow the last. Without a reply the lives of the tasks count again.
   *
   * @param replies such as tell no state, for it would not be known of which task
   * @throws IllegalArgumentException when one of them tells where a task stands
   */
  public void answer(RecordedRequest.Operation operation, Reply... replies) {
    substitutes.set(operation, List.of(replies));
  }

  /**
   * What is scripted for submits that have not come: a test that expects them all ends with {@code
   * assertEquals(List.of(), gateway.scriptsLeft())}.
   *
   * @return their shapes, in the order of their scripts
   */
  public List<AnswerFormat> scriptsLeft() {
    return tasks.left();
  }

  /** All that it was asked, in the order in which it came; the video host's too. */
  public List<RecordedRequest> requests() {
    return journal.requests();
  }

  /** The submits. */
  public List<RecordedRequest> submits() {
    return requests().stream()
        .filter(request -> request.operation() == RecordedRequest.Operation.SUBMIT)
        .toList();
  }

  /**
   * The queries for this task, also those that were refused.
   *
   * @param task under whatever name a client has for this gateway, as long as that is no other
   *     dialect's
   * @throws IllegalArgumentException when no such task was made here, or several dialects have one
   *     of this id
   */
  public List<RecordedRequest> queries(TaskRef task) {
    return about(task, RecordedRequest.Operation.QUERY);
  }

  /**
   * The requests for this task's video, whole or in part, also those for its backup address, which
   * {@link AnswerFormat#MINIMAX_ANYAPI} and {@link AnswerFormat#MINIMAX_V1} tell.
   *
   * @param task as in {@link #queries}
   * @throws IllegalArgumentException as there
   */
  public List<RecordedRequest> downloads(TaskRef task) {
    return about(task, RecordedRequest.Operation.DOWNLOAD);
  }

  @Override
  public void close() {
    server.stop();
    if (videoHost != null) {
      videoHost.stop();
    }
  }

  private List<RecordedRequest> about(TaskRef task, RecordedRequest.Operation operation) {
    TaskRef meant =
        tasks.meantBy(
            Objects.requireNonNull(
                task, "which task? There is no reference: a submit that made no task has none"));
    return requests().stream()
        .filter(request -> request.operation() == operation && meant.equals(request.task()))
        .toList();
  }

  private static WireMockServer started(Dispatcher desk) {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .disableRequestJournal()
                .notifier(new Silence())
                .extensions(desk));
    server.stubFor(any(anyUrl()).willReturn(ok()));
    server.start();
    return server;
  }

  private static String address(WireMockServer server) {
    return "http://127.0.0.1:" + server.port();
  }
}
