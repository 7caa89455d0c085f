package io.videotask.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelCommandTest {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private final CliRun host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private int cancel(String task, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of("cancel", task));
    all.addAll(List.of(more));
    all.add("--base-url=http://127.0.0.1:" + server.port());
    return host.run(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "200, '{\"id\":\"p1\",\"status\":\"canceled\"}', 0, REQUESTED",
    "200, '{\"id\":\"p1\",\"status\":\"succeeded\"}', 1, TOO_LATE",
    "404, '{\"detail\":\"not found\",\"status\":404}', 5, NOT_FOUND",
  })
  void outcomeHasItsExitCode(int status, String body, int exit, String outcome) {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));

    assertEquals(exit, cancel("replicate:p1", "--json"), host::everything);

    assertEquals(
        List.of("{\"cancel\":{\"task\":\"replicate:p1\",\"outcome\":\"" + outcome + "\"}}"),
        host.outLines());
  }

  @Test
  void errorIsReportedLikeThoseOfStatus() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));

    assertEquals(4, cancel("replicate:p1"), host::everything);
  }

  @Test
  void gatewayWithoutCancelIsRefusedBeforeSending() {
    assertEquals(2, cancel("new-api:t1"), host::everything);

    assertTrue(host.everything().contains("new-api cancels no tasks"), host::everything);
    assertEquals(0, server.getAllServeEvents().size());
  }
}
