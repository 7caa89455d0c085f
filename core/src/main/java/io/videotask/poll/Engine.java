package io.videotask.poll;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all waits and queries of one poller share. Thread-safe. */
final class Engine {
  final Time time;
  final RandomGenerator random;

  /** Ends futures, with the dependents of them. */
  final Executor results;

  /** Runs listeners, and schedules that are not our own. */
  final Executor callbacks;

  final PollLog log;
  final Timetable timetable;
  final Map<Object, Watch<?>> watches = new ConcurrentHashMap<>();
  final Set<Attempts<?>> attempts = ConcurrentHashMap.newKeySet();
  final CallerWatch callers;
  private final Executor requests;
  private final Executor cancels;
  private final RequestPace pace;
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();

  Engine(Time time, RandomGenerator random, RequestPace pace, Poller.Threads threads, PollLog log) {
    this.time = time;
    this.random = random;
    this.pace = pace;
    this.results = threads.results();
    this.callbacks = threads.callbacks();
    this.requests = threads.requests();
    this.cancels = threads.cancels();
    this.log = log;
    this.timetable = new Timetable(time);
    this.callers = new CallerWatch(time, attempts);
  }

  Lane lane(Query<?> query) {
    Object server = query.server();
    Lane known = lanes.get(server);
    return known == null
        ? lanes.computeIfAbsent(server, first -> new Lane(time, timetable, pace, log))
        : known;
  }

  /** Sends a query: what that runs may block, and must not keep a timer or a lane. */
  void send(Runnable query) {
    requests.execute(query);
  }

  /** Cancels a call that is not over: that runs listeners of the HTTP client's. */
  void cancel(@Nullable CompletableFuture<?> call) {
    if (call != null && !call.isDone()) {
      cancels.execute(() -> PollListeners.quietly(() -> call.cancel(true)));
    }
  }
}
