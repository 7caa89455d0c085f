package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.error.Evidence;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.NoAddressException;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an end needs before its handler is called. */
class EndPreparationTest {
  private static final byte[] VIDEO =
      ("\0\0\0\u0018ftypmp42" + "v".repeat(5_000)).getBytes(StandardCharsets.ISO_8859_1);

  private final FakeGateway gateway = FakeGateway.start();
  private final VideoTasks videos = gateway.client().build();
  private final SettableTime time = new SettableTime();

  @AfterEach
  void close() {
    videos.close();
    gateway.close();
  }

  private static Row row(TaskRef ref) {
    return new Row(
        "17",
        0,
        TrackState.ENDED,
        ref,
        1,
        2,
        TrackOutcome.COMPLETED,
        1,
        0,
        0,
        null,
        JsonText.attributes(Map.of()),
        null,
        null);
  }

  private EndPreparation.Prepared prepare(
      EndPreparation preparation, TaskRef ref, @Nullable VideoTask known) throws Exception {
    return preparation.prepare(row(ref), TrackOutcome.COMPLETED, known);
  }

  @Test
  void answerIsUsedWhileItIsFreshAndAskedForAgainLater() throws Exception {
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed()));
    EndPreparation preparation = new EndPreparation(videos, time, null);
    VideoTask known = videos.query(ref);
    time.wall(known.seenAt().plusSeconds(5));

    assertSame(known, prepare(preparation, ref, known).end().answer());
    assertEquals(1, gateway.queries(ref).size());
    assertFalse(preparation.needsGateway(TrackOutcome.COMPLETED, known));

    // The database was away for an hour, or all threads were busy.
    time.wall(known.seenAt().plus(Duration.ofHours(1)));
    assertTrue(preparation.needsGateway(TrackOutcome.COMPLETED, known));
    assertNotNull(prepare(preparation, ref, known).end().answer());
    assertEquals(2, gateway.queries(ref).size());
  }

  @Test
  void answerOfAnotherTaskIsNotUsed() throws Exception {
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed()));
    TaskRef other = gateway.add(TaskScript.of(Reply.completed()));
    VideoTask known = videos.query(other);
    time.wall(known.seenAt());

    VideoTask answer = prepare(new EndPreparation(videos, time, null), ref, known).end().answer();

    assertNotNull(answer);
    assertEquals(ref, answer.ref());
  }

  @Test
  void gatewayThatRefusesTheKeyIsNotReadyAndAForgottenTaskHasNoAnswer() throws Exception {
    EndPreparation preparation = new EndPreparation(videos, time, null);
    TaskRef refused = gateway.add(TaskScript.of(Reply.unauthorised()));

    assertThrows(NotReadyException.class, () -> prepare(preparation, refused, null));
    TaskRef forgotten = gateway.add(TaskScript.of(Reply.notFound()));
    assertNull(prepare(preparation, forgotten, null).end().answer());
  }

  /** Keeps what it gets, and what became of it. */
  private static final class TestSink implements VideoSink {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<String> events = new ArrayList<>();
    boolean failing;

    @Override
    public Transfer begin(String key, TrackedTask task, VideoTask.Completed video) {
      events.add("begin " + key);
      return new Transfer() {
        @Override
        public OutputStream stream() {
          return bytes;
        }

        @Override
        public void complete(io.videotask.download.Downloaded stored) throws IOException {
          events.add("complete " + stored.bytes());
          if (failing) {
            throw new IOException("no room");
          }
        }

        @Override
        public void abort() {
          events.add("abort");
        }
      };
    }
  }

  private EndPreparation into(TestSink sink) {
    return new EndPreparation(
        videos, time, EndDownload.into(sink, videos, DownloadOptions.DEFAULT));
  }

  @Test
  void sinkGetsTheVideoAsAWhole() throws Exception {
    TestSink sink = new TestSink();
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed(VIDEO)));

    EndPreparation.Prepared prepared = prepare(into(sink), ref, null);

    assertNotNull(prepared.end().video());
    assertEquals(VIDEO.length, sink.bytes.size());
    assertEquals(List.of("begin 17-1", "complete " + VIDEO.length), sink.events);
  }

  @Test
  void sinkThatFailsIsAborted() {
    TestSink sink = new TestSink();
    sink.failing = true;
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed(VIDEO)));

    assertThrows(IOException.class, () -> prepare(into(sink), ref, null));
    assertEquals("abort", sink.events.get(2));
  }

  @Test
  void onlyAnExpiredUrlIsAnExpiredVideo() throws Exception {
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed()));
    Evidence evidence = Evidence.of(ref);
    VideoTaskException[] failure = {new LinkExpiredException("it has expired", evidence)};
    EndPreparation preparation =
        new EndPreparation(
            videos,
            time,
            (key, task, video) -> {
              throw failure[0];
            });

    EndPreparation.Prepared prepared = prepare(preparation, ref, null);
    assertTrue(prepared.expired());
    assertSame(failure[0], prepared.why());

    failure[0] = new UnreachableException("no route", Retry.IN_A_WAIT, evidence);
    assertThrows(NotReadyException.class, () -> prepare(preparation, ref, null));
    failure[0] = new NoAddressException("no URL", evidence);
    assertThrows(NoAddressException.class, () -> prepare(preparation, ref, null));
  }

  /** The client looks for a fresh URL for a minute. */
  @Test
  @Tag("long")
  void videoWhoseUrlHasExpiredIsExpiredAndItsTransferAborted() throws Exception {
    TestSink sink = new TestSink();
    // A signed URL, whose host refuses it at once.
    try (FakeGateway signing = FakeGateway.builder().videosOnAnotherHost().start();
        VideoTasks client = signing.client().build()) {
      DownloadOptions options =
          DownloadOptions.builder().allowPrivateAddresses(true).allowPlainHttp(true).build();
      TaskRef ref = signing.add(TaskScript.of(Reply.urlExpired()));
      EndDownload download = EndDownload.into(sink, client, options);

      EndPreparation.Prepared prepared =
          prepare(new EndPreparation(client, time, download), ref, null);

      assertTrue(prepared.expired());
      assertNotNull(prepared.why());
      assertNull(prepared.end().video());
      assertEquals(List.of("begin 17-1", "abort"), sink.events);
    }
  }

  @Test
  void videoOfATaskThatTheGatewayHasForgottenIsExpired() throws Exception {
    TaskRef ref = gateway.add(TaskScript.of(Reply.notFound()));

    assertTrue(prepare(into(new TestSink()), ref, null).expired());
  }
}
