package io.videotask.internal.answer;

import static io.videotask.internal.answer.Answers.error;
import static io.videotask.internal.answer.Answers.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table "What an answer means" in docs/statuses.md, row by row. */
class OutcomeTableTest {
  private static void assertIs(ErrorKind kind, Retry retry, VideoTaskException e) {
    assertEquals(kind, e.kind(), e.toString());
    assertEquals(retry, e.retry(), e.toString());
    assertEquals(Answers.QUERIED, e.task());
    assertEquals("req-1", e.requestId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "null",
        "[]",
        "\"SUCCESS\"",
        "1",
        "true",
        "{}",
        "{\"code\":\"success\"}",
        "{\"message\":\"hello\"}",
        "{\"status\":\"SUCCESS\"",
        "{\"status\":\"SUCCESS\"}{\"status\":\"SUCCESS\"}",
        "{\"status\":\"SUCCESS\"} trailing",
        "{status:\"SUCCESS\"}",
        "{'status':'SUCCESS'}",
        "{\"status\":NaN}",
        "{\"status\":\"\\q\"}",
        "// no\n{\"status\":\"SUCCESS\"}",
        "Bad Gateway",
        "%PDF-1.4"
      })
  void bodyWithoutTaskIsMalformed(String body) {
    assertIs(ErrorKind.MALFORMED_RESPONSE, Retry.IN_A_WAIT, error(200, body));
  }

  @Test
  void messageSaysWhyBodyIsMalformed() {
    assertTrue(String.valueOf(error(200, "{\"status\":").getMessage()).contains("is no JSON ("));
    assertTrue(
        String.valueOf(error(200, "{\"status\":" + "[".repeat(300)).getMessage())
            .contains("is nested too deeply ("));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE html><html></html>", "\n <html>", "<?xml version=\"1.0\"?>"})
  void webPageAdvisesToCheckBaseUrl(String body) {
    VideoTaskException e = error(200, body);
    assertIs(ErrorKind.MALFORMED_RESPONSE, Retry.IN_A_WAIT, e);
    assertTrue(String.valueOf(e.getMessage()).contains("check the base URL"));
  }

  @Test
  void deepNestingIsMalformedQuickly() {
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          for (String open : new String[] {"[", "{\"data\":"}) {
            for (int depth : new int[] {256, 5_000_000 / open.length()}) {
              VideoTaskException e =
                  error(200, "{\"status\":\"SUCCESS\",\"data\":" + open.repeat(depth));
              assertIs(ErrorKind.MALFORMED_RESPONSE, Retry.IN_A_WAIT, e);
              assertTrue(String.valueOf(e.getMessage()).length() < 1000);
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"task_id\":\"task_2\",\"status\":\"SUCCESS\"}",
        "{\"id\":\"task_2\",\"status\":\"completed\"}",
        "{\"id\":7,\"status\":\"completed\"}",
        "{\"task_id\":\"task_2\"}",
        "{\"code\":\"success\",\"data\":{\"task_id\":\"task_2\",\"status\":\"SUCCESS\"}}",
        "{\"task_id\":\"task_2\",\"base_resp\":{\"status_code\":1026}}",
        "{\"id\":123456789012345,\"status\":\"completed\"}"
      })
  void answerAboutOtherTaskIsMalformed(String body) {
    assertIs(ErrorKind.MALFORMED_RESPONSE, Retry.IN_A_WAIT, error(200, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"task_id\":\"task_1\",\"id\":\"other\",\"status\":\"SUCCESS\"}",
        "{\"id\":\"task_1\",\"task_id\":\"other\",\"status\":\"completed\"}",
        "{\"id\":\" task_1 \",\"status\":\"completed\"}",
        "{\"id\":1234567890123456,\"status\":\"completed\"}",
        "{\"task_id\":1e20,\"status\":\"completed\"}",
        "{\"code\":\"success\",\"data\":{\"id\":99,\"status\":\"SUCCESS\"}}",
        "{\"code\":\"success\",\"data\":{\"task_id\":\"task_1\",\"id\":99,\"status\":\"SUCCESS\"}}",
        "{\"code\":0,\"request_id\":\"r\",\"data\":{\"status\":\"SUCCESS\",\"data\":"
            + "{\"task_id\":\"vendor-1\",\"id\":\"vendor-2\"}}}"
      })
  void otherIdsAreNotCompared(String body) {
    assertEquals(TaskState.COMPLETED, task(body).state());
  }

  @ParameterizedTest
  @CsvSource({
    "1002, RATE_LIMITED, ALWAYS",
    "1004, AUTHENTICATION, NEVER",
    "2049, AUTHENTICATION, NEVER",
    "1008, PERMISSION, NEVER",
    "1028, PERMISSION, NEVER",
    "1030, PERMISSION, NEVER",
    "2038, PERMISSION, NEVER",
    "2061, PERMISSION, NEVER",
    "2013, MALFORMED_RESPONSE, NEVER",
    "1000, UNREACHABLE, ALWAYS",
    "1033, UNREACHABLE, ALWAYS",
    "99999999999, UNREACHABLE, ALWAYS",
    "-5, UNREACHABLE, ALWAYS"
  })
  void minimaxCodeWithoutTaskIsMapped(String code, ErrorKind kind, Retry retry) {
    String body = "{\"task_id\":\"task_1\",\"base_resp\":{\"status_code\":" + code + "}}";
    assertIs(kind, retry, error(200, body));
  }

  @ParameterizedTest
  @ValueSource(ints = {1026, 1027, 1039})
  void minimaxRefusalWithoutTaskIsFailedTask(int code) {
    String body =
        "{\"status\":\"\",\"base_resp\":{\"status_code\":" + code + ",\"status_msg\":\"no\"}}";
    assertEquals(TaskState.FAILED, task(body).state());
    assertEquals(Integer.toString(code), Answers.failure(body).code());
    assertEquals(code == 1027 ? null : false, Answers.failure(body).retryable());
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 2013})
  void minimaxInvalidTaskIdIsNotFound(int code) {
    String body =
        "{\"base_resp\":{\"status_code\":" + code + ",\"status_msg\":\"Invalid task_id\"}}";
    assertIs(ErrorKind.NOT_FOUND, Retry.IN_A_WAIT, error(200, body));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"task_not_exist\", NOT_FOUND",
        "\"get_task_failed\", UNREACHABLE",
        "500, UNREACHABLE",
        "\"1\", UNREACHABLE",
        "-1, UNREACHABLE"
      })
  void errorCodeWithoutTaskIsMapped(String code, ErrorKind kind) {
    VideoTaskException e =
        error(200, "{\"code\":" + code + ",\"message\":\"it broke\",\"data\":null}");
    assertEquals(kind, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("it broke"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"success\",\"data\":null}",
        "{\"code\":\"success\",\"data\":{}}",
        "{\"code\":\"OK\",\"data\":null}",
        "{\"code\":0,\"data\":null}",
        "{\"code\":\"0\",\"data\":[]}",
        "{\"code\":200,\"message\":\"x\"}",
        "{\"code\":10000,\"message\":\"x\"}",
        "{\"id\":\"task_1\",\"error\":{\"message\":\"vendor broke\"}}",
        "{\"error\":\"vendor broke\"}",
        "{\"progress\":0,\"request_id\":\"r\"}",
        "{\"status\":\"\",\"task_id\":\"task_1\"}",
        "{\"status\":null}"
      })
  void otherAnswerWithoutTaskIsUnknownAndNoted(String body) {
    VideoTask task = task(body);
    assertEquals(TaskState.UNKNOWN, task.state());
    assertFalse(task.notes().isEmpty());
    if (body.contains("vendor broke")) {
      assertTrue(task.notes().toString().contains("vendor broke"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, AUTHENTICATION, NEVER",
    "402, PERMISSION, NEVER",
    "403, PERMISSION, NEVER",
    "410, NOT_FOUND, IN_A_WAIT",
    "408, UNREACHABLE, ALWAYS",
    "425, UNREACHABLE, ALWAYS",
    "429, RATE_LIMITED, ALWAYS",
    "500, UNREACHABLE, ALWAYS",
    "502, UNREACHABLE, ALWAYS",
    "503, UNREACHABLE, ALWAYS",
    "504, UNREACHABLE, ALWAYS",
    "520, UNREACHABLE, ALWAYS",
    "599, UNREACHABLE, ALWAYS",
    "501, MALFORMED_RESPONSE, NEVER",
    "505, MALFORMED_RESPONSE, NEVER",
    "300, MALFORMED_RESPONSE, NEVER",
    "301, MALFORMED_RESPONSE, NEVER",
    "304, MALFORMED_RESPONSE, NEVER",
    "308, MALFORMED_RESPONSE, NEVER",
    "400, MALFORMED_RESPONSE, NEVER",
    "405, MALFORMED_RESPONSE, NEVER",
    "407, MALFORMED_RESPONSE, NEVER",
    "409, MALFORMED_RESPONSE, NEVER",
    "413, MALFORMED_RESPONSE, NEVER",
    "415, MALFORMED_RESPONSE, NEVER",
    "422, MALFORMED_RESPONSE, NEVER",
    "451, MALFORMED_RESPONSE, NEVER",
    "499, MALFORMED_RESPONSE, NEVER",
    "600, MALFORMED_RESPONSE, NEVER",
    "999, MALFORMED_RESPONSE, NEVER"
  })
  void httpStatusIsMappedForAnyBody(int status, ErrorKind kind, Retry retry) {
    for (String body :
        new String[] {"", "<html>", "{\"error\":{\"message\":\"m\"}}", "{", "[]", "\u0000"}) {
      VideoTaskException e = error(status, body);
      assertIs(kind, retry, e);
      assertEquals(status, e.httpStatus());
    }
  }

  @Test
  void runningTaskWithHttpErrorIsError() {
    String body = Answers.row("\"status\":\"IN_PROGRESS\"");
    assertEquals(ErrorKind.UNREACHABLE, error(500, body).kind());
  }

  @Test
  void notFoundIsRecognisedInAllForms() {
    for (String body :
        new String[] {
          "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}",
          "{\"code\":\"x\",\"message\":\"task_not_exist\"}",
          "{\"error\":{\"code\":\"task_not_exist\",\"message\":\"gone\"}}"
        }) {
      assertIs(ErrorKind.NOT_FOUND, Retry.IN_A_WAIT, error(400, body));
      assertIs(ErrorKind.NOT_FOUND, Retry.IN_A_WAIT, error(404, body));
    }
    for (String body : new String[] {"", "  ", "{}", "[]", "{\"detail\":\"Not Found\"}", "null"}) {
      assertIs(ErrorKind.NOT_FOUND, Retry.IN_A_WAIT, error(404, body));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"Invalid URL (GET /v1/v1/video)\",\"code\":\"\"}}",
        "<html>404</html>",
        "404 page not found",
        "{\"error\":"
      })
  void notFoundOfWrongUrlIsMalformedWithAdvice(String body) {
    VideoTaskException e = error(404, body);
    assertIs(ErrorKind.MALFORMED_RESPONSE, Retry.NEVER, e);
    assertTrue(String.valueOf(e.getMessage()).contains("base URL"));
  }

  @Test
  void undecodable404IsNotNotFound() {
    QueryContext query = Answers.query(404);
    AnswerReader reader = new AnswerReader(Dialect.NEW_API.adapter());
    for (ParsedAnswer parsed :
        new ParsedAnswer[] {
          reader.read(query, "", false, "its compression is broken", new DecisionLog()),
          reader.read(query, "", true, null, new DecisionLog())
        }) {
      ParsedAnswer.OfError error = assertInstanceOf(ParsedAnswer.OfError.class, parsed);
      assertEquals(ErrorKind.MALFORMED_RESPONSE, error.error().kind());
    }
  }
}
