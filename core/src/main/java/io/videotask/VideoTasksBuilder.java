package io.videotask;

import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Gateway;
import io.videotask.http.RequestListener;
import io.videotask.internal.http.HttpTransport;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link VideoTasks}; everything but the gateways has a default. Not thread-safe.
 */
public final class VideoTasksBuilder {
  private final Map<String, Gateway> gateways = new LinkedHashMap<>();
  private @Nullable String defaultGateway;
  private @Nullable OkHttpClient httpClient;
  private HttpTransport.Limits limits =
      new HttpTransport.Limits(Duration.ofSeconds(30), HttpTransport.MAX_BODY_BYTES);
  private double maxRequestsPerSecond = Double.POSITIVE_INFINITY;
  private final Map<String, Double> gatewayRates = new LinkedHashMap<>();
  private Schedule schedule = Schedule.learning();
  private @Nullable FailureBudget failureBudget;
  private final List<PollListener<? super VideoTask>> listeners = new ArrayList<>();
  private RequestListener requestListener = RequestListener.NONE;
  private OperationListener operationListener = OperationListener.NONE;
  private System.@Nullable Logger logger;
  private @Nullable TimeSource time;
  private @Nullable CallbackReceiver callbacks;
  private RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

  VideoTasksBuilder() {}

  /**
   * Adds a gateway. One client may have several, each with its own name.
   *
   * @throws IllegalArgumentException when another one has that name, or the key would be sent over
   *     plain http
   */
  public VideoTasksBuilder gateway(Gateway gateway) {
    gateway.requireSafeTransport();
    if (gateways.putIfAbsent(gateway.name(), gateway) != null) {
      throw new IllegalArgumentException(
          "two gateways are named " + gateway.name() + "; give one another name with named()");
    }
    return this;
  }

  /**
   * Sets the gateway of requests that name none. Default: the only gateway; with several, every
   * request has to name one.
   *
   * @param name of a gateway of this client, added before or after this call
   */
  public VideoTasksBuilder defaultGateway(String name) {
    this.defaultGateway = name;
    return this;
  }

  /**
   * Sets an OkHttpClient as a base: its proxy, trust store, DNS, connections and interceptors are
   * used; its time-outs, redirects and retries are not. Stays open when this client is closed.
   * Default: a new one.
   */
  public VideoTasksBuilder httpClient(OkHttpClient base) {
    this.httpClient = base;
    return this;
  }

  /**
   * Sets the maximum duration of one whole request; 1 ms to 24 days. Default: 30 s.
   *
   * @throws IllegalArgumentException when the duration is out of range
   */
  public VideoTasksBuilder requestTimeout(Duration timeout) {
    this.limits = new HttpTransport.Limits(timeout, limits.maxBodyBytes());
    return this;
  }

  /**
   * Sets the maximum number of bytes read of a body, counted after decompression; positive.
   * Default: 16 MiB.
   *
   * @throws IllegalArgumentException when the limit is not positive
   */
  public VideoTasksBuilder maxBodyBytes(long limit) {
    this.limits = new HttpTransport.Limits(limits.requestTimeout(), limit);
    return this;
  }

  /**
   * Sets the rate limit that the submits and queries of this client share, but for those of
   * gateways {@linkplain #maxRequestsPerSecond(String, double) with a limit of their own};
   * downloads, cancellations and deletions are not limited. Default: no limit.
   *
   * @param limit requests a second; at least 0.00001, about one a day
   * @throws IllegalArgumentException when the limit is less
   */
  public VideoTasksBuilder maxRequestsPerSecond(double limit) {
    this.maxRequestsPerSecond = requireRate(limit);
    return this;
  }

  /**
   * Sets the rate limit of one gateway's submits and queries, instead of the shared one, in which
   * they then do not count. Holds also where several gateways are at one server. Default: the
   * shared limit.
   *
   * @param gateway the name of a gateway of this client, added before or after this call
   * @param limit requests a second; at least 0.00001, about one a day, and positive infinity for no
   *     limit
   * @throws IllegalArgumentException when the limit is less
   */
  public VideoTasksBuilder maxRequestsPerSecond(String gateway, double limit) {
    gatewayRates.put(Objects.requireNonNull(gateway, "a gateway's name"), requireRate(limit));
    return this;
  }

  private static double requireRate(double limit) {
    if (!(limit >= 1e-5)) {
      throw new IllegalArgumentException(
          "the rate of requests must be at least 0.00001 a second, about one a day");
    }
    return limit;
  }

  /** Sets the schedule, which chooses when a wait polls. Default: {@link Schedule#learning()}. */
  public VideoTasksBuilder schedule(Schedule newSchedule) {
    this.schedule = newSchedule;
    return this;
  }

  /**
   * Sets how many consecutive failures a wait tolerates, of any kind, and also after answers.
   * Default: {@link FailureBudget#DEFAULT} until the first answer; afterwards transient failures
   * never end a wait before its deadline.
   */
  public VideoTasksBuilder failureBudget(FailureBudget budget) {
    this.failureBudget = budget;
    return this;
  }

  /**
   * Adds a listener of all waits, called after those added before; a single wait can have its own,
   * see {@link VideoTasks#awaitAsync(TaskRef, Duration, PollListener)}. Default: none.
   */
  public VideoTasksBuilder listener(PollListener<? super VideoTask> newListener) {
    this.listeners.add(newListener);
    return this;
  }

  /**
   * Sets the logger. It reports when a gateway begins to fail and when it recovers, and what was
   * tolerated in answers; it gets task references, never keys, URLs or prompts. Called on a thread
   * of the client. Default: the system's logger {@code io.videotask}, looked up when there is
   * something to log.
   */
  public VideoTasksBuilder logger(System.Logger newLogger) {
    this.logger = newLogger;
    return this;
  }

  /** Sets a listener that is called after each request. Default: none. */
  public VideoTasksBuilder requestListener(RequestListener newListener) {
    this.requestListener = newListener;
    return this;
  }

  /** Sets a listener of submits, waits and downloads, such as for traces. Default: none. */
  public VideoTasksBuilder operationListener(OperationListener newListener) {
    this.operationListener = newListener;
    return this;
  }

  /**
   * Sets the clock and timer, for tests on virtual time. Stays open when the client is closed.
   * Default: the system's.
   */
  public VideoTasksBuilder time(TimeSource newTime) {
    this.time = newTime;
    return this;
  }

  /**
   * Sets the random generator for jitter; several threads use it at once. Default: each thread's
   * own generator.
   */
  public VideoTasksBuilder random(RandomGenerator generator) {
    this.random = generator;
    return this;
  }

  /**
   * Sets the receiver of the vendors' callbacks: they wake this client's waits. One receiver may
   * serve several clients. Default: none.
   */
  public VideoTasksBuilder callbacks(CallbackReceiver receiver) {
    this.callbacks = receiver;
    return this;
  }

  /**
   * Creates the client.
   *
   * @throws IllegalArgumentException when no gateway was added, or none has the default's name or
   *     that of a rate limit
   * @throws IllegalStateException when OkHttp 4 is on the class path, alone or beside 5
   */
  public VideoTasks build() {
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("a client needs at least one gateway");
    }
    if (defaultGateway != null && !gateways.containsKey(defaultGateway)) {
      throw new IllegalArgumentException(
          "the default gateway is "
              + defaultGateway
              + ", and this client has "
              + gateways.keySet());
    }
    for (String gateway : gatewayRates.keySet()) {
      if (!gateways.containsKey(gateway)) {
        throw new IllegalArgumentException(
            "there is a rate limit for the gateway "
                + gateway
                + ", and this client has "
                + gateways.keySet()
                + "; give the limit the name of one of them, or add that gateway");
      }
    }
    return new VideoTasks(
        new ClientSettings(
            List.copyOf(gateways.values()),
            defaultGateway,
            httpClient,
            limits,
            maxRequestsPerSecond,
            Map.copyOf(gatewayRates),
            schedule,
            failureBudget,
            listeners.isEmpty() ? null : PollListener.all(listeners),
            requestListener,
            operationListener,
            logger,
            time,
            random,
            callbacks));
  }
}
