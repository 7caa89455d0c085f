package io.videotask.it;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code videotask} as people run it: a process of its own, against a real server. */
@Timeout(60)
class CliProcessIT {
  private static final String PATH = "/v1/video/generations/t1";
  private static final String RUNNING = "{\"task_id\":\"t1\",\"status\":\"in_progress\"}";
  private static final String DONE =
      "{\"task_id\":\"t1\",\"status\":\"completed\",\"url\":\"https://cdn.example.com/v.mp4\"}";

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void statusPrintsOneJsonObjectAndNothingElse() throws Exception {
    answers(okJson(DONE));

    CliRun run = CliRun.of("status", "new-api:t1", "--json", "--base-url", server.baseUrl());

    assertEquals(0, run.exit(), run::all);
    assertEquals(1, run.lines().size(), run::all);
    Map<String, Object> task = Json.object(run.lines().get(0));
    assertEquals("COMPLETED", task.get("state"));
    assertEquals("", run.err());
  }

  @Test
  void waitGetsThroughPagesResetsAndSilenceToTheVideo() throws Exception {
    answers(
        aResponse().withStatus(502).withHeader("Content-Type", "text/html").withBody("<html>"),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        aResponse().withStatus(429),
        aResponse().withStatus(200),
        okJson("{\"task_id\":\"t1\",\"status\":\"transmogrifying\"}"),
        okJson(DONE));

    CliRun run =
        CliRun.of(
            "wait", "new-api:t1", "--json", "--interval", "50ms", "--base-url", server.baseUrl());

    assertEquals(0, run.exit(), run::all);
    Map<String, Object> last = Json.object(run.lines().get(run.lines().size() - 1));
    assertEquals("COMPLETED", last.get("state"));
    server.verify(6, getRequestedFor(urlEqualTo(PATH)));
  }

  @Test
  void aTaskThatFailedIsExitOne() throws Exception {
    answers(okJson("{\"task_id\":\"t1\",\"status\":\"failed\",\"error\":\"kaput\"}"));

    CliRun run = CliRun.of("wait", "new-api:t1", "--base-url", server.baseUrl());

    assertEquals(1, run.exit(), run::all);
    assertTrue(run.out().contains("kaput"), run::all);
  }

  @Test
  void aDeadlineIsExitThreeAndTellsHowToGoOn() throws Exception {
    answers(okJson(RUNNING));

    CliRun run =
        CliRun.of("wait", "new-api:t1", "--timeout", "700ms", "--base-url", server.baseUrl());

    assertEquals(3, run.exit(), run::all);
    assertTrue(run.all().contains("new-api:t1"), run::all);
  }

  @Test
  void theKeyIsNeverPrintedEvenIfTheServerRepeatsIt() throws Exception {
    String key = CliRun.KEY;
    answers(
        aResponse().withStatus(401).withBody("{\"error\":{\"message\":\"bad key " + key + "\"}}"));

    CliRun run = CliRun.of("status", "new-api:t1", "--verbose", "--base-url", server.baseUrl());

    assertEquals(4, run.exit(), run::all);
    assertFalse(run.all().contains(key), "the key is printed");
    assertTrue(run.all().contains("bad key"), run::all);
  }

  @Test
  void badInputSendsNothing() throws Exception {
    answers(okJson(DONE));

    for (List<String> words :
        List.of(
            List.of("status", "new-api:..", "--base-url", server.baseUrl()),
            List.of("status", "t1", "--base-url", server.baseUrl()),
            List.of("status", "new-api:t1"),
            List.of("status", "new-api:t1", "--base-url", "http://gateway.example.com"),
            List.of("wait", "new-api:t1", "--timeout", "-1s", "--base-url", server.baseUrl()))) {
      CliRun run = CliRun.of(words.toArray(String[]::new));
      assertEquals(2, run.exit(), run::all);
    }
    server.verify(0, getRequestedFor(urlEqualTo(PATH)));
  }

  @Test
  void anInterruptionTellsWhatStillRuns() throws Exception {
    answers(okJson(RUNNING));
    Process process =
        CliRun.start(
            "wait", "new-api:t1", "--json", "--interval", "50ms", "--base-url", server.baseUrl());
    while (server.getAllServeEvents().isEmpty()) {
      assertFalse(process.waitFor(20, TimeUnit.MILLISECONDS), "it ended too soon");
    }

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

    CliRun run = CliRun.ended(process);
    assertEquals(130, run.exit(), run::all);
    assertTrue(run.out().contains("\"INTERRUPTED\""), run::all);
    assertTrue(run.out().contains("new-api:t1"), run::all);
  }

  /** The answers in order; the last one repeats. */
  private void answers(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      boolean last = i == answers.length - 1;
      server.stubFor(
          get(PATH)
              .inScenario("life")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
              .willReturn(answers[i])
              .willSetStateTo(
                  last ? (i == 0 ? Scenario.STARTED : "after " + i) : "after " + (i + 1)));
    }
  }
}
