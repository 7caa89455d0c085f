package io.videotask;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a {@link WaitState}: instants as text, and what lies between them in seconds since
 * the begin of the wait, to the millisecond.
 */
final class WaitStateJson {
  private static final int VERSION = 1;

  private WaitStateJson() {}

  static String write(WaitState wait) {
    PollState state = wait.poll();
    long begun = state.startedAt();
    Buffer buffer = new Buffer();
    try (JsonWriter json = JsonWriter.of(buffer)) {
      json.beginObject().name("version").value(VERSION).name("task").value(wait.ref().toString());
      json.name("begun").value(millis(EpochNanos.instant(begun)));
      json.name("deadline").value(millis(wait.deadline()));
      json.name("nextPoll").value(millis(wait.nextPollAt()));
      json.name("reason").value(wait.reason().name());
      json.name("queries").value(state.queries()).name("failed").value(state.failedQueries());
      json.name("accepted").value(state.accepted()).name("watched").value(state.watched());
      json.name("answered").value(state.answered());
      TaskState last = wait.lastState();
      if (last != null) {
        json.name("state").value(last.name());
      }
      json.name("seen").value(seconds(state.seenAt() - begun));
      write(json.name("timeline"), state.timeline());
      ConsecutiveFailures failures = state.failures();
      if (failures != null) {
        json.name("failures").beginObject();
        json.name("since").value(seconds(failures.since() - begun));
        json.name("last").value(seconds(failures.lastAt() - begun));
        json.name("inARow").value(failures.inARow()).name("counted").value(failures.counted());
        json.name("toConfirm").value(failures.toConfirm());
        json.name("confirmSince").value(seconds(failures.confirmSince() - begun)).endObject();
      }
      UnconfirmedEnd unconfirmed = state.unconfirmed();
      if (unconfirmed != null) {
        json.name("unconfirmed").beginObject();
        json.name("confirmAt").value(seconds(unconfirmed.confirmAt() - begun));
        json.name("retracted").value(unconfirmed.retracted()).endObject();
      }
      IncompleteEnd incomplete = state.incomplete();
      if (incomplete != null) {
        json.name("incomplete").beginObject();
        json.name("since").value(seconds(incomplete.since() - begun));
        json.name("retries").value(incomplete.retries()).endObject();
      }
      CallbackState callbacks = state.callbacks();
      if (callbacks != null) {
        write(json.name("callbacks"), callbacks, begun);
      }
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return buffer.readUtf8();
  }

  private static void write(JsonWriter json, TaskTimeline timeline) throws IOException {
    json.beginObject();
    if (timeline.kind().kind() != null) {
      json.name("kind").value(timeline.kind().kind());
    }
    json.name("answers").value(timeline.answers()).name("age").value(rounded(timeline.age()));
    json.name("queued").value(timeline.queued());
    json.name("runningAtLeast").value(rounded(timeline.runningAtLeast()));
    json.name("runningAtMost").value(rounded(timeline.runningAtMost()));
    if (timeline.progress() != null) {
      json.name("progress").value(timeline.progress());
    }
    json.name("progressFor").value(rounded(timeline.progressFor()));
    json.name("progressSeenFor").value(rounded(timeline.progressSeenFor()));
    Instant update = timeline.lastUpdate();
    if (update != null) {
      json.name("lastUpdate").value(update.toString());
    }
    json.endObject();
  }

  private static void write(JsonWriter json, CallbackState callbacks, long begun)
      throws IOException {
    json.beginObject().name("expected").value(callbacks.expected());
    json.name("reliedOn").value(callbacks.reliedOn());
    Long until = callbacks.announcedUntil();
    if (until != null) {
      json.name("announcedUntil").value(seconds(until - begun));
    }
    Long polled = callbacks.polledAt();
    if (polled != null) {
      json.name("polls").value(callbacks.polls());
      json.name("polled").value(seconds(polled - begun));
    }
    json.endObject();
  }

  static WaitState read(String text) {
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text))) {
      Object value = reader.readJsonValue();
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new IllegalArgumentException("there is something behind its end");
      }
      return read(JsonFields.of(value));
    } catch (IOException
        | JsonDataException
        | DateTimeException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "this is no saved wait that can be read: " + e.getMessage(), e);
    }
  }

  private static WaitState read(JsonFields json) {
    requireVersion(json);
    TaskRef ref = TaskRef.parse(json.text("task"));
    long begun = EpochNanos.of(Instant.parse(json.text("begun")));
    JsonFields failures = json.object("failures");
    JsonFields unconfirmed = json.object("unconfirmed");
    JsonFields incomplete = json.object("incomplete");
    JsonFields callbacks = json.object("callbacks");
    JsonFields timeline = json.object("timeline");
    NextPoll.Reason reason = constant(NextPoll.Reason.class, json.textOrNull("reason"));
    HistoryKey unknownKind = new HistoryKey(ref.gateway(), null, null);
    PollState state =
        new PollState(
            begun,
            begun + json.nanos("seen"),
            json.count("queries"),
            json.count("failed"),
            json.flag("accepted"),
            json.flag("answered"),
            json.flag("watched"),
            timeline == null ? TaskTimeline.unseen(unknownKind) : timeline(timeline, ref),
            failures == null ? null : failures(failures, begun),
            unconfirmed == null
                ? null
                : new UnconfirmedEnd(
                    begun + unconfirmed.nanos("confirmAt"), unconfirmed.flag("retracted")),
            incomplete == null
                ? null
                : new IncompleteEnd(begun + incomplete.nanos("since"), incomplete.count("retries")),
            callbacks == null ? null : callbacks(callbacks, begun));
    return new WaitState(
        ref,
        Instant.parse(json.text("deadline")),
        Instant.parse(json.text("nextPoll")),
        reason == null ? NextPoll.Reason.SCHEDULE : reason,
        constant(TaskState.class, json.textOrNull("state")),
        state);
  }

  private static void requireVersion(JsonFields json) {
    int version = json.count("version");
    if (version < 1) {
      throw new IllegalArgumentException("it has no version");
    }
    if (version > VERSION) {
      throw new IllegalArgumentException(
          "it is of version "
              + version
              + ", and this library reads versions up to "
              + VERSION
              + "; a newer one wrote it");
    }
  }

  private static TaskTimeline timeline(JsonFields json, TaskRef ref) {
    String update = json.textOrNull("lastUpdate");
    return new TaskTimeline(
        new HistoryKey(ref.gateway(), json.textOrNull("kind"), null),
        json.count("answers"),
        json.number("age"),
        json.flag("queued"),
        json.number("runningAtLeast"),
        json.number("runningAtMost"),
        json.has("progress") ? json.count("progress") : null,
        json.number("progressFor"),
        json.number("progressSeenFor"),
        update == null ? null : Instant.parse(update));
  }

  private static ConsecutiveFailures failures(JsonFields json, long begun) {
    return new ConsecutiveFailures(
        begun + json.nanos("since"),
        begun + json.nanos("last"),
        json.count("inARow"),
        json.count("counted"),
        json.count("toConfirm"),
        begun + json.nanos("confirmSince"),
        false);
  }

  private static CallbackState callbacks(JsonFields json, long begun) {
    return new CallbackState(
        json.flag("expected"),
        json.flag("reliedOn"),
        json.has("announcedUntil") ? begun + json.nanos("announcedUntil") : null,
        json.count("polls"),
        json.has("polled") ? begun + json.nanos("polled") : null);
  }

  /** Returns the constant of that name; null where there is none, or a later version added it. */
  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    return null;
  }

  private static String millis(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static BigDecimal seconds(long nanos) {
    return rounded(nanos / 1e9);
  }

  private static BigDecimal rounded(double seconds) {
    BigDecimal stripped =
        new BigDecimal(seconds).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros();
    // Not as 1.2E+2.
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
