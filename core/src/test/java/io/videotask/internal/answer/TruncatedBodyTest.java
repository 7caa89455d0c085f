package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.videotask.error.ErrorKind;
import io.videotask.gateway.Dialect;
import io.videotask.internal.text.TruncatedJson;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Truncated bodies: values before the limit are read, where they are certain. */
class TruncatedBodyTest {
  private static final String WHOLE =
      Answers.row(
          "\"status\":\"SUCCESS\",\"progress\":\"100%\",\"submit_time\":1756453472,"
              + "\"url\":\"https://cdn.example.com/v.mp4?Signature=abc\",\"file_id\":12345,"
              + "\"list\":[1,2.5,-3e2,true,false,null,\"x\\u4efb\\\"\",{\"a\":[]}]");

  private static ParsedAnswer readTruncated(String body) {
    return Answers.read(Dialect.NEW_API, Answers.QUERIED, 200, body, true);
  }

  @Test
  void everyPrefixIsTaskOrMalformed() {
    int status = WHOLE.indexOf("SUCCESS\"") + 8;
    for (int end = 0; end <= WHOLE.length(); end++) {
      ParsedAnswer parsed = readTruncated(WHOLE.substring(0, end));
      if (end < status) {
        assertEquals(
            ErrorKind.MALFORMED_RESPONSE,
            assertInstanceOf(ParsedAnswer.OfError.class, parsed).error().kind());
        continue;
      }
      VideoTask.Completed task =
          assertInstanceOf(
              VideoTask.Completed.class,
              assertInstanceOf(ParsedAnswer.OfTask.class, parsed).task());
      assertNull(task.video().url(), "a URL may have been cut itself");
      assertNull(task.video().backupUrl());
      assertFalse(task.notes().isEmpty());
    }
  }

  @Test
  void numberAtTruncationIsDropped() {
    String beginning = WHOLE.substring(0, WHOLE.indexOf("1756453472") + 7);
    VideoTask task = assertInstanceOf(ParsedAnswer.OfTask.class, readTruncated(beginning)).task();
    assertNull(task.seen().submittedAt());
    assertEquals(100, task.progress());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"b\":[tru|{\"a\":1,\"b\":[]}",
        "{\"a\":{\"b\":\"c|{\"a\":{\"b\":null}}",
        "{\"a\":12|{\"a\":null}",
        "{\"a\":12,|{\"a\":12}",
        "{\"a\":12,\"b|{\"a\":12}",
        "{\"a\":12,\"b\"|{\"a\":12,\"b\":null}",
        "{\"a\":123456789012345678901234567890,|{\"a\":123456789012345678901234567890}",
        "[1,2|[1]",
        "{\"a\":1} trailing|{\"a\":1}",
        "{|{}"
      })
  void truncatedValueIsNull(String beginning, String completed) {
    assertEquals(completed, TruncatedJson.completed(beginning));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "e", "-", "[", "{\"a\":", "\\", "\"", ","})
  void hugePrefixIsCompletedQuickly(String piece) {
    String filler = piece.repeat(4_000_000 / piece.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          readTruncated("{\"status\":\"SUCCESS\",\"x\":\"" + filler + "y");
          readTruncated("{\"status\":\"SUCCESS\",\"x\":" + filler + "y");
          readTruncated("{\"status\":\"SUCCESS\",\"x\":" + filler);
        });
  }

  @Test
  void longWhitespaceIsReadQuickly() {
    String whitespace = " \n".repeat(2_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> readTruncated(whitespace + "{\"status\":\"SUCCESS\",\"x\":\""));
  }

  @Test
  void finalStateIsReadFromTruncatedBody() {
    ParsedAnswer parsed =
        readTruncated("{\"status\":\"FAILURE\",\"fail_reason\":\"broke\",\"data\":{\"x\":\"");
    assertEquals(
        TaskState.FAILED, assertInstanceOf(ParsedAnswer.OfTask.class, parsed).task().state());
  }
}
