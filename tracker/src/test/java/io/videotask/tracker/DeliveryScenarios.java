package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static io.videotask.tracker.TrackerFixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.download.DownloadOptions;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How ends and changes reach their handlers, with any database. */
abstract class DeliveryScenarios {
  TrackerFixture fixture = new TrackerFixture(source());

  /** Returns a database without tables. */
  abstract DataSource source();

  @BeforeEach
  void begin() {
    assertEquals(0, fixture.ends.size());
  }

  @AfterEach
  void end() throws Exception {
    fixture.close();
  }

  @Test
  void handlerThatFailsIsCalledAgainWithTheSameKeyAndParkedAndHoldsUpNobody() throws Exception {
    TaskRef bad = fixture.completing();
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger failures = new AtomicInteger(2);
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .maxAttempts(2)
                .handler(
                    end -> {
                      fixture.ends.add(end);
                      if (bad.equals(end.task().ref()) && failures.getAndDecrement() > 0) {
                        calls.incrementAndGet();
                        throw new IllegalStateException("no disk");
                      }
                    }));

    String id = tracker.track(bad, NONE);
    TrackedEnd first = fixture.end();
    tracker.track(fixture.completing(), NONE);
    assertNotEquals(bad, fixture.end().task().ref(), "another end is delivered meanwhile");
    TrackedEnd second = fixture.end();
    eventually(tracker, id, TrackState.PARKED);

    assertEquals(first.key(), second.key());
    assertEquals(2, calls.get());
    assertInstanceOf(VideoTask.Completed.class, second.answer());
    assertEquals("IllegalStateException: no disk", row(tracker, id).error());
    assertEquals(List.of(id), ids(tracker.list(TrackFilter.PARKED)));
    assertTrue(tracker.redeliver(id));
    assertEquals(first.key(), fixture.end().key());
    eventually(tracker, id, TrackState.DELIVERED);
  }

  @Test
  void handlerThatHangsIsInterrupted() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                // The second attempt asks the gateway first, which counts and may be slow.
                .handlerTimeout(Duration.ofSeconds(2))
                .handler(
                    end -> {
                      if (calls.incrementAndGet() == 1) {
                        never.await();
                      }
                      fixture.ends.add(end);
                    }));

    tracker.track(fixture.completing(), NONE);

    assertEquals(1, fixture.end().task().attempts());
  }

  @Test
  void endOfAPausedGatewayIsDeliveredAfterwards() throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .handler(
                    end -> {
                      if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("no disk");
                      }
                      fixture.ends.add(end);
                    }));
    TaskRef ref = fixture.gateway.add(TaskScript.of(Reply.completed()));
    String id = tracker.track(ref, NONE);
    eventually("the handler fails", () -> row(tracker, id).attempts() == 1);
    tracker.pause("new-api");

    assertEquals(Set.of("new-api"), tracker.pausedGateways());
    isPolledWithin(ref, Duration.ofMillis(1_500));
    int polls = fixture.gateway.queries(ref).size();
    assertFalse(isPolledWithin(ref, Duration.ofMillis(500)), "it is not asked again");
    assertEquals(TrackState.ENDED, row(tracker, id).state());
    tracker.resume("new-api");

    assertNotNull(fixture.end().answer());
    assertEquals(polls + 1, fixture.gateway.queries(ref).size());
    assertEquals(Set.of(), tracker.pausedGateways());
  }

  @Test
  void changesAreReportedOnceAndEndsToTheHandlerAlone() throws Exception {
    List<TaskState> changes = new CopyOnWriteArrayList<>();
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .changeHandler(
                    (task, now) -> {
                      assertEquals(Map.of("order", "17"), task.attributes());
                      changes.add(now.state());
                      throw new IllegalStateException("which ends no wait");
                    }));
    TaskRef ref =
        fixture.gateway.add(
            TaskScript.of(
                Reply.queued(), Reply.inProgress(10), Reply.inProgress(50), Reply.completed()));

    tracker.track(ref, Map.of("order", "17"));

    assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
    assertEquals(List.of(TaskState.QUEUED, TaskState.IN_PROGRESS), changes);
  }

  @Test
  void videoThatExpiredUndownloadedGoesToItsOwnHandler(@TempDir Path folder) throws Exception {
    List<String> expired = new CopyOnWriteArrayList<>();
    AtomicInteger failures = new AtomicInteger(1);
    Tracker tracker =
        fixture.start(
            fixture
                .builder()
                .downloadTo(folder, DownloadOptions.builder().overwrite(true).build())
                .expiryHandler(end -> expired.add(end.key() + " " + end.video()))
                .handler(
                    end -> {
                      failures.decrementAndGet();
                      throw new IllegalStateException("no disk");
                    }));
    TaskRef ref = fixture.gateway.add(TaskScript.of(Reply.completed(), Reply.notFound()));

    String id = tracker.track(ref, NONE);
    eventually(tracker, id, TrackState.DELIVERED);

    assertEquals(List.of(id + "-1 null"), expired);
    assertEquals(0, failures.get(), "the handler was called once, with the video");
  }

  @Test
  void videoIsDownloadedBeforeItIsDelivered(@TempDir Path folder) throws Exception {
    DownloadOptions options = DownloadOptions.builder().overwrite(true).build();
    Tracker tracker = fixture.start(fixture.builder().downloadTo(folder, options));

    tracker.track(fixture.completing(), NONE);
    TrackedEnd end = fixture.end();

    assertNotNull(end.video());
    assertNotNull(end.video().file());
    assertEquals(end.video().bytes(), Files.size(end.video().file()));
  }

  static List<String> ids(List<TrackedTask> tasks) {
    return tasks.stream().map(TrackedTask::id).toList();
  }

  boolean isPolledWithin(TaskRef ref, Duration time) {
    int before = fixture.gateway.queries(ref).size();
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return fixture.gateway.queries(ref).size() != before;
  }
}
