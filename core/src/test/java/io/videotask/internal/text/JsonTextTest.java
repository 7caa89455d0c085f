package io.videotask.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.videotask.error.ErrorKind;
import io.videotask.internal.answer.Answers;
import io.videotask.task.TaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static final String WHITESPACE = " \t\r\n".repeat(1000);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{B\"a\"B:B1B}B, `{ \"a\" : 1 } `",
        "1B2, 1 2",
        "`[\"xB\",B1]`, `[\"xB\", 1]`",
        "`[\"x\\\"B\\\\\",B1]`, `[\"x\\\"B\\\\\", 1]`",
        "B1, ` 1`",
        "\"B, \"B",
      })
  void longWhitespaceIsShortenedExceptInTexts(String text, String lean) {
    assertEquals(
        lean.replace("B", WHITESPACE),
        JsonText.withoutLongWhitespace(text.replace("B", WHITESPACE)));
  }

  @Test
  void longRunIsFoundAtAnyOffset() {
    String run = " ".repeat(1025);
    for (int before = 0; before <= 1025; before++) {
      String text = "[" + "1".repeat(before);
      assertEquals(text + " ]", JsonText.withoutLongWhitespace(text + run + "]"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "{ \"a\" :\n  1 }", "\"\\", "{\"a\":\" \"}"})
  void textWithoutLongRunIsUnchanged(String text) {
    assertSame(text, JsonText.withoutLongWhitespace(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":\"task_1\",\"data\":{B\"status\":\"x\"}B,B\"status\"B:B\"SUCCESS\"}"})
  void taskInWhitespaceIsRead(String body) {
    assertEquals(TaskState.COMPLETED, Answers.task(body.replace("B", WHITESPACE)).state());
    assertEquals(
        ErrorKind.NOT_FOUND,
        Answers.error(400, "{B\"code\"B:\"task_not_exist\"}".replace("B", WHITESPACE)).kind());
  }
}
