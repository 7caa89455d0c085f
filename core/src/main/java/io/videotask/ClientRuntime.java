package io.videotask;

import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.gateway.Gateway;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.CallbackExecutor;
import io.videotask.internal.engine.Poller;
import io.videotask.internal.engine.PollerThreads;
import io.videotask.internal.engine.RateLimiter;
import io.videotask.internal.engine.RateLimits;
import io.videotask.internal.http.HttpTransport;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts that all operations of one client share, and their closing. Thread-safe. */
final class ClientRuntime {
  final TimeSource time;
  final Poller poller;
  final Submitter submitter;

  final Operations operations;

  private final RateLimits rateLimits;

  /** Null without a receiver of callbacks. */
  final @Nullable CallbackLink callbackLink;

  /** Completes futures and runs their dependents, which are user callbacks. */
  final Executor results;

  /** Cancels calls, and so runs listeners of the HTTP client's. */
  final Executor cancels;

  /** The client's own clock, which it closes; null if the caller passed one. */
  private final @Nullable SystemTimeSource ownTime;

  private final CallbackThreads callbacks;
  private final HttpTransport transport;
  private final Map<String, GatewayClient> gateways = new LinkedHashMap<>();
  private final @Nullable String defaultGateway;
  private volatile boolean closed;

  ClientRuntime(ClientSettings settings) {
    this(settings, Thread::start);
  }

  /**
   * @param starter starts the threads for callbacks
   */
  ClientRuntime(ClientSettings settings, CallbackExecutor.ThreadStarter starter) {
    TimeSource given = settings.time();
    SystemTimeSource own = given == null ? new SystemTimeSource() : null;
    this.ownTime = own;
    this.time = given == null ? Objects.requireNonNull(own) : given;
    this.transport =
        new HttpTransport(
            settings.httpClient(), settings.limits(), settings.requestListener(), time);
    this.rateLimits = rateLimits(settings);
    this.callbacks = new CallbackThreads(ownTime, starter);
    PollerThreads threads = callbacks.threads();
    this.results = threads.results();
    this.cancels = threads.cancels();
    this.defaultGateway = settings.defaultGateway();
    this.operations = new Operations(settings.operationListener());
    System.Logger logger = settings.logger();
    this.poller =
        new Poller(
            time,
            settings.random(),
            rateLimits,
            threads,
            () -> logger == null ? System.getLogger("io.videotask") : logger);
    this.submitter = new Submitter(time, rateLimits, results);
    this.callbackLink = CallbackLink.of(settings.callbacks(), poller, time);
    for (Gateway gateway : settings.gateways()) {
      gateways.put(gateway.name(), new GatewayClient(gateway, transport, time));
    }
  }

  private RateLimits rateLimits(ClientSettings settings) {
    Map<String, RateLimiter> ofGateways = new HashMap<>();
    settings
        .gatewayRates()
        .forEach((gateway, rate) -> ofGateways.put(gateway, new RateLimiter(rate, time)));
    return new RateLimits(new RateLimiter(settings.maxRequestsPerSecond(), time), ofGateways);
  }

  /**
   * Returns whether the clock runs while a thread is blocked, so that timers can interrupt a
   * request of the calling thread. A test's clock is paused then.
   */
  boolean hasOwnTime() {
    return ownTime != null;
  }

  /**
   * Returns the client of a gateway.
   *
   * @throws IllegalArgumentException if there is no gateway of that name
   * @throws IllegalStateException if this client is closed
   */
  GatewayClient gateway(String name) {
    if (closed) {
      throw new IllegalStateException("this client is closed");
    }
    GatewayClient gateway = gateways.get(name);
    if (gateway == null) {
      throw new IllegalArgumentException(
          "no gateway is named " + name + "; this client has " + gateways.keySet());
    }
    return gateway;
  }

  /**
   * Returns the client of a task's gateway.
   *
   * @throws IllegalArgumentException if there is no gateway of that name, or it has no such
   *     references
   * @throws IllegalStateException if this client is closed
   */
  GatewayClient gateway(TaskRef ref) {
    GatewayClient gateway = gateway(ref.gateway());
    gateway.requireTask(ref);
    return gateway;
  }

  /**
   * Begins an asynchronous operation, if the threads that end it in time run or can be started.
   * Otherwise nothing is sent.
   *
   * @param notStarted creates the exception for an operation that can't begin, from the cause
   */
  <T> CompletableFuture<T> begin(
      Supplier<CompletableFuture<T>> operation, Function<Throwable, RuntimeException> notStarted) {
    return beginOrElse(operation, cause -> CompletableFuture.failedFuture(notStarted.apply(cause)));
  }

  /**
   * Like {@link #begin(Supplier, Function)}.
   *
   * @param otherwise the result if the operation can't begin, from the cause
   */
  <T> CompletableFuture<T> beginOrElse(
      Supplier<CompletableFuture<T>> operation,
      Function<Throwable, CompletableFuture<T>> otherwise) {
    // A closed client says so itself.
    Throwable failure = closed ? null : callbacks.start();
    return failure == null ? operation.get() : otherwise.apply(failure);
  }

  /** {@link #begin(Supplier, Function)} for an operation on a task. */
  <T> CompletableFuture<T> begin(TaskRef ref, Supplier<CompletableFuture<T>> operation) {
    return begin(operation, cause -> noThread(ref.toString(), ref, cause));
  }

  /** {@link #noThread} for a submit. */
  static UnreachableException submitWithoutThread(Throwable cause) {
    return noThread("the submit", null, cause);
  }

  /** Returns the exception for an operation for which no thread could be started. */
  static UnreachableException noThread(String what, @Nullable TaskRef ref, Throwable cause) {
    UnreachableException failure =
        new UnreachableException(
            "no thread could be started for "
                + what
                + "; nothing was sent, so it can be tried again later",
            Retry.ALWAYS,
            Evidence.of(ref));
    failure.initCause(cause);
    return failure;
  }

  /**
   * Begins a submit to the gateway that the request names, to the default, or to the only one.
   *
   * @throws IllegalArgumentException if the gateway is unknown, or does not support the request
   * @throws IllegalStateException if this client is closed
   */
  Submitter.Pending submit(VideoRequest request) {
    String chosen = gatewayName(request);
    GatewayClient gateway = gateway(chosen);
    CallbackLink link = callbackLink;
    if (link == null) {
      return submitter.submit(chosen, gateway.submission(request));
    }
    VideoRequest called = link.withUrl(chosen, gateway, request);
    return submitter.submit(
        chosen, link.telling(called.correlationId(), gateway.submission(called)));
  }

  /** Sets the share of each rate limit that this client uses, 0 to 1. */
  void rateLimitShare(double share) {
    rateLimits.share(share);
    submitter.rateLimitChanged();
    poller.rateLimitChanged();
  }

  /** Returns the client of the gateway that the request names, or of the only one. */
  GatewayClient gatewayOf(VideoRequest request) {
    return gateway(gatewayName(request));
  }

  private String gatewayName(VideoRequest request) {
    String name = request.gateway() == null ? defaultGateway : request.gateway();
    if (name == null && gateways.size() > 1) {
      throw new IllegalArgumentException(
          "the request has to name its gateway: this client has " + gateways.keySet());
    }
    return name == null ? gateways.keySet().iterator().next() : name;
  }

  /**
   * Ends running operations and releases threads and connections. Idempotent.
   *
   * @param downloadsEnded completes when the last download has ended, which may take the timer
   */
  void close(CompletableFuture<?> downloadsEnded) {
    closed = true;
    if (callbackLink != null) {
      callbackLink.close();
    }
    submitter.close();
    poller.close();
    transport.close();
    callbacks.close();
    SystemTimeSource timer = ownTime;
    if (timer != null) {
      downloadsEnded.whenComplete((ended, thrown) -> timer.close());
    }
  }
}
