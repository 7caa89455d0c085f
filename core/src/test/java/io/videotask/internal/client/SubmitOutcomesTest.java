package io.videotask.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes of submits by their answers, row by row. */
class SubmitOutcomesTest {
  private static final String PROMPT = "a lighthouse at dusk";
  private static final SubmitAttempt ATTEMPT = attempt(PROMPT);

  private static SubmitAttempt attempt(String prompt) {
    return new SubmitAttempt(
        "new-api", VideoRequest.of(prompt).build(), Answers.BASE, "mine-1", GatewayServer.NOW);
  }

  private static SubmitOutcome read(HttpAnswer answer) {
    return new SubmitAnswerReader(Dialect.NEW_API.adapter()).read(ATTEMPT, answer);
  }

  private static SubmitOutcome read(int status, String body, String... headers) {
    return read(new HttpAnswer(status, Headers.of(headers), body.replace('\'', '"'), false, null));
  }

  private static VideoTaskException error(SubmitOutcome outcome) {
    return assertThrows(VideoTaskException.class, outcome::orThrow);
  }

  private static String message(SubmitOutcome outcome) {
    return String.valueOf(error(outcome).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'task_id':'a','id':'b'} | a",
        "{'id':' b '} | b",
        "{'task_id':'0','id':'b'} | b",
        "{'code':0,'data':{'task_id':'c'}} | c",
        "{'code':0,'data':{'id':'d'}} | d",
        "{'task':{'id':'e'}} | e",
        "{'output':{'task_id':'f','task_status':'PENDING'}} | f",
        "{'task_id':'a','error':'broke'} | a",
        "{'task_id':123} | 123"
      })
  void idIsAcceptedTask(String body, String id) {
    assertEquals(new TaskRef("new-api", id), read(200, body).orThrow());
    assertEquals(new TaskRef("new-api", id), read(201, body).orThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {} | REJECTED",
        "402 | {} | REJECTED",
        "404 | <html> | REJECTED",
        "302 | `` | REJECTED",
        "300 | `` | REJECTED",
        "401 | {} | AUTHENTICATION",
        "403 | {} | PERMISSION",
        "403 | {'code':'insufficient_user_quota','message':'no money'} | REJECTED",
        "403 | {'error':{'code':' quota_not_enough ','message':'no'}} | REJECTED",
        "403 | {'error':{'code':'other','message':'no'}} | PERMISSION",
        "429 | {} | RATE_LIMITED",
        "503 | {'error':{'code':'model_not_found','message':'no channel'}} | REJECTED",
        "503 | {'error':{'code':'other','message':'no channel'}} | OUTCOME_UNKNOWN",
        "500 | {'error':{'code':'model_not_found'}} | OUTCOME_UNKNOWN",
        "502 | <html> | OUTCOME_UNKNOWN",
        "499 | {} | OUTCOME_UNKNOWN",
        "408 | {} | OUTCOME_UNKNOWN",
        "425 | {} | OUTCOME_UNKNOWN",
        "199 | {} | OUTCOME_UNKNOWN",
        "200 | {'base_resp':{'status_code':1002}} | RATE_LIMITED",
        "200 | {'base_resp':{'status_code':1004}} | AUTHENTICATION",
        "200 | {'data':{'base_resp':{'status_code':2049}}} | AUTHENTICATION",
        "200 | {'base_resp':{'status_code':1026}} | REJECTED",
        "200 | {'base_resp':{'status_code':1000}} | OUTCOME_UNKNOWN",
        "200 | {'base_resp':{'status_code':0}} | OUTCOME_UNKNOWN",
        "200 | {'error':{'message':'broke'}} | REJECTED",
        "200 | {'task':{'error':{'message':'broke'}}} | REJECTED",
        "200 | {'code':'bad','message':'broke'} | REJECTED",
        "200 | {'code':'success','message':'broke'} | OUTCOME_UNKNOWN",
        "200 | {'detail':'lost','code':0} | OUTCOME_UNKNOWN",
        "200 | {'code':0,'data':{'id':0}} | OUTCOME_UNKNOWN",
        "200 | {'task_id':'..'} | OUTCOME_UNKNOWN",
        "200 | <html> | OUTCOME_UNKNOWN",
        "200 | {'task_id':'a','status':'\\q'} | OUTCOME_UNKNOWN",
        "200 | `` | OUTCOME_UNKNOWN"
      })
  void answerWithoutIdIsMapped(int status, String body, ErrorKind kind) {
    SubmitOutcome outcome = read(status, body, "X-Request-Id", "req-1", "Retry-After-Ms", "1500");

    VideoTaskException e = error(outcome);
    assertEquals(kind, e.kind(), e::getMessage);
    assertEquals(status, e.httpStatus());
    assertEquals("req-1", e.requestId());
    assertEquals(Duration.ofMillis(1500), e.retryAfter());
    assertEquals(kind == ErrorKind.OUTCOME_UNKNOWN, outcome instanceof SubmitOutcome.Unknown);
    assertTrue(String.valueOf(e.getMessage()).contains("(HTTP " + status + ")"), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {'error':{'code':'x','message':'no such size'}}"
            + " | the gateway new-api refuses the request (HTTP 400): no such size (code x);"
            + " no task was created; change the request",
        "422 | {'error':{'code':'x'}}"
            + " | the gateway new-api refuses the request (HTTP 422): code x;"
            + " no task was created; change the request",
        "300 | `` | the gateway new-api refuses the request (HTTP 300);"
            + " no task was created; check the base URL",
        "404 | <html><title>Nothing here</title> | the gateway new-api did not answer with its API"
            + " but with a web page (HTTP 404): \"Nothing here\"; no task was created; check the base"
            + " URL, and any proxy in front of the gateway",
        "413 | <html><title>413</title> | the gateway new-api refuses the request because of its size"
            + " (HTTP 413): a web page with the title \"413\"; no task was created; send smaller images, or their"
            + " URLs instead of files",
        "403 | {'code':'pre_consume_token_quota_failed','message':'database is locked'}"
            + " | the gateway new-api has a problem of its own, and refuses the request (HTTP 403):"
            + " database is locked (code pre_consume_token_quota_failed); no task was created; the key"
            + " may be right; it can be submitted again later",
        "401 | {'code':'fail_to_fetch_task','message':'{\\'error\\':{\\'message\\':\\'bad vendor key\\'}}'}"
            + " | the gateway new-api was refused by its vendor (HTTP 401): bad vendor key"
            + " (code fail_to_fetch_task); no task was created; this is about the gateway's own account"
            + " or key at the vendor, not about yours: contact the gateway's operator",
        "403 | {'error':{'message':'This token has no access to model sora-2','code':''}}"
            + " | the gateway new-api does not let this key use the model (HTTP 403): This token has no"
            + " access to model sora-2; no task was created; the key is limited to other models: use"
            + " one of them, or have this one added",
        "429 | {'error':{'message':'all used up','type':'insufficient_quota','code':'insufficient_quota'}}"
            + " | the gateway new-api refuses the request (HTTP 429): all used up (code"
            + " insufficient_quota); no task was created; top up the account or the key's quota",
        "405 | `` | the gateway new-api refuses the request (HTTP 405);"
            + " no task was created; check the base URL",
        "401 | {'message':'bad key'}"
            + " | the gateway new-api does not accept the key (HTTP 401): bad key;"
            + " no task was created; check the key, its expiry and its quota",
        "403 | {} | the gateway new-api refuses this to the key (HTTP 403);"
            + " no task was created; check what the key may do",
        "429 | {} | the gateway new-api gets too many requests (HTTP 429);"
            + " no task was created; it can be submitted again later"
      })
  void rejectionHasAdvice(int status, String body, String sentence) {
    assertEquals(sentence, message(read(status, body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "302 | https://login.example.com/in?secret=1 | refuses the request and redirects to login.example.com (HTTP 302)",
        "302 | /login?secret=1 | refuses the request and redirects to gw.example.com (HTTP 302)",
        "302 | ftp://a | refuses the request (HTTP 302)",
        "400 | https://login.example.com/ | refuses the request (HTTP 400)"
      })
  void redirectReportsHostOnly(int status, String location, String sentence) {
    String message = message(read(status, "", "Location", location));

    assertTrue(message.contains(sentence), message);
    assertFalse(message.contains("secret"), message);
    assertTrue(
        message.endsWith(status == 302 ? "check the base URL" : "change the request"), message);
  }

  @Test
  void unknownOutcomeSaysHowToFindOut() {
    String message = message(read(500, "{'error':{'message':'broke'}}", "X-Request-Id", "req-1"));

    assertEquals(
        "it is unknown whether new-api created a task: it answered with an error (HTTP 500): broke;"
            + " it may exist and be billed, so look for it there before submitting again"
            + " (sent 2026-01-02T03:04:05Z as mine-1, request req-1)",
        message);
    assertTrue(message(read(500, "")).endsWith("as mine-1)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p> | its answer is a web page, and begins: <p>",
        "<title> A  console </title> | its answer is a web page with the title \"A console\", as a wrong base address gives: check the base URL",
        "`  ` | its answer is empty (HTTP",
        "{'code':0} | its answer has neither",
        "{'data':{},'code':0} | has neither a task's id nor an error, and begins: {\"data\":{},\"code\":0}"
      })
  void answerWithoutTaskIsQuoted(String body, String sentence) {
    if (body.equals("{'code':0}")) {
      assertFalse(message(read(200, body)).contains("neither"), "no field that we know");
      return;
    }
    String message = message(read(200, body));
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void longAnswerIsQuotedTruncated() {
    String message = message(read(200, "<" + "x ".repeat(99) + "yz"));

    assertTrue(message.contains("x y"), message);
    assertFalse(message.contains("yz"), message);
  }

  @Test
  void incompleteAnswerIsUnknown() {
    SubmitOutcome broken =
        read(new HttpAnswer(200, Headers.of(), "{\"task_id\":\"a\"}", false, "it broke off"));

    assertInstanceOf(SubmitOutcome.Unknown.class, broken);
    assertTrue(message(broken).contains("its answer is not readable: it broke off"));
  }

  @ParameterizedTest
  @ValueSource(strings = {PROMPT, "dusk"})
  void promptIsNotRepeated(String prompt) {
    HttpAnswer answer =
        new HttpAnswer(400, Headers.of(), "{\"message\":\"bad: " + prompt + "!\"}", false, null);

    String message =
        message(new SubmitAnswerReader(Dialect.NEW_API.adapter()).read(attempt(prompt), answer));

    assertTrue(message.contains("bad: [prompt]!"), message);
    assertFalse(message.contains(prompt), message);
  }

  @Test
  void shortPromptIsNotRemoved() {
    HttpAnswer answer = new HttpAnswer(400, Headers.of(), "{\"message\":\"bad cat\"}", false, null);

    assertTrue(
        message(new SubmitAnswerReader(Dialect.NEW_API.adapter()).read(attempt("cat"), answer))
            .contains("bad cat"));
  }

  @ParameterizedTest
  @CsvSource({
    "Canceled, after the request had left%c it was cancelled;",
    "reset, after the request had left%c the connection broke;"
  })
  void lostAnswerIsDescribed(String message, String sentence) {
    IOException cause = new IOException(message);

    SubmitOutcome outcome = new SubmitErrors(ATTEMPT, null).lost(cause);

    VideoTaskException e = error(outcome);
    assertSame(cause, e.getCause());
    assertNull(e.httpStatus());
    assertTrue(String.valueOf(e.getMessage()).contains(sentence.replace("%c", ",")), e::getMessage);
  }

  @Test
  void matchCallsFunctionOfOutcome() {
    assertEquals("accepted a", matched(read(200, "{'task_id':'a'}")));
    assertEquals("rejected x", matched(read(400, "{'error':{'code':'x','message':'m'}}")));
    assertEquals("rejected null", matched(read(400, "{'error':'m'}")));
    assertEquals("rejected x", matched(read(401, "{'error':{'code':'x'}}")));
    assertEquals("unknown mine-1", matched(read(500, "")));
  }

  private static @Nullable String matched(SubmitOutcome outcome) {
    return outcome.match(
        accepted -> "accepted " + accepted.task().id(),
        rejected -> "rejected " + rejected.code(),
        unknown -> "unknown " + unknown.error().correlationId());
  }
}
