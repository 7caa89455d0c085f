package io.videotask.poll;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** What all waits and queries of one poller share. Thread-safe. */
final class Engine {
  final Time time;
  final RandomGenerator random;
  final Executor deliveries;
  final Timetable timetable;
  final Map<Object, Watch<?>> watches = new ConcurrentHashMap<>();
  final Set<Attempts<?>> attempts = ConcurrentHashMap.newKeySet();
  final CallerWatch callers;
  private final RequestPace pace;
  private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();

  Engine(Time time, RandomGenerator random, RequestPace pace, Executor deliveries) {
    this.time = time;
    this.random = random;
    this.pace = pace;
    this.deliveries = deliveries;
    this.timetable = new Timetable(time);
    this.callers = new CallerWatch(time, attempts);
  }

  Lane lane(Query<?> query) {
    Object server = query.server();
    Lane known = lanes.get(server);
    return known == null
        ? lanes.computeIfAbsent(server, first -> new Lane(time, timetable, pace))
        : known;
  }
}
