package io.videotask.tracker;

import static io.videotask.tracker.TrackerFixture.NONE;
import static io.videotask.tracker.TrackerFixture.eventually;
import static io.videotask.tracker.TrackerFixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.schedule.Schedule;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.tracker.FakeKling.Mode;
import io.videotask.tracker.ShardRows.Write;
import io.videotask.tracker.ShardRows.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of submits whose answer is lost, with any database. */
abstract class IntentScenarios {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TrackerFixture fixture = new TrackerFixture(source());
  private final CuttableDataSource wire = new CuttableDataSource(fixture.source);
  private final FakeKling kling = fakeKling();
  private final Database database = new Database(fixture.source);
  private final TaskRows rows = new TaskRows(database);

  /** Returns a database without tables. */
  abstract DataSource source();

  private static FakeKling fakeKling() {
    try {
      return new FakeKling();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void end() {
    wire.cut(false);
    fixture.close();
    kling.close();
  }

  private VideoTasks client() {
    return fixture.closing(
        VideoTasks.builder()
            .gateway(
                Gateway.of(
                    Dialect.named("kling").orElseThrow(), kling.url(), ApiKey.of("sk-kling")))
            .schedule(Schedule.fixed(Duration.ofMillis(40)))
            .build());
  }

  private Tracker start() {
    return start(client());
  }

  private Tracker start(VideoTasks videos) {
    Duration soon = Duration.ofMillis(1);
    return fixture.start(fixture.builder(fixture.source, videos).intentTimeout(soon));
  }

  private Tracker patient(DataSource of) {
    return fixture.builder(of, client()).build();
  }

  private static VideoRequest request() {
    return VideoRequest.of("a red kite").model("kling-v1").build();
  }

  /** Inserts the intent of a node that died an hour ago, or after some attempts to find it. */
  private void intent(VideoTasks videos, String id, String correlationId, int attempts)
      throws SQLException {
    VideoRequest sent = request().toBuilder().correlationId(correlationId).build();
    Instant then = Instant.now().minus(HOUR);
    LostSubmit lost = videos.lostSubmits().describe(sent, then, then.plusSeconds(60));
    Row row =
        new Row(
            id,
            1,
            TrackState.INTENT,
            null,
            then.toEpochMilli(),
            Instant.now().plus(HOUR).toEpochMilli(),
            null,
            0,
            0,
            0,
            null,
            JsonText.attributes(NONE),
            JsonText.lostSubmit(lost),
            null);
    rows.insert(row, "kling", System.currentTimeMillis());
    due(id, attempts);
  }

  /** Makes the next attempt to find an intent's task due. */
  private void due(String id, int attempts) throws SQLException {
    database.run(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE videotask_task SET attempts = ?, next_attempt = 1 WHERE id = ?")) {
            update.setInt(1, attempts);
            update.setString(2, id);
            return update.executeUpdate();
          }
        });
  }

  @Test
  void taskWhoseAnswerWasLostIsFoundAndTrackedOn() throws Exception {
    Tracker tracker = fixture.start(fixture.builder(fixture.source, client()));
    kling.nextSubmits(Mode.ANSWER_LOST);

    Submitted submitted = tracker.submit(request(), Map.of("order", "17"));
    TrackedEnd end = fixture.end();

    assertInstanceOf(SubmitOutcome.Unknown.class, submitted.outcome());
    assertEquals(TrackOutcome.COMPLETED, end.outcome());
    assertEquals("kling", ref(end).gateway());
    assertTrue(ref(end).id().endsWith("770000"), () -> ref(end).id());
    assertEquals(submitted.id(), end.task().id());
    assertEquals(Map.of("order", "17"), end.task().attributes());
    assertEquals(1, kling.submits());
    assertNull(tracker.lostSubmit(submitted.id()), "there is nothing to look for");
  }

  private static TaskRef ref(TrackedEnd end) {
    TaskRef ref = end.task().ref();
    assertNotNull(ref);
    return ref;
  }

  @Test
  void crashBetweenThePostAndTheWriteOfItsIdLosesNoTask() throws Exception {
    Tracker dying = patient(wire);
    wire.cutAfter(1);
    Submitted submitted = dying.submit(request(), NONE);
    assertInstanceOf(SubmitOutcome.Accepted.class, submitted.outcome());
    dying.close();
    wire.cut(false);
    assertEquals(TrackState.INTENT, row(patient(fixture.source), submitted.id()).state());

    start();
    TrackedEnd end = fixture.end();

    assertEquals(submitted.outcome().orThrow(), end.task().ref());
    assertEquals(submitted.id(), end.task().id());
    assertEquals(TrackOutcome.COMPLETED, end.outcome());
    assertEquals(1, kling.submits());
  }

  @Test
  void submitThatCreatedNoTaskIsProvenSo() throws Exception {
    VideoTasks videos = client();
    // A later task of this client shows that the gateway finds tasks by the client's ids.
    videos.submit(request()).orThrow();
    intent(videos, "intent", "lost-1", 0);

    Tracker tracker = start(videos);
    TrackedEnd end = fixture.end();

    assertEquals(TrackOutcome.NOT_CREATED, end.outcome());
    assertNull(end.task().ref());
    assertNull(end.answer());
    eventually(tracker, "intent", TrackState.DELIVERED);
    assertEquals(1, kling.submits(), "it is not sent again");
  }

  @Test
  void submitThatCannotBeDecidedIsLookedForAgain() throws Exception {
    VideoTasks videos = client();
    intent(videos, "intent", "lost-1", 0);

    Tracker tracker = start(videos);
    eventually("it was looked for", () -> row(tracker, "intent").attempts() == 1);
    Row row = rows.byId("intent");

    assertNotNull(row);
    assertEquals(TrackState.INTENT, row.state());
    long pause = row.nextAttempt() - System.currentTimeMillis();
    assertTrue(pause > 2_000 && pause <= 10_000, pause + " ms");
    assertEquals(List.of(), List.copyOf(fixture.ends));
  }

  @Test
  void submitThatStaysUndecidedIsAnUnknownOutcomeInTheEnd() throws Exception {
    VideoTasks videos = client();
    intent(videos, "intent", "lost-1", 6);

    Tracker tracker = start(videos);
    TrackedEnd end = fixture.end();

    assertEquals(TrackOutcome.OUTCOME_UNKNOWN, end.outcome());
    String why = String.valueOf(end.task().error());
    assertTrue(why.contains("looked for in vain") && why.contains("submit something else"), why);
    LostSubmit lost = tracker.lostSubmit("intent");
    assertNotNull(lost, "the application may look for it with what it knows");
    assertEquals("lost-1", lost.correlationId());
    Duration ago = Duration.between(lost.submittedAt(), Instant.now());
    assertTrue(ago.minus(HOUR).abs().compareTo(Duration.ofMinutes(1)) < 0, ago::toString);
    String task = kling.create("another");
    assertTrue(tracker.resolve("intent", new TaskRef("kling", "text2video:" + task)));
    assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
  }

  @Test
  void equalRequestsGetTheirOwnTasks() throws Exception {
    Tracker tracker = fixture.start(fixture.builder(fixture.source, client()));
    kling.nextSubmits(Mode.ANSWER_LOST, Mode.REQUEST_LOST, Mode.ANSWER_LOST);
    String first = tracker.submit(request(), NONE).id();
    String second = tracker.submit(request(), NONE).id();
    String third = tracker.submit(request(), NONE).id();

    Map<String, TaskRef> tasks = new TreeMap<>();
    for (int i = 0; i < 2; i++) {
      TrackedEnd end = fixture.end();
      tasks.put(end.task().id(), ref(end));
    }

    assertTrue(tasks.containsKey(first) && tasks.get(first).id().endsWith("770000"), "" + tasks);
    assertTrue(tasks.containsKey(third) && tasks.get(third).id().endsWith("770001"), "" + tasks);
    eventually("it was looked for", () -> row(tracker, second).attempts() >= 1);
    assertNull(row(tracker, second).ref());
    assertEquals(3, kling.submits());
  }

  @Test
  void taskIsAdoptedByOneIntentOnlyAlsoIfTheApplicationRepeatsACorrelationId() throws Exception {
    VideoTasks videos = client();
    intent(videos, "one", "repeated", 0);
    intent(videos, "two", "repeated", 0);
    kling.create("repeated");

    start(videos);
    TrackedEnd first = fixture.end();
    TrackedEnd second = fixture.end();
    boolean inOrder = first.outcome() == TrackOutcome.COMPLETED;
    TrackedEnd found = inOrder ? first : second;
    TrackedEnd unknown = inOrder ? second : first;

    assertEquals(TrackOutcome.COMPLETED, found.outcome());
    assertEquals(TrackOutcome.OUTCOME_UNKNOWN, unknown.outcome());
    assertNull(unknown.task().ref());
    String why = String.valueOf(unknown.task().error());
    assertTrue(why.contains("tracked already"), why);
  }

  @Test
  void searchThatFailsIsCountedAndTheNextNodeGoesOn() throws Exception {
    VideoTasks videos = client();
    intent(videos, "intent", "lost-1", 0);
    kling.create("lost-1");
    kling.broken(true);
    Tracker first = start(videos);
    eventually("it failed", () -> row(first, "intent").attempts() == 1);
    assertEquals(TrackState.INTENT, row(first, "intent").state());
    first.close();

    kling.broken(false);
    due("intent", 1);
    start();

    assertEquals(TrackOutcome.COMPLETED, fixture.end().outcome());
    assertEquals(0, kling.submits());
  }

  @Test
  void clientWithoutTheGatewayEndsInAnUnknownOutcome() throws Exception {
    intent(client(), "intent", "lost-1", 6);

    start(
        fixture.closing(
            VideoTasks.builder().gateway(fixture.gateway.asGateway(Dialect.NEW_API)).build()));
    TrackedEnd end = fixture.end();

    assertEquals(TrackOutcome.OUTCOME_UNKNOWN, end.outcome());
    String why = String.valueOf(end.task().error());
    assertTrue(why.contains("kling"), why);
  }

  @Test
  void damagedDescriptionIsAnUnknownOutcome() throws Exception {
    VideoTasks videos = client();
    intent(videos, "intent", "lost-1", 0);
    rows.loseIntent("intent", "{\"version\":1,\"lostSubmit\":7}", "no answer", 1);

    start(videos);

    assertEquals(TrackOutcome.OUTCOME_UNKNOWN, fixture.end().outcome());
  }

  @Test
  void formerOwnerAdoptsNothing() throws Exception {
    VideoTasks videos = client();
    intent(videos, "one", "lost-1", 0);
    intent(videos, "two", "lost-1", 0);
    TrackerSchema.check(database, 4);
    ShardRows shards = new ShardRows(database, new UnreadableRows(new RecordingLogger()));
    long epoch = shards.takeOver(1, "a", 1);
    long next = shards.takeOver(1, "b", 1);
    TaskRef task = new TaskRef("kling", "text2video/1");

    assertEquals(List.of(Written.FENCED), shards.apply(List.of(found("one", task, epoch)), 1));
    assertEquals(List.of(Written.APPLIED), shards.apply(List.of(found("one", task, next)), 1));
    assertEquals(List.of(Written.CHANGED), shards.apply(List.of(found("one", task, next)), 1));
    assertThrows(SQLException.class, () -> shards.apply(List.of(found("two", task, next)), 1));
    assertEquals(TrackState.INTENT, row(patient(fixture.source), "two").state());
  }

  private Write found(String id, TaskRef task, long epoch) {
    Row row = rows.byId(id);
    assertNotNull(row);
    Transition transition =
        new Transition(
                id,
                1,
                TrackState.INTENT,
                0,
                TrackState.INTENT,
                null,
                0,
                0,
                0,
                null,
                null,
                null,
                null)
            .found(task);
    return new Write(transition, epoch);
  }

  @Test
  void rowOfAnIntentHasNeitherThePromptNorTheKey() throws Exception {
    kling.nextSubmits(Mode.ANSWER_LOST);
    patient(fixture.source).submit(request(), NONE);

    String all =
        database.run(
            connection -> {
              StringBuilder text = new StringBuilder();
              try (ResultSet row =
                  connection.createStatement().executeQuery("SELECT * FROM videotask_task")) {
                while (row.next()) {
                  for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(row.getString(i)).append('\n');
                  }
                }
              }
              return text.toString();
            });
    assertTrue(all.contains("lostSubmit"), all);
    assertFalse(all.contains("red kite") || all.contains("sk-kling"), all);
  }
}
