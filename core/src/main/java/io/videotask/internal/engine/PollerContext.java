package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The state that all waits and queries of one poller share. Thread-safe. */
final class PollerContext {
  final TimeSource time;
  final RandomGenerator random;

  /** Completes futures and so runs their dependents. */
  final Executor results;

  /** Runs listeners and schedules of the caller's. */
  final Executor callbacks;

  final PollLogger log;
  final TimerQueue timers;
  final Map<Object, PolledTask> pollers = new ConcurrentHashMap<>();
  final Set<SingleQuery<?, ?>> singleQueries = ConcurrentHashMap.newKeySet();
  final CallerWatchdog callerWatchdog;
  final CallbackMonitor callbackMonitor;
  private final Executor requests;
  private final Executor cancels;
  private final RateLimits rateLimits;
  private final Map<Object, ServerRequestQueue> serverQueues = new ConcurrentHashMap<>();

  private final Map<Object, RequestGroup<?>> requestGroups = new ConcurrentHashMap<>();

  PollerContext(
      TimeSource time,
      RandomGenerator random,
      RateLimits rateLimits,
      PollerThreads threads,
      PollLogger log) {
    this.time = time;
    this.random = random;
    this.rateLimits = rateLimits;
    this.results = threads.results();
    this.callbacks = threads.callbacks();
    this.requests = threads.requests();
    this.cancels = threads.cancels();
    this.log = log;
    this.timers = new TimerQueue(time);
    this.callbackMonitor =
        new CallbackMonitor(
            time, timers, gateway -> pollers.values().forEach(p -> p.callbackMissed(gateway)));
    this.callerWatchdog = new CallerWatchdog(time, singleQueries);
  }

  /** Returns the queue of a query: its server's for the rate limit of its gateway. */
  RateLimitedQueue requestQueue(StatusQuery<?> query) {
    Object server = query.server();
    ServerRequestQueue known = serverQueues.get(server);
    ServerRequestQueue serverQueue =
        known == null
            ? serverQueues.computeIfAbsent(
                server, first -> new ServerRequestQueue(time, timers, log))
            : known;
    return serverQueue.queue(rateLimits.of(query.gatewayName()));
  }

  void rateLimitChanged() {
    serverQueues.values().forEach(ServerRequestQueue::rateLimitChanged);
  }

  /** Returns the group of a query; null where it is sent alone. */
  @SuppressWarnings("unchecked") // Queries with equal keys have snapshots of the same type.
  <S> @Nullable RequestGroup<S> requestGroup(StatusQuery<S> query) {
    GroupQuery<S> group = query.group();
    if (group == null) {
      return null;
    }
    return (RequestGroup<S>)
        requestGroups.computeIfAbsent(
            List.of(query.server(), group.key()),
            first -> new RequestGroup<>(time, timers, this::send, requestQueue(query), group));
  }

  /**
   * Runs the sending of a query, which may block, on the request threads instead of the timer's or
   * a queue's.
   */
  void send(Runnable query) {
    requests.execute(query);
  }

  /** Cancels a call unless it has completed: that runs listeners of the HTTP client's. */
  void cancel(@Nullable CompletableFuture<?> call) {
    if (call != null && !call.isDone()) {
      cancels.execute(() -> CallbackFailures.ignore(() -> call.cancel(true)));
    }
  }
}
