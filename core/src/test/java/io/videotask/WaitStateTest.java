package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.engine.CallbackState;
import io.videotask.internal.engine.ConsecutiveFailures;
import io.videotask.internal.engine.IncompleteEnd;
import io.videotask.internal.engine.PollState;
import io.videotask.internal.engine.UnconfirmedEnd;
import io.videotask.poll.NextPoll;
import io.videotask.schedule.HistoryKey;
import io.videotask.schedule.TaskTimeline;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of a saved wait. */
class WaitStateTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final TaskRef REF = TaskRef.parse("new-api:task \"1\":2");
  private static final long MILLI = 1_000_000;

  private static WaitState full() {
    long begun = EpochNanos.of(BEGUN);
    PollState state =
        new PollState(
            begun,
            begun + 61_250 * MILLI,
            7,
            2,
            true,
            true,
            true,
            new TaskTimeline(
                new HistoryKey("new-api", "kling \"v2\"", null),
                4,
                61.25,
                false,
                30.5,
                41.125,
                40,
                9.5,
                3,
                Instant.parse("2026-01-01T00:00:59.987654Z")),
            new ConsecutiveFailures(
                begun + 62_000 * MILLI,
                begun + 64_000 * MILLI,
                2,
                1,
                1,
                begun + 64_000 * MILLI,
                false),
            new UnconfirmedEnd(begun + 5_000 * MILLI, true),
            new IncompleteEnd(begun + 2_000 * MILLI, 3),
            new CallbackState(true, true, begun + 181_250 * MILLI, 2, begun + 61_000 * MILLI));
    return new WaitState(
        REF,
        BEGUN.plusSeconds(3600),
        BEGUN.plusSeconds(70),
        NextPoll.Reason.RETRY_AFTER,
        TaskState.IN_PROGRESS,
        state);
  }

  private static WaitState fresh() {
    PollState state =
        PollState.begin(new HistoryKey("new-api", null, null), false, EpochNanos.of(BEGUN));
    return new WaitState(REF, BEGUN.plusSeconds(60), BEGUN, NextPoll.Reason.SCHEDULE, null, state);
  }

  private static String refusal(String json) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> WaitState.parse(json)).getMessage());
  }

  @Test
  void readsWhatItWrites() {
    assertEquals(full(), WaitState.parse(full().toJson()));
    assertEquals(fresh(), WaitState.parse(fresh().toJson()));
  }

  @Test
  void isSmallAndOneLine() {
    String json = full().toJson();

    assertTrue(json.length() < 830, json);
    assertTrue(fresh().toJson().length() < 440, fresh()::toJson);
    assertFalse(json.contains("\n"), json);
    String hundred = json.replace("181.25", "100").replace("\"age\":61.25", "\"age\":2000");
    assertEquals(hundred, WaitState.parse(hundred).toJson(), "numbers as people write them");
  }

  @Test
  void addedFieldsAndAnotherOrderAreAccepted() {
    String json =
        "{\"why\":{\"x\":[1]},\"reason\":\"OF_A_LATER_VERSION\",\"deadline\":\"2026-01-01T00:01:00.123Z\",\"task\":\"new-api:task"
            + " \\\"1\\\":2\",\"nextPoll\":\"2026-01-01T00:00:00.123Z\",\"timeline\":{\"new\":1},"
            + "\"begun\":\"2026-01-01T00:00:00.123Z\",\"version\":1,\"state\":\"PAUSED\"}";

    assertEquals(fresh(), WaitState.parse(json));
  }

  @Test
  void newerVersionIsRefusedByName() {
    String message = refusal(full().toJson().replace("\"version\":1", "\"version\":2"));

    assertTrue(message.contains("version 2") && message.contains("up to 1"), message);
  }

  @Test
  void everyTruncatedTextIsRefused() {
    String json = full().toJson();
    for (int length = 0; length < json.length(); length++) {
      refusal(json.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"x\"",
        "{}",
        "{\"version\":1}",
        "{\"version\":\"1\"}",
        "{\"version\":1,\"task\":\"none\"}",
        "{\"version\":1,\"task\":\"a:b\",\"begun\":\"today\"}",
        "{\"version\":1,\"task\":\"a:b\",\"begun\":\"+99999-01-01T00:00:00Z\"}",
        "{\"version\":1,\"task\":7}"
      })
  void damagedTextIsRefused(String json) {
    assertTrue(refusal(json).startsWith("this is no saved wait"), json);
  }
}
