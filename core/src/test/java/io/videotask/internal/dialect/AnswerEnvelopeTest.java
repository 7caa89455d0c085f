package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.videotask.gateway.Dialect;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.text.Scalar;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The level with the gateway's own status, and the names of the formats. */
class AnswerEnvelopeTest {
  private static AnswerEnvelope envelope(String body) throws IOException {
    AnswerDecoder json = Dialect.NEW_API.adapter();
    return AnswerEnvelope.of(json.level(body.replace('\'', '"'), Position.top(Drift.IGNORED)));
  }

  private static VideoTask task(String body) {
    ParsedAnswer parsed = Answers.read(Dialect.NEW_API, null, 200, body.replace('\'', '"'));
    return assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'task_id':'a','status':'queued'} | a flat task",
        "{'status':'queued'} | a flat task",
        "{'id':'a','task_id':'b','status':'queued'} | a flat task",
        "{'id':'a','status':'queued'} | an OpenAI video object",
        "{'task_id':'a','status':'Fail','base_resp':{'status_code':0}} | MiniMax's own answer",
        "{'code':'success','data':{'status':'queued'}} | an envelope around a task row",
        "{'status':'success','data':{'task_id':'a','status':'queued'}}"
            + " | an envelope with a status of its own around a task row",
        "{'task':{'status':'queued'}} | a task in a wrapper (MiniMax v2, DashScope)",
        "{'output':{'task_status':'PENDING'}} | a task in a wrapper (MiniMax v2, DashScope)",
        "{'code':'success','data':{'progress':1}} | an answer without a task",
        "{'progress':1} | an answer without a task"
      })
  void formatsHaveNames(String body, String shape) {
    ParsedAnswer parsed = Answers.read(Dialect.NEW_API, null, 200, body.replace('\'', '"'));

    assertEquals(shape, parsed.shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'status':'success','data':{'task_id':'a','status':'row'}} | row",
        "{'status':'ok','data':{'task_id':'a','status':'row'}} | row",
        "{'status':'top','data':{'task_id':'a','status':'row'}} | row",
        "{'status':'success','task_id':'a','data':{'task_id':'b','status':'row'}} | success",
        "{'status':'success','id':'a','data':{'task_id':'b','status':'row'}} | success",
        "{'status':'success','progress':5,'data':{'task_id':'b','status':'row'}} | success",
        "{'status':'success','data':{'status':'row'}} | row",
        "{'status':'success','data':{'task_id':'a'}} | success",
        "{'status':'success'} | success"
      })
  void successIsEnvelopesOnlyWithoutTaskFields(String body, String status) {
    assertEquals(status, task(body).rawStatus());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'status':'200','data':{'status':'row'}} | row",
        "{'status':'200','data':{'progress':1}} | 200",
        "{'status':'200'} | 200",
        "{'status':'200','task':{'status':'wrapped'}} | wrapped",
        "{'data':{'status':'row'},'task':{'status':'wrapped'}} | row",
        "{'data':{'progress':1},'task':{'status':'wrapped'}} | wrapped",
        "{'status':'top','task':{'status':'wrapped'}} | wrapped"
      })
  void numericStatusIsEnvelopes(String body, String status) {
    assertEquals(status, task(body).rawStatus());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "{'data':{'task':{'status':'wrapped'}}} | wrapped",
        "{'data':{'status':'row','task':{'status':'wrapped'}}} | row",
        "{'data':{'code':0,'data':{'status':'inner'}}} | inner",
        "{'data':{'code':0,'data':{'code':0,'data':{'task':{'status':'deep'}}}}} | deep",
        "{'data':{'code':0,'task':{'progress':1},'data':{'status':'inner'}}} | inner",
        "{'data':{'code':0,'status':'row','data':{'status':'inner'}}} | row",
        "{'data':{'data':{'status':'no envelope'}}} | none",
        "{'data':{'code':0,'task_id':'a','data':{'status':'a vendor says'}}} | none",
        "{'data':{'code':0}} | none"
      })
  void nestedEnvelopeIsFollowedToRow(String body, String status) throws IOException {
    assertEquals(status, envelope(body).row().status());
  }

  @Test
  void levelsGoInwardAndTopIsLast() throws IOException {
    String below =
        "'data':{'progress':2,'data':[{'progress':3},{'progress':4}]},"
            + "'task':{'progress':5,'data':{'progress':6}}";
    AnswerEnvelope flat = envelope("{'status':'x','progress':1," + below + "}");
    AnswerEnvelope enveloped =
        envelope("{'progress':9,'data':{'status':'x','progress':1," + below + "}}");

    assertEquals(List.of("1", "2", "3", "4", "5", "6"), progress(flat.levels()));
    assertEquals(List.of("1", "2", "3", "4", "5", "6", "9"), progress(enveloped.levels()));
    for (AnswerEnvelope envelope : List.of(flat, enveloped)) {
      assertEquals(
          List.of("2", "3", "4", "5", "6"), progress(envelope.nestedOf(envelope.levels())));
    }
  }

  private static List<String> progress(List<AnswerNode> levels) {
    List<String> progress = new ArrayList<>();
    for (AnswerNode level : levels) {
      Scalar scalar = level.progress();
      progress.add(scalar == null ? "none" : scalar.text());
    }
    return progress;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "{'task_id':'a','id':'b','status':'x'} | a",
        "{'task_id':' a ','status':'x'} | a",
        "{'id':' b ','status':'x'} | b",
        "{'data':{'task_id':'a','id':7,'status':'x'}} | a",
        "{'task_id':'top','data':{'id':7,'status':'x'}} | top",
        "{'data':{'id':7,'status':'x'}} | none",
        "{'id':'request','data':{'id':7,'status':'x'}} | none",
        "{'task':{'id':'b','status':'x'}} | b",
        "{'status':'x'} | none"
      })
  void taskIdIsReadFromRow(String body, String id) throws IOException {
    assertEquals(id, envelope(body).id());
  }
}
