package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.internal.answer.Answers;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers of new-api's family pass on the answers of many vendors and of one another: those of one
 * are read at another.
 */
class NewApiFamilyTest {
  private static final String VIDEO_URL = "https://cdn.example.com/a%2Fb.mp4?s=%3D";

  static Stream<Arguments> errors() {
    return each(
        Arguments.of("{'code':'task_not_exist','message':'no'}", ErrorKind.NOT_FOUND),
        Arguments.of("{'code':'task_not_exist','data':null}", ErrorKind.NOT_FOUND),
        Arguments.of("{'code':'get_task_failed','message':'no'}", ErrorKind.UNREACHABLE),
        Arguments.of("{'base_resp':{'status_code':1002}}", ErrorKind.RATE_LIMITED),
        Arguments.of("{'base_resp':{'status_code':1004}}", ErrorKind.AUTHENTICATION),
        Arguments.of("{'data':{'base_resp':{'status_code':1008}}}", ErrorKind.PERMISSION),
        Arguments.of("{'task_id':'task_2','status':'queued'}", ErrorKind.MALFORMED_RESPONSE));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void answerWithoutTaskHasSameOutcomeInTheFamily(Dialect dialect, String body, ErrorKind kind) {
    ParsedAnswer parsed = read(dialect, body);

    assertEquals(
        kind,
        assertInstanceOf(ParsedAnswer.OfError.class, parsed, parsed::toString).error().kind());
  }

  static Stream<Arguments> states() {
    return each(
        Arguments.of("{'status':'running'}", TaskState.IN_PROGRESS),
        Arguments.of("{'state':'running'}", TaskState.IN_PROGRESS),
        Arguments.of("{'task_status':'running'}", TaskState.IN_PROGRESS),
        Arguments.of("{'data':{'task_id':'task_1','status':'FAILURE'}}", TaskState.FAILED),
        Arguments.of("{'task':{'id':'task_1','status':'cancelled'}}", TaskState.CANCELLED),
        Arguments.of("{'output':{'task_id':'x','task_status':'PENDING'}}", TaskState.QUEUED),
        Arguments.of("{'base_resp':{'status_code':1027}}", TaskState.FAILED),
        Arguments.of("{'progress':30}", TaskState.UNKNOWN),
        Arguments.of("{'error':{'code':'x','message':'broke'}}", TaskState.UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("states")
  void statusIsFoundInEveryField(Dialect dialect, String body, TaskState state) {
    assertEquals(state, task(dialect, body).state());
  }

  static Stream<Arguments> places() {
    return each(
        Stream.of(
                "'url':'A'",
                "'video_url':'A'",
                "'result_url':'A'",
                "'output':'A'",
                "'output':['A']",
                "'output':{'video_url':'A'}",
                "'video':'A'",
                "'video':{'url':'A'}",
                "'videos':['A']",
                "'videos':[{'url':'A'}]",
                "'videos':[{'video_url':'A'}]",
                "'data':[{'url':'A'}]",
                "'data':[{'video_url':'A'}]",
                "'data':{'file':{'download_url':'A'}}",
                "'content':{'url':'A'}",
                "'content':{'video_url':'A'}",
                "'file':{'download_url':'A'}",
                "'fail_reason':'A'")
            .map(field -> Arguments.of(field.replace("A", VIDEO_URL)))
            .toArray(Arguments[]::new));
  }

  @ParameterizedTest
  @MethodSource("places")
  void urlIsFoundInEveryField(Dialect dialect, String field) {
    VideoTask task = task(dialect, "{'task_id':'task_1','status':'succeeded'," + field + "}");

    assertEquals(VIDEO_URL, assertInstanceOf(VideoTask.Completed.class, task).video().url());
  }

  static List<Dialect> dialects() {
    return Dialect.all().stream().filter(dialect -> dialect.adapter().isOfNewApisFamily()).toList();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everyVideoOfListIsReturned(Dialect dialect) {
    VideoTask task =
        task(
            dialect,
            "{'code':'success','data':{'task_id':'task_1','status':'SUCCESS','data':["
                + "{'audio_url':'https://cdn.example.com/a.mp3','video_url':'https://cdn.example.com/a.mp4'},"
                + "{'audio_url':'https://cdn.example.com/b.mp3','video_url':'https://cdn.example.com/b.mp4'}]}}");

    assertEquals(
        List.of("https://cdn.example.com/a.mp4", "https://cdn.example.com/b.mp4"),
        assertInstanceOf(VideoTask.Completed.class, task).videos().stream()
            .map(video -> String.valueOf(video.url()))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void errorNextToRunningStateIsNoted(Dialect dialect) {
    VideoTask task = task(dialect, "{'status':'in_progress','error':{'message':'rate limit'}}");

    assertEquals(TaskState.IN_PROGRESS, task.state());
    assertTrue(
        task.seen().notes().toString().contains("rate limit"), task.seen().notes().toString());
  }

  private static Stream<Arguments> each(Arguments... cases) {
    return dialects().stream()
        .flatMap(
            dialect ->
                Stream.of(cases)
                    .map(
                        other ->
                            Arguments.of(
                                Stream.concat(Stream.of(dialect), Stream.of(other.get()))
                                    .toArray())));
  }

  private static VideoTask task(Dialect dialect, String body) {
    ParsedAnswer parsed = read(dialect, body);
    return assertInstanceOf(ParsedAnswer.OfTask.class, parsed, parsed::toString).task();
  }

  private static ParsedAnswer read(Dialect dialect, String body) {
    return Answers.read(dialect, Answers.QUERIED, 200, body.replace('\'', '"'));
  }
}
