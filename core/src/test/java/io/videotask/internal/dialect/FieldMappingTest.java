package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import com.squareup.moshi.Moshi;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.VideoExtractor;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of generated types in a field mapping. */
class FieldMappingTest {
  /** As the generator writes an enum of texts and of integers. */
  public record Phase(String value) {}

  public record Grade(Long value) {}

  public record Job(
      @Nullable Phase phase,
      @Nullable Grade code,
      @Nullable Phase message,
      @Nullable String failReason,
      @Nullable String failureReason) {}

  private static final Job NOTHING = new Job(null, null, null, null, null);

  private static final FieldMapping<Job> JOB =
      new FieldMapping<Job>()
          .status(Job::phase)
          .code(Job::code, List.of(Job::message))
          .failReason("fail_reason", Job::failReason)
          .failReason("failure_reason", Job::failureReason);

  private static AnswerNode level(Job job) {
    Moshi moshi =
        new Moshi.Builder()
            .add(
                Phase.class,
                FieldMappingTest.<Phase>writing((writer, phase) -> writer.value(phase.value())))
            .add(
                Grade.class,
                FieldMappingTest.<Grade>writing((writer, number) -> writer.value(number.value())))
            .build();
    RecordReader<Job> shape = new RecordReader<>(moshi, Job.class, JOB);
    RecordReader.Set shapes = new RecordReader.Set(shape, shape, shape, null);
    AnswerDecoder json = new AnswerDecoder(moshi, shapes) {};
    return json.levelOf(job, Position.top(Drift.IGNORED));
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
  void openEnumIsReadAsText() {
    Job job = new Job(new Phase("SUCCEEDED"), null, null, null, null);

    assertEquals("SUCCEEDED", level(job).status());
    assertEquals(TaskState.COMPLETED, StatusMapping.stateOf(String.valueOf(level(job).status())));
    assertNull(level(NOTHING).status());
  }

  @Test
  void openEnumOfNumbersIsReadAsNumber() {
    AnswerNode level = level(new Job(null, new Grade(1026L), new Phase("refused"), null, null));

    AnswerNode.Reason reason = level.reasons().get(0);
    assertEquals("refused", reason.message());
    for (Scalar code : new Scalar[] {level.code(), reason.code()}) {
      assertNotNull(code);
      assertEquals("1026", code.text());
    }
  }

  @Test
  void firstPresentFieldIsUsed() {
    assertEquals(
        new AnswerNode.Reason("failure_reason", null, "new"),
        level(new Job(null, null, null, " ", "new")).failReason());
    assertEquals(
        new AnswerNode.Reason("fail_reason", null, "old"),
        level(new Job(null, null, null, "old", "new")).failReason());
    assertNull(level(NOTHING).failReason());
  }

  @Test
  void reasonHasNameOfItsField() {
    AnswerNode level = level(new Job(new Phase("failed"), null, null, null, "no such model"));

    assertEquals(
        "no such model", FailureReasons.of(TaskState.FAILED, List.of(level), "").message());
    DecisionLog log = new DecisionLog();
    new VideoExtractor(
            List.of(level),
            List.of(),
            new VideoExtractor.Conventions(null, false, false, null),
            log)
        .find();
    assertTrue(
        log.notes().contains("the task is finished, and yet failure_reason says: no such model"),
        () -> String.valueOf(log.notes()));
  }
}
