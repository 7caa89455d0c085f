package io.videotask.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every body in {@code specs}, over real HTTP, through the public API. */
class ExamplesTest {
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().disableRequestJournal());
  private static VideoTasks videos;

  @BeforeAll
  static void start() {
    SERVER.start();
    var builder = VideoTasks.builder().requestTimeout(Duration.ofSeconds(5));
    for (Dialect dialect : Dialect.all()) {
      builder.gateway(Gateway.of(dialect, SERVER.baseUrl(), ApiKey.of("sk-canary")));
    }
    // Whatever the answer, a single failed query is what is looked at here, so retries must not
    // cost time.
    videos = builder.random(() -> -1L).build();
  }

  @AfterAll
  static void stop() {
    videos.close();
    SERVER.stop();
  }

  static Stream<Example> examples() throws IOException {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void comesOutAsExpected(Example example) {
    answerWith(example);
    TaskRef ref = new TaskRef(example.gateway(), example.asked());

    Object outcome;
    try {
      outcome = videos.query(ref);
    } catch (VideoTaskException e) {
      outcome = e;
    }

    Map<String, Object> expectedTask = example.part("task");
    if (expectedTask != null) {
      assertTrue(outcome instanceof VideoTask, () -> "");
      TaskComparison.assertMatches(expectedTask, (VideoTask) outcome, SERVER.baseUrl());
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
      assertEquals(ref, error.task());
    }
  }

  private static void answerWith(Example example) {
    ResponseDefinitionBuilder answer =
        aResponse().withStatus(example.status()).withBody(example.bytes());
    example.headers().forEach((name, value) -> answer.withHeader(name, String.valueOf(value)));
    SERVER.resetMappings();
    SERVER.stubFor(any(anyUrl()).willReturn(answer));
  }
}
