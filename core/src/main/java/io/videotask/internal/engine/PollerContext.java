package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all waits and queries of one poller share. Thread-safe. */
final class PollerContext {
  final TimeSource time;
  final RandomGenerator random;

  /** Ends futures, with the dependents of them. */
  final Executor results;

  /** Runs listeners, and schedules that are not our own. */
  final Executor callbacks;

  final PollLogger log;
  final TimerQueue timetable;
  final Map<Object, TaskPoller<?>> watches = new ConcurrentHashMap<>();
  final Set<RetryingQuery<?>> attempts = ConcurrentHashMap.newKeySet();
  final CallerWatchdog callers;
  private final Executor requests;
  private final Executor cancels;
  private final RateLimiter pace;
  private final Map<Object, ServerRequestQueue> lanes = new ConcurrentHashMap<>();

  PollerContext(
      TimeSource time,
      RandomGenerator random,
      RateLimiter pace,
      Poller.Threads threads,
      PollLogger log) {
    this.time = time;
    this.random = random;
    this.pace = pace;
    this.results = threads.results();
    this.callbacks = threads.callbacks();
    this.requests = threads.requests();
    this.cancels = threads.cancels();
    this.log = log;
    this.timetable = new TimerQueue(time);
    this.callers = new CallerWatchdog(time, attempts);
  }

  ServerRequestQueue lane(StatusQuery<?> query) {
    Object server = query.server();
    ServerRequestQueue known = lanes.get(server);
    return known == null
        ? lanes.computeIfAbsent(server, first -> new ServerRequestQueue(time, timetable, pace, log))
        : known;
  }

  /** Sends a query: what that runs may block, and must not keep a timer or a lane. */
  void send(Runnable query) {
    requests.execute(query);
  }

  /** Cancels a call that is not over: that runs listeners of the HTTP client's. */
  void cancel(@Nullable CompletableFuture<?> call) {
    if (call != null && !call.isDone()) {
      cancels.execute(() -> CompositePollListener.quietly(() -> call.cancel(true)));
    }
  }
}
