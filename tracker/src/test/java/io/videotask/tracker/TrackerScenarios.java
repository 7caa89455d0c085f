package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static io.videotask.tracker.TrackerFixture.request;
import static io.videotask.tracker.TrackerFixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.WaitState;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a tracker does, with any database. */
abstract class TrackerScenarios extends UpgradeScenarios {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void taskIsTrackedToItsEndAndDeliveredOnce() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    TaskRef ref = fixture.completing();

    String id = tracker.track(ref, Map.of("order", "17"));
    TrackedEnd end = fixture.end();

    assertEquals(TrackOutcome.COMPLETED, end.outcome());
    assertEquals(Map.of("order", "17"), end.task().attributes());
    assertEquals(ref, end.task().ref());
    assertEquals(id + "-1", end.key());
    assertInstanceOf(VideoTask.Completed.class, end.answer());
    eventually(tracker, id, TrackState.DELIVERED);
    assertEquals(0, fixture.ends.size());
  }

  @Test
  void failedTaskIsDeliveredWithItsReason() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());

    tracker.track(fixture.gateway.add(TaskScript.of(Reply.failed("nsfw input"))), NONE);
    TrackedEnd end = fixture.end();

    assertEquals(TrackOutcome.FAILED, end.outcome());
    TaskFailure failure = end.task().failure();
    assertNotNull(failure);
    assertEquals("nsfw input", failure.message());
  }

  @Test
  void taskThatIsTrackedTwiceIsOneTracking() {
    Tracker tracker = fixture.builder().build();
    TaskRef ref = fixture.running();

    String id = tracker.track(ref, Map.of("order", "17"));

    assertEquals(id, tracker.track(ref, Map.of("order", "18")));
    assertEquals(Map.of("order", "17"), row(tracker, id).attributes());
  }

  @Test
  void submitIsTracked() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    fixture.nextSubmit(Reply.queued(), Reply.completed());

    Submitted submitted = tracker.submit(request(), NONE);
    TrackedEnd end = fixture.end();

    assertEquals(submitted.outcome().orThrow(), end.task().ref());
    assertEquals(submitted.id(), end.task().id());
    assertEquals(1, fixture.gateway.submits().size());
  }

  @Test
  void refusedSubmitIsARowThatNobodyHandles() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    fixture.gateway.onSubmit(
        AnswerFormat.NEW_API_KLING,
        Reply.json(400, "{\"error\":{\"message\":\"prompt is missing\",\"code\":\"invalid\"}}"));

    Submitted submitted = tracker.submit(request(), NONE);

    assertInstanceOf(SubmitOutcome.Rejected.class, submitted.outcome());
    assertEquals(TrackState.REJECTED, row(tracker, submitted.id()).state());
    String error = row(tracker, submitted.id()).error();
    assertTrue(error != null && error.contains("prompt is missing"), String.valueOf(error));
  }

  @Test
  void requestThatCannotBeSentIsRejectedAndAFaultIsAnUnknownOutcome() {
    Tracker tracker = fixture.builder().build();

    assertThrows(
        IllegalArgumentException.class,
        () -> tracker.submit(VideoRequest.of("a kite").gateway("none").build(), NONE));

    TrackedTask row = tracker.list(new TrackFilter(Set.of(), null, null, null, 10)).get(0);
    assertEquals(TrackState.REJECTED, row.state());
    Throwable fault = new AssertionError("a fault");
    assertTrue(Submits.saysThatNothingWasSent(new IllegalStateException("closed")));
    assertFalse(Submits.saysThatNothingWasSent(new IllegalStateException("a fault", fault)));
    assertFalse(Submits.saysThatNothingWasSent(new NullPointerException()));
  }

  @Test
  void unknownOutcomeIsDeliveredAndNeverSentAgain() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    fixture.gateway.onSubmit(AnswerFormat.NEW_API_KLING, Reply.closed());

    Submitted submitted = tracker.submit(request(), NONE);
    TrackedEnd end = fixture.end();

    assertInstanceOf(SubmitOutcome.Unknown.class, submitted.outcome());
    assertEquals(TrackOutcome.OUTCOME_UNKNOWN, end.outcome());
    assertNull(end.task().ref());
    assertEquals(1, fixture.gateway.submits().size());

    assertTrue(tracker.resolve(submitted.id(), fixture.completing()), "it can be resolved");
    TrackedEnd second = fixture.end();
    assertEquals(TrackOutcome.COMPLETED, second.outcome());
    assertEquals(submitted.id(), second.task().id());
    assertNotEquals(end.key(), second.key());
  }

  @Test
  void intentOfANodeThatDiedIsAnUnknownOutcome() throws Exception {
    TaskRows rows = new TaskRows(new Database(fixture.source));
    Tracker tracker = fixture.builder().intentTimeout(Duration.ofMillis(200)).build();
    Row intent =
        new Row(
            "intent-1",
            2,
            TrackState.INTENT,
            null,
            System.currentTimeMillis(),
            System.currentTimeMillis() + 60_000,
            null,
            0,
            0,
            0,
            null,
            JsonText.attributes(NONE),
            null,
            null);
    rows.insert(intent, "new-api", System.currentTimeMillis());
    try (tracker) {
      tracker.start();
      TrackedEnd end = fixture.end();

      assertEquals(TrackOutcome.OUTCOME_UNKNOWN, end.outcome());
      // Its node was not dead, but slow: the id counts all the same.
      TaskRef ref = fixture.completing();
      assertTrue(rows.accept("intent-1", ref, System.currentTimeMillis()));
      assertEquals(ref, fixture.end().task().ref());
    }
  }

  @Test
  void deadlineIsAnEndAndTheTaskCanBeTrackedOn() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    // More polls than there can be before the deadline.
    Reply[] replies = new Reply[20];
    Arrays.fill(replies, Reply.inProgress(10));
    replies[19] = Reply.completed();
    TaskRef ref = fixture.gateway.add(TaskScript.of(replies));

    String id = tracker.track(ref, NONE, Duration.ofMillis(300));
    TrackedEnd first = fixture.end();
    assertEquals(TrackOutcome.TIMED_OUT, first.outcome());
    assertEquals(List.of(id), ids(tracker.list(TrackFilter.TIMED_OUT)));
    eventually(tracker, id, TrackState.DELIVERED);
    assertTrue(tracker.trackOn(id, HOUR));
    TrackedEnd second = fixture.end();

    assertEquals(TrackOutcome.COMPLETED, second.outcome());
    assertNotEquals(first.key(), second.key());
  }

  @Test
  void unknownTaskIsAnEndAndAWrongKeyIsNot() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    TaskRef refused = fixture.gateway.add(TaskScript.of(Reply.unauthorised()));

    String id = tracker.track(refused, NONE);
    eventually("it is polled", () -> !fixture.gateway.queries(refused).isEmpty());
    tracker.track(fixture.completing(), NONE);

    assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
    assertEquals(TrackState.OPEN, row(tracker, id).state());
  }

  @Test
  void pausedGatewayIsNotPolled() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    TaskRef ref = fixture.running();
    tracker.track(ref, NONE);
    eventually("it is polled", () -> fixture.gateway.queries(ref).size() > 2);

    tracker.pause("new-api");
    int[] polls = new int[2];
    eventually(
        "polling stops",
        () -> {
          polls[0] = polls[1];
          polls[1] = fixture.gateway.queries(ref).size();
          return polls[0] == polls[1] && !isPolledWithin(ref, Duration.ofMillis(300));
        });
    tracker.resume("new-api");

    eventually("it is polled again", () -> fixture.gateway.queries(ref).size() > polls[1] + 2);
  }

  @Test
  void tasksAreListedAndFound() {
    Tracker tracker = fixture.builder().build();
    String first = tracker.track(fixture.running(), Map.of("order", "a_17%"));
    String second = tracker.track(fixture.running(), Map.of("order", "aX17Y"));

    // They may be of the same millisecond.
    List<String> oldestFirst =
        Stream.of(first, second)
            .map(id -> row(tracker, id))
            .sorted(Comparator.comparing(TrackedTask::created).thenComparing(TrackedTask::id))
            .map(TrackedTask::id)
            .toList();
    assertEquals(oldestFirst, ids(tracker.list(TrackFilter.OUTSTANDING)));
    assertEquals(List.of(first), ids(tracker.list(filter("a_17%"))));
    assertEquals(List.of(), ids(tracker.list(filter("none"))));
    assertEquals(0, tracker.purge(Instant.now()), "nothing is delivered");
  }

  @Test
  void listGoesOnAfterItsLastRow() {
    Tracker tracker = fixture.builder().build();
    Set<String> tracked = new TreeSet<>();
    for (int i = 0; i < 7; i++) {
      // Most are of the same millisecond.
      tracked.add(tracker.track(fixture.running(), NONE));
    }
    List<String> all = ids(tracker.list(TrackFilter.OUTSTANDING));

    List<String> paged = new ArrayList<>();
    TrackFilter filter = TrackFilter.OUTSTANDING.withLimit(2);
    List<TrackedTask> page = tracker.list(filter);
    while (!page.isEmpty()) {
      assertTrue(page.size() <= 2);
      paged.addAll(ids(page));
      page = tracker.list(filter.after(page.get(page.size() - 1)));
    }

    assertEquals(all, paged);
    assertEquals(tracked, new TreeSet<>(paged));
  }

  @Test
  void tasksThatAreDueAndNotPolledAreLate() throws Exception {
    VideoTasks slow =
        fixture.closing(
            fixture
                .gateway
                .client()
                .schedule(Schedule.fixed(Duration.ofMillis(40)))
                .maxRequestsPerSecond(0.5)
                .build());
    Tracker tracker = fixture.start(fixture.builder(fixture.source, slow));
    assertEquals(0, tracker.late(Duration.ZERO));
    for (int i = 0; i < 5; i++) {
      tracker.track(fixture.running(), NONE);
    }

    eventually("they are late", () -> tracker.late(Duration.ofMillis(500)) >= 3);
    assertEquals(0, tracker.late(HOUR));
  }

  private static TrackFilter filter(String text) {
    return new TrackFilter(Set.of(), "new-api", null, text, 10);
  }

  @Test
  void restartGoesOnWhereTheWaitWas() throws Exception {
    TaskRef ref = fixture.running();
    Tracker before = fixture.start(fixture.builder());
    String id = before.track(ref, NONE);
    eventually("it is polled", () -> fixture.gateway.queries(ref).size() > 2);
    before.close();

    Row row = new TaskRows(new Database(fixture.source)).byId(id);
    assertNotNull(row);
    assertNotNull(row.waitState(), "the state of the wait was stored");
    assertEquals(TaskState.IN_PROGRESS, WaitState.parse(row.waitState()).lastState());
    int polls = fixture.gateway.queries(ref).size();
    fixture.start(fixture.builder());
    eventually("it is polled on", () -> fixture.gateway.queries(ref).size() > polls);
    assertFalse(fixture.ends.contains(row));
  }

  @Test
  void pollsWriteNothing() throws Exception {
    Tracker tracker = fixture.start(fixture.builder());
    TaskRef ref = fixture.running();
    tracker.track(ref, NONE);
    eventually("it is polled", () -> fixture.gateway.queries(ref).size() > 20);

    assertEquals(0, tracker.status().writes());
  }
}
