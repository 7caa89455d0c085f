package io.videotask.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A submit is rejected only if no task was created for certain: anything else may be billed. */
class SubmitUnknownOutcomeTest {
  private static SubmitOutcome read(
      Dialect dialect, VideoRequestBuilder request, int status, String body, String... headers) {
    SubmitAttempt attempt =
        new SubmitAttempt("gw", request.build(), Answers.BASE, "mine-1", GatewayServer.NOW);
    HttpAnswer answer =
        new HttpAnswer(status, Headers.of(headers), body.replace('\'', '"'), false, null);
    return new SubmitAnswerReader(dialect.adapter()).read(attempt, answer);
  }

  private static SubmitOutcome read(int status, String body, String... headers) {
    return read(Dialect.NEW_API, VideoRequest.of("a kite"), status, body, headers);
  }

  private static String message(SubmitOutcome outcome) {
    return outcome.match(
        accepted -> "accepted " + accepted.task(),
        rejected -> String.valueOf(rejected.error().getMessage()),
        unknown -> String.valueOf(unknown.error().getMessage()));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 303, 307, 400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 503})
  void errorWithTaskIdIsNoRejection(int status) {
    for (String body :
        new String[] {
          "{'task_id':'task_9'}",
          "{'code':'duplicate','message':'exists','data':{'taskId':'task_9'}}",
          "{'error':{'message':'exists','video_id':'task_9'}}",
          "{'id':'task_9','object':'video','status':'queued'}",
          "{'detail':[{'msg':'exists','ctx':{'job_id':'task_9'}}]}",
          "{'code':'fail_to_fetch_task','message':'{\\'result\\':{\\'id\\':\\'task_9\\'}}'}"
              .replace("\\'", "\\\""),
          "[{'generation_id':'task_9'}]"
        }) {
      SubmitOutcome outcome = read(status, body);

      assertInstanceOf(SubmitOutcome.Unknown.class, outcome, body);
      assertTrue(message(outcome).contains("names the task gw:task_9"), message(outcome));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'request_id':'r-1','error':{'message':'no such size','id':'e-1'}}",
        "{'id':'req_17','error':{'message':'no such size'}}",
        "{'type':'error','id':'e-1','error':{'message':'no such size'}}",
        "{'id':'seen','error':{'message':'no such size'}}",
        "{'detail':[{'msg':'no such size','input':{'task_id':'x','id':'y'}}]}",
        "{'error':{'message':'no such size','video_id':'video_old'}}",
        "{'task_id':'','video_id':0,'error':{'message':'no such size'}}",
        "{'user':{'id':7},'error':{'message':'no such size'}}"
      })
  void idOfOtherObjectIsNoTask(String body) {
    SubmitOutcome outcome =
        read(
            Dialect.OPENAI_VIDEOS,
            VideoRequest.of("a kite").parameter("video_id", "video_old"),
            400,
            body,
            "X-Request-Id",
            "seen");

    assertInstanceOf(SubmitOutcome.Rejected.class, outcome, body);
    assertTrue(message(outcome).contains("no such size"), message(outcome));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {'code':504,'message':'gateway timeout'}",
        "200 | {'code':'do_request_failed','message':'context deadline exceeded'}",
        "200 | {'code':500,'message':'broke','data':null}",
        "200 | {'error':{'message':'upstream request timed out','code':'timeout'}}",
        "200 | {'success':false,'message':'timeout'}",
        "200 | {'code':20000}",
        "200 | {'code':'0000','message':'提交成功'}",
        "200 | {'code':7,'message':'Success'}",
        "200 | {'error':{'message':'all good','task_id':'t1'}}",
        "200 | {'code':'bad','message':'broke','data':{'video_id':'t1'}}",
        "200 | {'tasks':[{'task_id':'t1'},{'task_id':'t2'}],'code':0,'message':'ok'}",
        "200 | {'id':'chatcmpl-1','object':'chat.completion','output':'x'}",
        "400 | {'error':{'message':'upstream request timed out'}}",
        "422 | {'code':504,'message':'no answer'}",
        "409 | {'code':'conflict','message':'the same request is under way'}",
        "409 | <html><title>409</title>",
        "303 | ``",
        "424 | {'message':'a dependency failed'}"
      })
  void transientFailureIsUnknown(int status, String body) {
    assertInstanceOf(SubmitOutcome.Unknown.class, read(status, body), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {'error':{'message':'no such size','code':'invalid_size'}} | REJECTED",
        "409 | {'error':{'message':'x','code':'content_policy_violation'}} | REJECTED",
        "403 | <!DOCTYPE html><title>Checking your browser</title> | REJECTED",
        "401 | <html><title>Proxy</title> | AUTHENTICATION",
        "429 | <html><title>1015</title> | RATE_LIMITED",
        "429 | {'error':{'message':'you exceeded your current quota'}} | REJECTED",
        "429 | {'error':{'message':'quota of requests per minute','code':'429'}} | RATE_LIMITED",
        "401 | {'error':{'message':'key not allowed to access model. It can only access x'}} | PERMISSION",
        "401 | {'error':{'message':'无效的令牌，数据库查询出错'}} | REJECTED",
        "403 | {'code':'fail_to_fetch_task','message':'no balance at the vendor'} | REJECTED",
        "429 | {'code':'fail_to_fetch_task','message':'busy'} | RATE_LIMITED",
        "200 | {'code':'invalid_size','message':'no such size'} | REJECTED",
        "200 | {'code':400,'message':'no such size'} | REJECTED",
        "200 | {'code':403,'data':null} | REJECTED"
      })
  void refusalIsRejection(int status, String body, ErrorKind kind) {
    SubmitOutcome outcome = read(status, body);

    SubmitOutcome.Rejected rejected =
        assertInstanceOf(SubmitOutcome.Rejected.class, outcome, message(outcome));
    assertEquals(kind, rejected.error().kind(), message(outcome));
  }

  @Test
  void quotaWithRetryAfterIsRateLimit() {
    String body = "{'error':{'message':'you exceeded your current quota'}}";

    SubmitOutcome outcome = read(429, body, "Retry-After-Ms", "1500");

    SubmitOutcome.Rejected rejected = assertInstanceOf(SubmitOutcome.Rejected.class, outcome);
    assertEquals(ErrorKind.RATE_LIMITED, rejected.error().kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'code':0,'message':'ok','data':{'taskId':'t1'}} | t1",
        "{'code':20000,'message':'Success','data':{'video_id':'t1'}} | t1",
        "{'code':'0000','message':'成功','result':{'task_id':'t1'}} | t1",
        "{'code':200,'data':[{'task_id':'t1'}]} | t1",
        "{'taskId':'t1'} | t1",
        "{'data':{'data':{'task_id':'t1','video_id':'v2'}}} | t1",
        "{'name':'operations/t1','data':null} | operations/t1"
      })
  void successWithTaskIdInOtherFieldIsAccepted(String body, String id) {
    String message = message(read(200, body));

    assertTrue(
        message.equals("accepted gw:" + id) || message.contains("can't be queried: " + id),
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "NEW_API, /v1/video/generations/t1",
    "NEW_API, https://gw.example.com/v1/video/generations/t1",
    "OPENAI_VIDEOS, /v1/videos/t1",
    "MINIMAX_ANYAPI, /minimax/v1/query/video_generation?task_id=t1"
  })
  void locationHeaderHasTaskId(String dialect, String location) {
    Dialect of = dialect(dialect);
    VideoRequestBuilder request = VideoRequest.of("a kite");

    assertEquals("accepted gw:t1", message(read(of, request, 202, "", "Location", location)));
    assertEquals("accepted gw:t1", message(read(of, request, 201, "{}", "Location", location)));
    String sentOn = message(read(of, request, 302, "", "Location", location));
    assertTrue(sentOn.contains("names the task gw:t1"), sentOn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/v1/videos", "/v1/videos/", "ftp://a", "/x/t1"})
  void locationOfOtherResourceIsNoTask(String location) {
    SubmitOutcome outcome =
        read(Dialect.OPENAI_VIDEOS, VideoRequest.of("a kite"), 302, "", "Location", location);

    assertInstanceOf(SubmitOutcome.Rejected.class, outcome, message(outcome));
  }

  private static Dialect dialect(String name) {
    return switch (name) {
      case "NEW_API" -> Dialect.NEW_API;
      case "OPENAI_VIDEOS" -> Dialect.OPENAI_VIDEOS;
      default -> Dialect.MINIMAX_ANYAPI;
    };
  }
}
