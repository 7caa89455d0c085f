package io.videotask;

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
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link VideoTasks}; everything but the gateways has a default. Not thread-safe.
 */
public final class VideoTasksBuilder {
  final Map<String, Gateway> gateways = new LinkedHashMap<>();
  @Nullable OkHttpClient httpClient;
  HttpTransport.Limits limits =
      new HttpTransport.Limits(Duration.ofSeconds(30), HttpTransport.MAX_BODY_BYTES);
  double maxRequestsPerSecond = Double.POSITIVE_INFINITY;
  Schedule schedule = Schedule.learning();
  @Nullable FailureBudget failureBudget;
  final List<PollListener<? super VideoTask>> listeners = new ArrayList<>();
  RequestListener requestListener = RequestListener.NOBODY;
  System.@Nullable Logger logger;
  @Nullable TimeSource time;
  RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();

  VideoTasksBuilder() {}

  /** The settings as they are now; what is changed afterwards belongs to the next client. */
  private VideoTasksBuilder(VideoTasksBuilder now) {
    gateways.putAll(now.gateways);
    httpClient = now.httpClient;
    limits = now.limits;
    maxRequestsPerSecond = now.maxRequestsPerSecond;
    schedule = now.schedule;
    failureBudget = now.failureBudget;
    listeners.addAll(now.listeners);
    requestListener = now.requestListener;
    logger = now.logger;
    time = now.time;
    random = now.random;
  }

  /**
   * Adds a server. One client may hold several, each with a name of its own.
   *
   * @throws IllegalArgumentException when another one has that name, or the key would go over plain
   *     http
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
   * The caller's own client as a base: its proxy, trust store, DNS, connections and interceptors
   * are used, its time-outs, redirects and retries are not. It stays open when this client is
   * closed. Default: a client of our own.
   */
  public VideoTasksBuilder httpClient(OkHttpClient base) {
    this.httpClient = base;
    return this;
  }

  /**
   * How long one request may take, all in all; from a millisecond to 24 days. Default: 30 s.
   *
   * @throws IllegalArgumentException when it is out of range
   */
  public VideoTasksBuilder requestTimeout(Duration timeout) {
    this.limits = new HttpTransport.Limits(timeout, limits.maxBodyBytes());
    return this;
  }

  /**
   * How much of a body is read, counted after decompression; positive. Default: 16 MiB.
   *
   * @throws IllegalArgumentException when it is not positive
   */
  public VideoTasksBuilder maxBodyBytes(long limit) {
    this.limits = new HttpTransport.Limits(limits.requestTimeout(), limit);
    return this;
  }

  /**
   * The rate that all requests of this client share. Default: no limit.
   *
   * @param limit at least 0.00001, which is about one a day
   * @throws IllegalArgumentException when it is less
   */
  public VideoTasksBuilder maxRequestsPerSecond(double limit) {
    if (!(limit >= 1e-5)) {
      throw new IllegalArgumentException(
          "the rate of requests must be at least 0.00001 a second, about one a day");
    }
    this.maxRequestsPerSecond = limit;
    return this;
  }

  /** When a wait asks again. Default: {@link Schedule#learning()}. */
  public VideoTasksBuilder schedule(Schedule newSchedule) {
    this.schedule = newSchedule;
    return this;
  }

  /**
   * How many failures in a row a wait puts up with, of whatever kind and whatever was answered
   * before. Default: {@link FailureBudget#DEFAULT} until the first answer; afterwards transient
   * failures never end a wait before its deadline.
   */
  public VideoTasksBuilder failureBudget(FailureBudget budget) {
    this.failureBudget = budget;
    return this;
  }

  /**
   * Is told what the waits see and decide, after those given before; a single wait can have one of
   * its own, see {@link VideoTasks#awaitAsync(TaskRef, Duration, PollListener)}. Default: nobody.
   */
  public VideoTasksBuilder listener(PollListener<? super VideoTask> newListener) {
    this.listeners.add(newListener);
    return this;
  }

  /**
   * Where it is logged that a gateway begins to fail and that it recovers, and what was tolerated
   * in answers: references, never keys, addresses or prompts. It is called on a thread of the
   * client. Default: the system's logger {@code io.videotask}, looked up when there is something to
   * log.
   */
  public VideoTasksBuilder logger(System.Logger newLogger) {
    this.logger = newLogger;
    return this;
  }

  /** Is told of each request once it is over. Default: nobody. */
  public VideoTasksBuilder requestListener(RequestListener newListener) {
    this.requestListener = newListener;
    return this;
  }

  /**
   * The clock and the timer, for tests on virtual time. Default: the machine's. It stays open when
   * the client closes.
   */
  public VideoTasksBuilder time(TimeSource newTime) {
    this.time = newTime;
    return this;
  }

  /**
   * Where jitter comes from; used from several threads at once. Default: each thread's own
   * generator.
   */
  public VideoTasksBuilder random(RandomGenerator generator) {
    this.random = generator;
    return this;
  }

  /**
   * The client.
   *
   * @throws IllegalArgumentException when no gateway was given
   * @throws IllegalStateException when OkHttp 4 is on the class path, alone or beside 5
   */
  public VideoTasks build() {
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("a client needs at least one gateway");
    }
    return new VideoTasks(new VideoTasksBuilder(this));
  }
}
