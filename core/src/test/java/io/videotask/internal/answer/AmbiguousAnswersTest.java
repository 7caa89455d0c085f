package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.internal.engine.PollResult.RetryAdvice;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose status is ambiguous: final or not, the task's or the envelope's. */
class AmbiguousAnswersTest {
  private static final TaskRef QUERIED = TaskRef.parse("new-api:t1");

  private static ParsedAnswer read(int status, String body) {
    return Answers.read(Dialect.NEW_API, QUERIED, status, body.replace('\'', '"'));
  }

  private static ParsedAnswer.OfTask task(int status, String body) {
    ParsedAnswer parsed = read(status, body);
    return assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString);
  }

  private static FailedQuery failed(int status, String body) {
    ParsedAnswer parsed = read(status, body);
    return assertInstanceOf(ParsedAnswer.OfError.class, parsed, parsed::toString).failed();
  }

  private static String sentence(int status, String body) {
    return String.valueOf(failed(status, body).error().getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'status':'error','message':'database is locked'} | RETRY",
        "{'status':'error','data':null} | RETRY",
        "{'status':'failed','code':429,'message':'slow down'} | RETRY_SLOWER",
        "{'status':'failed','code':401,'message':'no'} | CONFIRM_ONCE_ANSWERED",
        "{'success':false,'status':'failed','message':'oops'} | RETRY",
        "{'status':'fail','data':{'task_id':'t1'}} | RETRY",
        "{'status':'error','error':{'code':'db','message':'locked'}} | RETRY",
        "{'status':'failed','error':{'code':'db'}} | RETRY",
        "{'status':'failed','code':1,'error':{'code':'db','message':'locked'}} | RETRY",
        "{'status':'failed','error':{'code':'db','message':'locked'},'data':{'task_id':'t1'}} | RETRY",
        "{'status':'failed','error':{'message':'locked'}} | RETRY",
        "{'status':'failed','message':'locked','code':'db'} | RETRY",
        "{'status':'timeout','message':'upstream'} | RETRY",
        "{'status':'cancelled'} | RETRY",
        "{'status':'not_found'} | CONFIRM",
        "{'code':'success','data':{'task_id':'t1','status':'not_found'}} | CONFIRM",
        "{'id':'req-1','status':'error','message':'database'} | RETRY_IN_WAIT"
      })
  void envelopeFailureIsFailedQuery(String body, RetryAdvice remedy) {
    assertEquals(remedy, failed(200, body).advice(), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'status':'success'} | UNKNOWN",
        "{'status':'success','data':{'id':'t1'}} | UNKNOWN",
        "{'status':'success','data':{'id':'t1','status':'processing'}} | IN_PROGRESS",
        "{'status':'fail','data':{'task_id':'t1','status':'running'}} | IN_PROGRESS",
        "{'code':0,'status':'success','result':{'id':'t1','status':'queued'}} | QUEUED",
        "{'state':'done','tasks':[{'id':'x','status':'failed'},{'id':'t1','status':'running'}]}"
            + " | IN_PROGRESS",
        "{'status':'success','data':[{'id':'t1','status':'processing'}]} | IN_PROGRESS",
        "{'status':'success','data':[{'id':'x','status':'processing'}]} | IN_PROGRESS",
        "{'status':'success','data':{'tasks':[{'task_id':'t1','status':'completed'}]}} | COMPLETED",
        "{'status':'success','data':{'status':'success','data':{'id':'t1','status':'queued'}}}"
            + " | QUEUED",
        "{'code':'success','data':{'status':'success','data':{'task_id':'t1','status':'running'}}}"
            + " | IN_PROGRESS",
        "{'status':'success','task':{'id':'t1','status':'running'}} | IN_PROGRESS",
        "{'status':'success','output':{'task_status':'RUNNING'}} | IN_PROGRESS",
        "{'id':'req-1','status':'success','data':{'id':'t1','status':'running'}} | IN_PROGRESS",
        "{'status':'ok','data':{'id':'t1','status':'running'}} | IN_PROGRESS",
        "{'status':'success','data':{'video_url':'https://a.example/v.mp4'}} | COMPLETED",
        "{'status':'failed','fail_reason':'too dark'} | FAILED",
        "{'status':'failed','error':{'code':'invalid_argument','message':'moderated'}} | FAILED",
        "{'id':'t1','status':'failed'} | FAILED",
        "{'code':'success','data':{'status':'SUCCESS'}} | COMPLETED",
        "{'status':'success','data':{'file_id':'20512'}} | COMPLETED",
        "{'status':'success','payload':{'job':{'status':'running'}}} | IN_PROGRESS",
        "{'status':'success','payload':{'job':{'status':'running'},'bill':{'status':'paid'}}}"
            + " | IN_PROGRESS",
        "{'status':'success','payload':{'a':{'status':'running'},'b':{'status':'done'}}} | UNKNOWN",
        "{'status':'success','usage':{'status':'completed'}} | UNKNOWN",
        "{'status':'success','data':{'duration':5}} | UNKNOWN",
        "{'status':'running','data':{'status':'failed'}} | IN_PROGRESS",
        "{'status':'queued','data':{'status':'running'}} | QUEUED",
        "{'code':'success','data':{'status':'success','data':{'status':'running'}}} | IN_PROGRESS",
        "{'code':'success','data':{'status':'success','data':{'status':'failed'}}} | COMPLETED",
        "{'data':[{'id':'x','status':'processing'},{'id':'t1','status':'queued'}]} | QUEUED",
        "{'data':[{'id':'x','status':'processing'}]} | UNKNOWN",
        "{'status':'success','data':[{'id':'x','status':'done'},{'id':'y'}]} | UNKNOWN",
        "{'status':'success','data':{'status':'running','progress':'10%','data':{'status':'done'}}}"
            + " | IN_PROGRESS",
        "{'code':'success','data':{'task_id':'t1','status':'SUCCESS','data':{'id':'v','status':'running'}}}"
            + " | COMPLETED"
      })
  void statusOfTaskIsUsed(String body, TaskState state) {
    assertEquals(state, task(200, body).task().state(), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'id':'t1','status':'failed'} | true",
        "{'code':'success','data':{'task_id':'t1','status':'FAILURE','fail_reason':''}} | true",
        "{'id':'t1','status':'failed','error':{'message':'too dark'}} | false",
        "{'id':'t1','status':'failed','error':{'code':'x'}} | false",
        "{'id':'t1','status':'failed','finished_at':1795878000} | false",
        "{'id':'t1','status':'cancelled'} | false",
        "{'id':'t1','status':'completed'} | false"
      })
  void failureWithoutReasonMustBeConfirmed(String body, boolean toConfirm) {
    ParsedAnswer.OfTask read = task(200, body);
    assertEquals(toConfirm, read.needsConfirmation(), body);
    assertEquals(toConfirm, read.task().notes().toString().contains("it may be none"), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {'status':'failed','fail_reason':'too dark'} | true",
        "200 | {'status':'failed','fail_reason':'too dark','progress':'30%'} | false",
        "200 | {'status':'failed','fail_reason':'too dark','model':'m'} | false",
        "200 | {'task_id':'t1','status':'failed','fail_reason':'too dark'} | false",
        "200 | {'id':'t1','status':'failed','fail_reason':'too dark'} | false",
        "200 | {'code':'success','data':{'status':'FAILURE','fail_reason':'too dark'}} | false",
        "200 | {'id':'t1','status':'error','error':{'message':'too dark'}} | false",
        "300 | {'id':'t1','status':'error','error':{'message':'too dark'}} | true",
        "500 | {'id':'t1','status':' ERROR ','error':{'message':'too dark'}} | true",
        "500 | {'id':'t1','status':'failed','error':{'message':'too dark'}} | false",
        "500 | {'id':'t1','status':'cancelled'} | false"
      })
  void failureThatMayBeTheEnvelopesMustBeConfirmed(int http, String body, boolean toConfirm) {
    assertEquals(toConfirm, task(http, body).needsConfirmation(), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'data':[{'id':'x','status':'processing'}]} | IN_PROGRESS",
        "{'data':[{'id':'x','status':'processing'},{'id':'y','status':'done'}]} | UNKNOWN",
        "{'data':[{'id':'x'}]} | UNKNOWN",
        "{'id':'x','status':'failed'} | FAILED"
      })
  void explainedBodyMayHoldOneTask(String body, TaskState state) {
    ParsedAnswer parsed = Answers.read(Dialect.NEW_API, null, 200, body.replace('\'', '"'));
    assertEquals(
        state,
        assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task().state());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "Accepted", "[]", "{'x':1}", "{'message':'accepted','id':'t1'}"})
  void http202WithoutTaskIsPending(String body) {
    assertEquals(TaskState.UNKNOWN, task(202, body).task().state());
  }

  @Test
  void http202WithoutBodyIsNoted() {
    assertTrue(noted(task(202, "").task(), "HTTP 202"));
  }

  private static boolean noted(VideoTask task, String words) {
    return task.notes().toString().contains(words);
  }

  @Test
  void http202WithTaskOrErrorIsRead() {
    assertEquals(TaskState.QUEUED, task(202, "{'status':'pending'}").task().state());
    assertEquals(TaskState.COMPLETED, task(202, "{'id':'t1','status':'done'}").task().state());
    assertEquals(RetryAdvice.RETRY_IN_WAIT, failed(202, "<html>").advice(), "a challenge page");
    assertEquals(
        RetryAdvice.RETRY_SLOWER, failed(202, "{'base_resp':{'status_code':1002}}").advice());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 409, 422, 451})
  void refusedContentEndsTask(int status) {
    ParsedAnswer.OfTask read =
        task(status, "{'error':{'code':'moderation_blocked','message':'no'}}");
    VideoTask.Ended ended = assertInstanceOf(VideoTask.Ended.class, read.task());
    assertEquals(TaskState.FAILED, ended.state());
    assertEquals(false, ended.failure().retryable());
    assertEquals("moderation_blocked", ended.failure().code());
    assertFalse(read.needsConfirmation());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 402, 404, 408, 429, 500, 503})
  void otherHttpStatusIsNoRefusal(int status) {
    failed(status, "{'error':{'code':'moderation_blocked','message':'moderation'}}");
  }

  @Test
  void refusalByTextWith403MustBeConfirmed() {
    assertTrue(task(403, "{'error':{'message':'held back by moderation'}}").needsConfirmation());
    failed(403, "{'error':{'message':'this key has no access','code':'access_denied'}}");
    failed(400, "{'error':{'message':'this id has the wrong form','code':'invalid_request'}}");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 409, 422, 500, 502})
  void finalStatusWithQueriedIdEndsTaskAtAnyHttpStatus(int status) {
    assertEquals(
        TaskState.FAILED,
        task(status, "{'id':'t1','status':'failed','error':{'message':'broke'}}").task().state());
    assertEquals(
        TaskState.CANCELLED,
        task(status, "{'code':1,'data':{'task_id':'t1','status':'cancelled'}}").task().state());
    failed(status, "{'status':'failed','error':{'message':'worker lost'}}");
    failed(status, "{'id':'other','status':'failed'}");
    failed(status, "{'id':'t1','status':'running'}");
  }

  @Test
  void finalStatusWithHttpErrorKeepsTheNotesOfItsReading() {
    String notes =
        task(500, "{'status':'error','data':{'id':'t1','status':'cancelled'}}")
            .task()
            .notes()
            .toString();
    assertTrue(notes.contains("HTTP 500"), notes);
  }

  @ParameterizedTest
  @CsvSource({"400, CONFIRM", "499, CONFIRM", "500, RETRY", "302, RETRY_ONCE_ANSWERED"})
  void codeInAnAnswerCountsWithHttp4xxOnly(int status, RetryAdvice advice) {
    String body = "{'code':'task_not_exist','message':'no such task'}";
    assertEquals(advice, failed(status, body).advice());
  }

  @Test
  void gatewayFailureIsNotBlamedOnKey() {
    String locked = "{'error':{'message':'database is locked','code':''}}";
    assertEquals(RetryAdvice.RETRY, failed(401, locked).advice());
    assertTrue(sentence(401, locked).contains("your key is not the cause"));
    String quota = "{'code':'pre_consume_token_quota_failed','message':'%s'}";
    assertEquals(RetryAdvice.RETRY, failed(403, quota.formatted("database is locked")).advice());
    assertEquals(
        RetryAdvice.CONFIRM_ONCE_ANSWERED,
        failed(403, quota.formatted("the token has not enough quota")).advice());
    assertTrue(
        sentence(403, "{'code':'fail_to_fetch_task','message':'invalid key'}")
            .contains("not yours"));
  }

  @Test
  void webPageIsReportedWithTitle() {
    String page = "<html><head><title>Checking\n your browser</title></head></html>";
    assertTrue(sentence(403, page).contains("a web page with the title \"Checking your browser\""));
    assertTrue(sentence(200, page).contains("a web page with the title \"Checking your browser\""));
    assertTrue(sentence(404, "404 page not found").contains(": 404 page not found;"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'error':'Bad Gateway','error_message':'out of memory' | out of memory",
        "'error':'generation_failed','failure_reason':'input_moderation' | input_moderation",
        "'error':'task failed','reason':'too dark' | too dark",
        "'error':'the queue gave up','reason':'no node was free' | the queue gave up: no node was free",
        "'error':{'message':'Task failed','code':'x'},'detail':'no face found' | no face found",
        "'errors':[{'message':'one'},{'message':'two'}] | one; two",
        "'detail':[{'loc':['body','seconds'],'msg':'has to be 4'}] | body.seconds has to be 4",
        "'error':{'message':'upstream error: {\\'error\\':{\\'message\\':\\'no free slot\\'}}'}"
            + " | upstream error: no free slot",
        "'error':'Internal Server Error' | Internal Server Error"
      })
  void specificReasonIsReported(String fields, String message) {
    VideoTask task = task(200, "{'id':'t1','status':'failed'," + fields + "}").task();
    assertEquals(message, assertInstanceOf(VideoTask.Ended.class, task).failure().message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'respect_moderation':false | FAILED",
        "'respect_moderation':true | COMPLETED",
        "'content_filter':{'filtered_count':1,'reasons':['x']} | FAILED",
        "'raiMediaFilteredCount':0 | COMPLETED",
        "'raiMediaFilteredCount':1,'url':'https://a.example/v.mp4' | COMPLETED",
        "'raiMediaFilteredCount':1,'url':'https://gw.example.com/v1/videos/t1/content' | FAILED",
        "'raiMediaFilteredCount':null | COMPLETED",
        "'nsfw':true | FAILED",
        "'nsfw':true,'fail_reason':'https://a.example/v.mp4' | COMPLETED",
        "'nsfw':true,'fail_reason':'too dark' | FAILED",
        "'nsfw':false | COMPLETED",
        "'input':{'respect_moderation':false} | COMPLETED"
      })
  void videoRemovedByModerationIsFailed(String fields, TaskState state) {
    VideoTask task = task(200, "{'id':'t1','status':'done'," + fields + "}").task();
    assertEquals(state, task.state());
    if (task instanceof VideoTask.Ended ended) {
      assertEquals(false, ended.failure().retryable());
      assertTrue(noted(task, "moderation took the video"), task.notes()::toString);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'content_filter':{'filtered_count':1,'reasons':['too dark']} | too dark",
        "'content_filter':{'filtered_count':1} | moderation took the video (filtered_count)"
      })
  void reasonOfRemovalIsReported(String fields, String message) {
    VideoTask task = task(200, "{'id':'t1','status':'done'," + fields + "}").task();
    assertEquals(message, assertInstanceOf(VideoTask.Ended.class, task).failure().message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'content':[{'type':'video','url':'<1>'},{'type':'video','url':'<2>'}] | 1 2",
        "'content':[{'type':'image','url':'<1>'},{'type':'video_url','video_url':{'url':'<2>'}}] | 2",
        "'content':[{'type':'video','url':'<1>','cover':{'url':'<2>'}}] | 1",
        "'url':'<1>','urls':['<1>','<2>',null] | 1 2",
        "'urls':['<1>'],'url':null | 1",
        "'unsigned_urls':['https://gw.example.com/v1/videos/t1/content'],'urls':['<1>'] | 1",
        "'file':{'download_url':'','backup_download_url':'<2>'} | 2"
      })
  void everyListOfUrlsIsRead(String fields, String expected) {
    String body = "{'id':'t1','status':'completed'," + fields + "}";
    ParsedAnswer parsed =
        Answers.read(
            Dialect.OPENAI_VIDEOS,
            TaskRef.parse("openai-videos:t1"),
            200,
            body.replace("<", "https://cdn.example.com/").replace(">", "").replace('\'', '"'));
    ParsedAnswer.OfTask read = assertInstanceOf(ParsedAnswer.OfTask.class, parsed);
    VideoTask.Completed task = assertInstanceOf(VideoTask.Completed.class, read.task());
    assertEquals(
        expected,
        task.videos().stream()
            .map(video -> String.valueOf(video.url()).replace("https://cdn.example.com/", ""))
            .collect(java.util.stream.Collectors.joining(" ")));
    assertEquals(java.util.List.of(), task.notes());
  }
}
