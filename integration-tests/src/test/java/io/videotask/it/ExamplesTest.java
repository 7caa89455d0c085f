package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body in {@code specs}, over real HTTP, through the public API. */
class ExamplesTest {
  private static final FakeGateway GATEWAY = FakeGateway.start();
  private static VideoTasks videos;

  @BeforeAll
  static void start() {
    // Each test checks a single failed query, so retries must not cost time: a pause that the
    // gateway asks for is only kept where it is shorter than twice the time-out.
    videos = GATEWAY.client().requestTimeout(Duration.ofSeconds(2)).random(() -> -1L).build();
  }

  @AfterAll
  static void stop() {
    videos.close();
    GATEWAY.close();
  }

  static Stream<Example> examples() throws IOException {
    // What a gateway answers to a download is no answer to a query.
    return Example.all().filter(example -> !example.isResult() || example.hasResults());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void hasTheExpectedResult(Example example) {
    assertAll(example.toString(), () -> assertComesOut(example));
  }

  private static void assertComesOut(Example example) {
    answerWith(example);
    TaskRef ref = example.ref();

    Object outcome;
    try {
      outcome = videos.query(ref);
    } catch (VideoTaskException e) {
      outcome = e;
    }

    Map<String, Object> expectedTask = example.part("task");
    if (expectedTask != null) {
      assertTrue(outcome instanceof VideoTask, "an error came out: " + outcome);
      TaskComparison.assertMatches(expectedTask, (VideoTask) outcome, GATEWAY.baseUrl());
    } else {
      assertTrue(outcome instanceof VideoTaskException, "a task came out: " + outcome);
      VideoTaskException error = (VideoTaskException) outcome;
      Map<String, Object> expected = example.part("error");
      assertEquals(expected.get("kind"), error.kind().name());
      if (expected.containsKey("retried")) {
        assertEquals(
            expected.get("retried"),
            error.retry().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      for (String key : List.of("requestId", "retryAfterMillis")) {
        if (expected.containsKey(key)) {
          Object actual =
              key.equals("requestId")
                  ? error.requestId()
                  : BigDecimal.valueOf(error.retryAfter().toMillis());
          assertEquals(expected.get(key), actual);
        }
      }
      assertEquals(ref, error.task());
    }
  }

  private static void answerWith(Example example) {
    Map<String, String> headers = new HashMap<>();
    example.headers().forEach((name, value) -> headers.put(name, String.valueOf(value)));
    String body = new String(example.bytes(), StandardCharsets.UTF_8);
    byte[] bytes =
        body.contains(Example.BASE)
            ? body.replace(Example.BASE, GATEWAY.baseUrl()).getBytes(StandardCharsets.UTF_8)
            : example.bytes();
    GATEWAY.answerAlways(Reply.of(example.status(), headers, bytes));
    if (example.isResult()) {
      String finished = "{\"request_id\":\"" + example.asked() + "\",\"status\":\"COMPLETED\"}";
      GATEWAY.answer(RecordedRequest.Operation.QUERY, Reply.json(200, finished));
    } else {
      GATEWAY.answer(RecordedRequest.Operation.RESULT, Reply.json(200, "{}"));
    }
  }
}
