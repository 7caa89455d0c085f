package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import io.videotask.VideoTasks;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** Trackers with a fake gateway, and the ends that their handlers got. */
final class TrackerFixture implements AutoCloseable {
  static final Map<String, String> NONE = Map.of();
  static final Duration HEARTBEAT = Duration.ofMillis(100);

  /** Longer than any test needs, on any machine. */
  private static final long PATIENCE_SECONDS = 30;

  final FakeGateway gateway = FakeGateway.start();
  final DataSource source;
  final BlockingQueue<TrackedEnd> ends = new LinkedBlockingQueue<>();
  private final List<Runnable> opened = new ArrayList<>();

  TrackerFixture(DataSource source) {
    this.source = source;
    TrackerSchema.create(source);
  }

  VideoTasks client() {
    return closing(gateway.client().schedule(Schedule.fixed(Duration.ofMillis(40))).build());
  }

  /** Closes a client at the end. */
  VideoTasks closing(VideoTasks videos) {
    opened.add(videos::close);
    return videos;
  }

  /** Closes a clock at the end, after what was opened later. */
  void closing(OffsetTime time) {
    opened.add(time::close);
  }

  TrackerBuilder builder() {
    return builder(source, client());
  }

  TrackerBuilder builder(DataSource of, VideoTasks videos) {
    return Tracker.builder(of, videos)
        .handler(ends::add)
        .shards(4)
        .heartbeat(HEARTBEAT)
        .closeTimeout(Duration.ofSeconds(2));
  }

  Tracker start(TrackerBuilder builder) {
    Tracker tracker = builder.build();
    opened.add(tracker::close);
    tracker.start();
    return tracker;
  }

  /** Adds a task that runs until it is finished. */
  TaskRef running() {
    return gateway.add(TaskScript.of(Reply.inProgress(30)));
  }

  TaskRef completing() {
    return gateway.add(TaskScript.of(Reply.queued(), Reply.inProgress(50), Reply.completed()));
  }

  void nextSubmit(Reply... replies) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(replies));
  }

  static VideoRequest request() {
    return VideoRequest.of("a red kite").model("kling-v1").gateway("new-api").build();
  }

  TrackedEnd end() throws InterruptedException {
    TrackedEnd end = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(end, "no end was delivered");
    return end;
  }

  static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        fail(what);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /** Waits for as long as takes so many heartbeats. */
  static void heartbeatsPass(int heartbeats) throws InterruptedException {
    long end = System.nanoTime() + heartbeats * HEARTBEAT.toNanos();
    eventually("some heartbeats pass", () -> System.nanoTime() - end > 0);
  }

  static TrackedTask row(Tracker tracker, String id) {
    TrackedTask row = tracker.get(id);
    assertNotNull(row, "no row");
    return row;
  }

  static void eventually(Tracker tracker, String id, TrackState state) throws InterruptedException {
    eventually("the row becomes " + state, () -> row(tracker, id).state() == state);
  }

  @Override
  public void close() {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).run();
    }
    gateway.close();
  }

  /** Returns an intent with the attribute {@code order}. */
  static Row intent(String id) {
    long now = System.currentTimeMillis();
    return Row.begun(
        id, 0, TrackState.INTENT, null, now, Duration.ofMinutes(1), Map.of("order", "17"));
  }
}
