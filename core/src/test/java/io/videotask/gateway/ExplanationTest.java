package io.videotask.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.client.GatewayServer;
import io.videotask.internal.http.HttpTransport;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explanations of bodies without a query. */
class ExplanationTest {
  private static Explanation explain(Dialect dialect, String body) {
    return dialect.explain(body.replace('\'', '"').getBytes(UTF_8));
  }

  private static Explanation.OfTask task(String body) {
    return task(Dialect.NEW_API, body);
  }

  private static Explanation.OfTask task(Dialect dialect, String body) {
    Explanation explained = explain(dialect, body);
    return assertInstanceOf(Explanation.OfTask.class, explained, explained::toString);
  }

  private static Explanation.OfError error(String body) {
    return assertInstanceOf(Explanation.OfError.class, explain(Dialect.NEW_API, body));
  }

  private static void assertExplained(String sentence, Explanation explained) {
    assertTrue(
        explained.why().stream().anyMatch(why -> why.contains(sentence)),
        () -> sentence + " is not in " + explained.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'status':'QUEUED'} | the status word \"QUEUED\" means QUEUED",
        "{'status':'odd'} | the status word \"odd\" is not known",
        "{'status':'success','url':'https://a.example/v'} | a URL is in url",
        "{'status':'success','url':'https://a.example/v','expires_at':1767323030}"
            + " | a field next to the URL has its expiry",
        "{'status':'success','fail_reason':'https://a.example/v'} | fail_reason holds a URL",
        "{'id':'a','status':'success'} | the task is finished and its answer carries no URL",
        "{'id':'a','status':'success','url':'no'} | url holds no URL although the task is finished",
        "{'status':'success','url':'//a.example/v'} | url: the URL had no scheme",
        "{'status':'success','fail_reason':' odd '} | and yet fail_reason says: odd",
        "{'base_resp':{'status_code':1026}} | base_resp 1026 is MiniMax's refusal",
        "{'status':'QUEUED','fail_reason':['a']} | $.fail_reason came as",
        "{'status':'QUEUED','fail_reason':['a']} | and was left out",
        "{'status':'QUEUED','fail_reason':7} | and was read all the same",
        "{'status':'QUEUED','progress':{'a':1}}"
            + " | $.progress came as object instead of text or number, and was left out",
        "{'status':'QUEUED','progress':[1]}"
            + " | $.progress came as array instead of text or number, and was left out",
        "{'output':{'task_status':'RUNNING','fail_reason':['a']}} | $.output.fail_reason came as"
      })
  void decisionIsExplained(String body, String sentence) {
    assertExplained(sentence, task(body));
  }

  @Test
  void toleratedTypeIsExplainedButNotNoted() {
    Explanation.OfTask explained = task("{'status':'QUEUED','format':7}");

    assertExplained("$.format came as", explained);
    assertEquals(List.of(), explained.task().notes());
  }

  @Test
  void expiryOfSignedUrlIsExplained() {
    Explanation.OfTask explained =
        task("{'status':'success','url':'https://a.example/v?Expires=1767323030&Signature=s'}");

    assertExplained("the URL itself has its expiry", explained);
  }

  @Test
  void fileIdInFailReasonIsExplained() {
    Explanation.OfTask explained =
        task(Dialect.MINIMAX_ANYAPI, "{'status':'success','fail_reason':'123456'}");

    assertExplained("fail_reason holds the file id", explained);
    assertEquals("123456", explained.task().orThrow().video().fileId());
  }

  @Test
  void contentPathNeedsBaseUrl() {
    Explanation.OfTask explained =
        task(Dialect.OPENAI_VIDEOS, "{'id':'video_1','status':'completed'}");

    assertExplained("there is no base URL to complete it", explained);
    assertFalse(explained.why().toString().contains("carries no URL"));
  }

  @Test
  void contentPathOfGatewayIsExplained() {
    DecisionLog log = new DecisionLog();
    QueryContext query =
        new QueryContext(
            "a",
            null,
            Answers.BASE,
            GatewayServer.NOW,
            200,
            null,
            null,
            () -> "https://gw.example.com/v1/videos/video_1/content");

    new AnswerReader(Dialect.OPENAI_VIDEOS.adapter())
        .read(query, "{\"id\":\"video_1\",\"status\":\"completed\"}", false, null, log);

    assertTrue(log.why().contains("the gateway serves the video at its content path"));
    assertEquals(List.of(), log.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | no answer | the body is empty",
        "<html> | a web page | the body is a web page",
        "[] | no answer | the body is JSON, but no object",
        "{'code':'task_not_exist','data':null} | an answer without a task | knows no such task",
        "{'base_resp':{'status_code':1002,'status_msg':'slow down'}} | an answer without a task"
            + " | : base_resp 1002 slow down; ",
        "{'base_resp':{'status_code':1002}} | an answer without a task | : base_resp 1002; "
      })
  void answerWithoutTaskIsExplained(String body, String shape, String sentence) {
    Explanation.OfError explained = error(body);

    assertEquals(shape, explained.shape());
    assertExplained(sentence, explained);
    assertExplained(String.valueOf(explained.error().getMessage()), explained);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'task_id':'a','status':'x'} | new-api:a",
        "{'status':'x'} | new-api:-",
        "{'task_id':'..','status':'x'} | new-api:-"
      })
  void referenceUsesValidIdOfBody(String body, String ref) {
    Explanation.OfTask explained = task(body);

    assertEquals(ref, explained.task().ref().toString());
    assertEquals(
        body.contains(".."),
        explained.task().notes().toString().contains("characters that no id of ours may have"));
  }

  @Test
  void minimaxV2IsRecognisedByWrapper() {
    assertEquals(
        "minimax:v2:a",
        task(Dialect.MINIMAX, "{'task':{'task_id':'a','status':'running'}}")
            .task()
            .ref()
            .toString());
    assertEquals(
        "minimax:a",
        task(Dialect.MINIMAX, "{'task_id':'a','status':'Processing'}").task().ref().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "openai-videos | {'id':'a','status':'queued'} | true",
        "openai-videos | {'code':'success','data':{'task_id':'a','status':'queued'}} | false",
        "openai-videos | {'task_id':'a','status':'Fail','base_resp':{'status_code':0}} | false",
        "minimax | {'task_id':'a','status':'Fail','base_resp':{'status_code':0}} | true",
        "minimax | {'task':{'task_id':'a','status':'running'}} | true",
        "minimax | {'task_id':'a','status':'running'} | false",
        "new-api | {'task_id':'a','status':'running'} | true"
      })
  void usualFormatOfDialectIsRecognised(String dialect, String body, boolean usual) {
    assertEquals(usual, task(Dialect.named(dialect).orElseThrow(), body).usual());
  }

  @Test
  void bodyBeyondQueryLimitIsTooLong() {
    byte[] body = new byte[(int) HttpTransport.MAX_BODY_BYTES + 1];
    Arrays.fill(body, (byte) ' ');

    Explanation.OfError explained =
        assertInstanceOf(Explanation.OfError.class, Dialect.NEW_API.explain(body));

    assertEquals(ErrorKind.MALFORMED_RESPONSE, explained.error().kind());
    assertExplained("the body is far too long", explained);
    assertExplained(
        "the body is empty",
        Dialect.NEW_API.explain(Arrays.copyOf(body, (int) HttpTransport.MAX_BODY_BYTES)));
  }

  @ParameterizedTest
  @CsvSource({
    "404, NOT_FOUND",
    "401, AUTHENTICATION",
    "503, UNREACHABLE",
    "418, MALFORMED_RESPONSE"
  })
  void errorIsExplainedByItsHttpStatus(int status, ErrorKind kind) {
    var error =
        assertInstanceOf(
            Explanation.OfError.class, Dialect.OPENAI_VIDEOS.explain("{}".getBytes(UTF_8), status));

    assertEquals(kind, error.error().kind());
    assertEquals(status, error.error().httpStatus());
    assertExplained("(HTTP " + status + ")", error);
  }

  @Test
  void emptyAnswerWithHttp202IsUnderWay() {
    var pending =
        assertInstanceOf(Explanation.OfTask.class, Dialect.OPENAI_VIDEOS.explain(new byte[0], 202));

    assertFalse(pending.task().state().isTerminal());
  }

  @ParameterizedTest
  @CsvSource({"0", "199", "600", "-404"})
  void impossibleHttpStatusIsRefused(int status) {
    assertThrows(
        IllegalArgumentException.class, () -> Dialect.NEW_API.explain(new byte[0], status));
  }
}
