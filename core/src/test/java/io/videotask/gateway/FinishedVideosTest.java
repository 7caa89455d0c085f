package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The videos of a finished task, and the notes of a running one. */
class FinishedVideosTest {
  private static final String A = "https://cdn.example.com/a.mp4";
  private static final String B = "https://cdn.example.com/b.mp4";
  private static final String C = "https://cdn.example.com/c.mp4";

  private static VideoTask.Completed finished(String fields) {
    return Answers.completed(Answers.row("\"status\":\"SUCCESS\"," + quoted(fields)));
  }

  private static VideoTask running(String fields) {
    VideoTask task = Answers.task(Answers.row("\"status\":\"IN_PROGRESS\"," + quoted(fields)));
    assertEquals(TaskState.IN_PROGRESS, task.state());
    return task;
  }

  private static String quoted(String fields) {
    return fields
        .replace('\'', '"')
        .replace("<A>", "\"" + A + "\"")
        .replace("<B>", "\"" + B + "\"")
        .replace("<C>", "\"" + C + "\"");
  }

  private static List<String> urls(VideoTask.Completed task) {
    return task.videos().stream().map(video -> String.valueOf(video.url())).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'videos':[<A>,<A>,<B>] | a b",
        "'url':<A>,'videos':[<B>,<A>] | b a",
        "'url':<A>,'videos':[<B>,<C>] | a",
        "'creations':[{'url':<A>},{'url':<B>}],'videos':[<B>,<A>] | a b",
        "'creations':[{'url':<A>},{'url':<B>}],'videos':[<A>,<B>,<C>] | a b c",
        "'url':<A>,'data':{'url':<B>} | a",
        "'videos':[' ',<B>] | b"
      })
  void firstUrlFieldIsUsedUnlessAnotherHasTheSameUrlAndMore(String fields, String names) {
    assertEquals(
        List.of(names.split(" ")).stream()
            .map(name -> "https://cdn.example.com/" + name + ".mp4")
            .toList(),
        urls(finished(fields)));
  }

  @Test
  void durationOfVideoIsPreferredToThatOfTask() {
    VideoTask.Completed both =
        finished("'duration':9,'creations':[{'url':<A>,'duration':5},{'url':<B>}]");

    assertEquals(5.0, both.videos().get(0).durationSeconds());
    assertEquals(9.0, both.videos().get(1).durationSeconds());
    assertEquals(
        5.0, finished("'url':<A>,'videos':[{'url':<A>,'duration':5}]").video().durationSeconds());
  }

  @Test
  void backupUrlBelongsToFirstVideo() {
    String file = "'file':{'download_url':<B>,'backup_download_url':<C>}";

    assertEquals(C, finished(file).video().backupUrl());
    assertEquals(C, finished("'url':<A>," + file).video().backupUrl());
    assertEquals(A, finished("'url':<A>," + file).video().url());
    VideoTask.Completed two = finished("'videos':[<A>,<B>]," + file);
    assertEquals(C, two.videos().get(0).backupUrl());
    assertNull(two.videos().get(1).backupUrl());
    assertNull(finished("'url':<A>,'file':{'backup_download_url':'none'}").video().backupUrl());
    assertNull(finished("'url':<A>").video().backupUrl());
  }

  @Test
  void pathWithoutBaseUrlIsNoBackupUrl() {
    Explanation explained =
        Dialect.NEW_API.explain(
            quoted("{'status':'SUCCESS','url':<A>,'file':{'backup_download_url':'/b.mp4'}}")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertNull(((Explanation.OfTask) explained).task().orThrow().video().backupUrl());
  }

  @Test
  void expiryIsReadFromFieldOrSignedUrl() {
    Instant instant = Instant.ofEpochSecond(1_767_323_030);

    assertEquals(instant, finished("'url':<A>,'expires_at':1767323030").video().expiresAt());
    assertEquals(
        instant, finished("'url':'" + A + "?Expires=1767323030&Signature=s'").video().expiresAt());
    assertNull(finished("'url':<A>").video().expiresAt());
    assertNull(finished("'progress':100").video().expiresAt());
  }

  @Test
  void fileIdZeroIsIgnored() {
    assertNull(finished("'file_id':0").video().fileId());
    assertNull(finished("'file_id':'0'").video().fileId());
    assertEquals("7", finished("'file_id':0,'data':{'file_id':7}").video().fileId());
  }

  @Test
  void singleDetailsBelongToFirstVideo() {
    VideoTask.Completed two =
        finished("'videos':[<A>,<B>],'file_id':7,'file':{'bytes':99},'width':4,'seed':3");

    VideoResult first = two.videos().get(0);
    VideoResult second = two.videos().get(1);
    assertEquals("7", first.fileId());
    assertEquals(99, first.bytes());
    assertNull(second.fileId());
    assertNull(second.bytes());
    assertEquals(4, second.width());
    assertEquals(3, second.seed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      value = {
        "'url':<A> | mp4",
        "'url':<A>,'format':' WebM ' | webm",
        "'url':<A>,'file':{'filename':'out.MOV '} | mov",
        "'url':<A>,'file':{'filename':'out.txt'} | mp4",
        "'file':{'filename':'out.mov'} | mov",
        "'url':'https://cdn.example.com/a.txt?x=.mp4' | none",
        "'url':'https://cdn.example.com/a' | none",
        "'url':'data:video/webm;base64,AAAA' | webm",
        "'url':'data:video/quicktime,AAAA' | mov",
        "'url':'data:video/odd,AAAA' | none",
        "'url':'data:image/mp4,AAAA' | none",
        "'progress':100 | none"
      })
  void formatIsReadFromFieldFileNameOrUrl(String fields, String format) {
    assertEquals(format, finished(fields).video().format());
  }

  @Test
  void widthAndHeightAreReadFromFieldsOrSize() {
    VideoResult sized = finished("'size':' 1280 x 720'").video();
    VideoResult both = finished("'size':'1280x720','width':4,'height':3").video();
    VideoResult odd = finished("'size':'720p'").video();

    assertEquals(1280, sized.width());
    assertEquals(720, sized.height());
    assertEquals(4, both.width());
    assertEquals(3, both.height());
    assertNull(odd.width());
    assertNull(odd.seed());
    assertNull(odd.bytes());
    assertNull(odd.fps());
    assertNull(odd.durationSeconds());
  }

  @Test
  void failReasonOtherThanFileIdIsIgnored() {
    VideoTask.Completed task =
        ((Explanation.OfTask)
                Dialect.MINIMAX_ANYAPI.explain(
                    "{\"status\":\"success\",\"fail_reason\":\"odd 123\"}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .task()
            .orThrow();

    assertNull(task.video().fileId());
    assertTrue(task.notes().toString().contains("fail_reason says: odd 123"));
  }

  @Test
  void onlyFinishedTaskHasFinishTime() {
    Instant instant = Instant.ofEpochSecond(1_767_323_030);

    assertNull(running("'finish_time':1767323030").seen().finishedAt());
    assertEquals(instant, finished("'finish_time':1767323030").seen().finishedAt());
  }

  @Test
  void onlyBeginningOfTruncatedBodyIsKept() {
    String beginning = quoted("{'status':'SUCCESS','file_id':7,'url':<A>,'file':{'bytes':9},'x':'");
    ParsedAnswer truncated = Answers.read(Dialect.NEW_API, Answers.QUERIED, 200, beginning, true);
    VideoTask.Completed task = ((ParsedAnswer.OfTask) truncated).task().orThrow();

    assertTrue(task.notes().toString().contains("the body is longer than the limit"));
    assertNull(task.video().url());
    assertEquals("7", task.video().fileId());
    assertEquals(9, task.video().bytes());
    ParsedAnswer early =
        Answers.read(Dialect.NEW_API, Answers.QUERIED, 200, "{\"progress\":1,", true);
    assertTrue(
        String.valueOf(((ParsedAnswer.OfError) early).error().getMessage())
            .contains("too long, and has no status before the limit"));
  }

  @Test
  void keyIsNotSentToContentPathOfOtherHost() {
    VideoTask.Completed foreign = finished("'url':'https://other.example.com/v1/videos/a/content'");
    VideoTask.Completed own = finished("'url':'https://gw.example.com/v1/videos/a/content'");

    assertTrue(foreign.notes().toString().contains("the key does not go there"));
    assertEquals(List.of(), own.notes());
    assertTrue(own.video().needsKey());
    assertEquals(List.of(), finished("'url':<A>").notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'error':{'code':'x1'} | that does not end it: error x1",
        "'error':{'code':'x1','message':'broke'} | that does not end it: broke (code x1)",
        "'error':'broke' | that does not end it: broke",
        "'fail_reason':'slow' | that does not end it: slow",
        "'data':{'error':'broke'} | that does not end it: broke"
      })
  void errorNextToRunningStatusIsNoted(String fields, String note) {
    List<String> notes = running(fields).notes();

    assertTrue(notes.stream().anyMatch(actual -> actual.endsWith(note)), notes::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'message':'SUCCEED'",
        "'message':'in the queue'",
        "'fail_reason':' '",
        "'fail_reason':<A>",
        "'data':{'fail_reason':'of the vendor'}",
        "'data':{'status':'running'}"
      })
  void messageNextToRunningStatusIsNotNoted(String fields) {
    assertEquals(List.of(), running(fields).notes());
  }

  @Test
  void finalStatusOfInnerGatewayHidesVendorsStatus() {
    String refused = "'data':{'base_resp':{'status_code':1026}}";

    running("'data':{'status':'succeeded'," + refused + "}");
    for (String status : List.of("'status':'running',", "'status':'odd',", "")) {
      String body = "'status':'IN_PROGRESS','data':{" + status + refused + "}";
      assertEquals(TaskState.FAILED, Answers.task(Answers.row(quoted(body))).state(), status);
    }
  }

  @Test
  void urlInFailedTaskIsNoted() {
    VideoTask failed = Answers.task(Answers.row(quoted("'status':'FAILURE','data':{'url':<A>}")));

    assertTrue(
        failed.notes().toString().contains("the vendor's answer has a URL"),
        failed.notes()::toString);
    assertEquals(
        List.of(),
        Answers.task(Answers.row("\"status\":\"FAILURE\",\"finish_time\":1795878000")).notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':'top','data':{'error':{'code':'row'}}} | the answer has no status word; it says: error row",
        "{'error':'top','data':{'progress':1}} | the answer has no status word; it says: top",
        "{'progress':1} | the answer has no status word"
      })
  void answerWithoutStatusNotesReasonOfRowFirst(String body, String note) {
    assertEquals(List.of(note), Answers.task(quoted(body)).notes());
  }
}
