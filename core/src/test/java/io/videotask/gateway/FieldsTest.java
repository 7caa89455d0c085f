package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an adapter's table makes of the kinds of values that generated records hold. */
class FieldsTest {
  /** As the generator writes a listed text and a listed integer. */
  public record Phase(String value) {}

  public record Grade(Long value) {}

  public record Job(
      @Nullable Phase phase,
      @Nullable Grade code,
      @Nullable Phase message,
      @Nullable String failReason,
      @Nullable String failureReason) {}

  private static final Job NOTHING = new Job(null, null, null, null, null);

  private static final Fields<Job> JOB =
      new Fields<Job>()
          .word(Job::phase)
          .code(Job::code, List.of(Job::message))
          .failReason("fail_reason", Job::failReason)
          .failReason("failure_reason", Job::failureReason);

  private static Level level(Job job) {
    Moshi moshi =
        new Moshi.Builder()
            .add(
                Phase.class,
                FieldsTest.<Phase>writing((writer, phase) -> writer.value(phase.value())))
            .add(
                Grade.class,
                FieldsTest.<Grade>writing((writer, number) -> writer.value(number.value())))
            .build();
    Shape<Job> shape = new Shape<>(moshi, Job.class, JOB);
    Shape.Set shapes = new Shape.Set(shape, shape, shape, null);
    DialectJson json = new DialectJson(moshi, shapes) {};
    return json.levelOf(job, DialectJson.Position.top(DialectJson.Drift.IGNORED));
  }

  private interface Writing<T> {
    void write(JsonWriter writer, T value) throws IOException;
  }

  private static <T> JsonAdapter<T> writing(Writing<T> writing) {
    return new JsonAdapter<T>() {
      @Override
      public @Nullable T fromJson(JsonReader reader) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void toJson(JsonWriter writer, @Nullable T value) throws IOException {
        writing.write(writer, Objects.requireNonNull(value));
      }
    };
  }

  @Test
  void anOpenEnumIsTheWordThatWasSent() {
    Job job = new Job(new Phase("SUCCEEDED"), null, null, null, null);

    assertEquals("SUCCEEDED", level(job).word());
    assertEquals(TaskState.COMPLETED, StatusWords.stateOf(String.valueOf(level(job).word())));
    assertNull(level(NOTHING).word());
  }

  @Test
  void anOpenEnumOfNumbersIsTheNumberThatWasSent() {
    Level level = level(new Job(null, new Grade(1026L), new Phase("refused"), null, null));

    Level.Reason reason = level.reasons().get(0);
    assertEquals("refused", reason.message());
    for (Scalar code : new Scalar[] {level.code(), reason.code()}) {
      assertNotNull(code);
      assertEquals("1026", code.text());
    }
  }

  @Test
  void theFirstNameOfAFieldThatHoldsSomethingCounts() {
    assertEquals(
        new Level.Reason("failure_reason", null, "new"),
        level(new Job(null, null, null, " ", "new")).failReason());
    assertEquals(
        new Level.Reason("fail_reason", null, "old"),
        level(new Job(null, null, null, "old", "new")).failReason());
    assertNull(level(NOTHING).failReason());
  }

  @Test
  void theReasonIsNamedAfterTheFieldThatHeldIt() {
    Level level = level(new Job(new Phase("failed"), null, null, null, "no such model"));

    assertEquals(
        "no such model", FailureReasons.of(TaskState.FAILED, List.of(level), "").message());
    Trail trail = new Trail();
    new Videos(List.of(level), List.of(), new Videos.Habits(null, false, false, null), trail)
        .find();
    assertTrue(
        trail.notes().contains("the task is finished, and yet failure_reason says: no such model"),
        () -> String.valueOf(trail.notes()));
  }
}
