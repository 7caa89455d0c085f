package io.videotask.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadCommandTest {
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
  private static final WireMockServer CDN =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
  private static final byte[] VIDEO =
      ("\0\0\0\24ftypisom" + "x".repeat(50_000)).getBytes(StandardCharsets.ISO_8859_1);

  private final CliRun host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");

  @TempDir
  private @SuppressWarnings("NullAway.Init") Path folder;

  @BeforeAll
  static void start() {
    SERVER.start();
    CDN.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
    CDN.stop();
  }

  @BeforeEach
  void reset() {
    SERVER.resetAll();
    CDN.resetAll();
    ResponseDefinitionBuilder video =
        aResponse().withHeader("Content-Type", "video/mp4").withBody(VIDEO);
    SERVER.stubFor(get(urlEqualTo("/v1/videos/t1/content")).willReturn(video));
    CDN.stubFor(get(urlEqualTo("/v.mp4?sig=s3cret")).willReturn(video));
  }

  @Test
  void printsTheFileNameAndWritesTheCompleteFile() throws IOException {
    answers(completed(SERVER.baseUrl() + "/v1/videos/t1/content"));
    Path file = folder.resolve("a b.mp4");
    assertEquals(0, download("-o", file.toString()), host::everything);
    assertEquals(List.of(file.toString()), host.outLines());
    assertArrayEquals(VIDEO, Files.readAllBytes(file));
    assertTrue(host.everything().contains("50.0 kB"), host::everything);
  }

  @Test
  void fileNameGoesToStandardErrorIfStandardOutputFails() throws IOException {
    answers(completed(SERVER.baseUrl() + "/v1/videos/t1/content"));
    Path file = folder.resolve("c.mp4");
    host.withBrokenOutput();
    assertEquals(6, download("-o", file.toString()), host::everything);
    assertArrayEquals(VIDEO, Files.readAllBytes(file));
    assertTrue(host.errLines().contains(file.toString()), host::everything);
  }

  @Test
  void jsonHasALinePerChangeAndTheTaskLast() {
    answers(
        okJson("{\"task_id\":\"t1\",\"status\":\"queued\"}"),
        okJson("{\"task_id\":\"t1\",\"status\":\"processing\"}"),
        completed(SERVER.baseUrl() + "/v1/videos/t1/content"));
    assertEquals(0, download("--json", "-o", file(), "--interval", "20ms"), host::everything);
    assertEquals(3, host.outLines().size(), host::everything);
    assertTrue(host.outLines().get(0).contains("\"state\":\"QUEUED\""));
    assertTrue(host.outLines().get(2).startsWith("{\"task\":\"new-api:t1\",\"state\":\"COMPLETED"));
  }

  @Test
  void onATerminalTheBarShowsTheBytes() {
    host.withTerminal(120);
    answers(completed(SERVER.baseUrl() + "/v1/videos/t1/content"));
    assertEquals(0, download("-o", file()), host::everything);
    assertTrue(host.everything().contains("50.0 kB"), host::everything);
    assertTrue(host.everything().contains("100%"), host::everything);
  }

  @Test
  void privateHostsAreContactedOnlyIfAllowedAndWithoutTheKey() {
    SERVER.resetMappings();
    answers(completed(CDN.baseUrl() + "/v.mp4?sig=s3cret"));
    assertEquals(6, download("--json", "-o", file()), host::everything);
    assertTrue(host.everything().contains("\"kind\":\"UNSAFE_URL\""), host::everything);
    assertTrue(CDN.getAllServeEvents().isEmpty());
    assertFalse(host.everything().contains("s3cret"), host::everything);
    assertEquals(0, download("-o", file(), "--allow-private"), host::everything);
    assertFalse(CDN.getAllServeEvents().get(0).getRequest().containsHeader("Authorization"));
  }

  @Test
  void existingFileIsRejectedBeforeAnyRequestAndReplacedWithOverwrite() throws IOException {
    answers(completed(SERVER.baseUrl() + "/v1/videos/t1/content"));
    Path file = Files.writeString(folder.resolve("t1.mp4"), "mine");
    assertEquals(2, download("--json", "-o", file.toString()));
    assertTrue(host.outLines().get(0).contains("--overwrite"), host::everything);
    assertTrue(SERVER.getAllServeEvents().isEmpty());
    assertEquals("mine", Files.readString(file));
    assertEquals(0, download("-o", file.toString(), "--overwrite"), host::everything);
    assertArrayEquals(VIDEO, Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "", "/", "no/such/folder/v.mp4", "here/", "/dev/null"})
  void invalidFileIsRejectedBeforeAnyRequest(String name) {
    answers(completed(SERVER.baseUrl() + "/v1/videos/t1/content"));
    assertEquals(2, download("-o", name, "--json", "--overwrite"), host::everything);
    assertTrue(host.outLines().get(0).startsWith("{\"error\":{\"kind\":\"USAGE\""));
    assertTrue(SERVER.getAllServeEvents().isEmpty());
  }

  @Test
  void failedTaskExitsWith1AndLeavesNoFile() throws IOException {
    answers(okJson("{\"task_id\":\"t1\",\"status\":\"failed\",\"error\":{\"message\":\"no\"}}"));
    assertEquals(1, download("--json", "-o", file()), host::everything);
    assertTrue(host.outLines().get(0).contains("\"state\":\"FAILED\""));
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void missingOrExpiredUrlExitsWith6() {
    SERVER.resetMappings();
    // Long ago, so that the client doesn't wait for a video that is about to appear.
    String finished = "\"status\":\"completed\",\"finish_time\":1700000000";
    answers(okJson("{\"task_id\":\"t1\"," + finished + "}"));
    assertEquals(6, download("--json", "-o", file()), host::everything);
    assertTrue(host.everything().contains("\"kind\":\"NO_URL\""), host::everything);
    SERVER.resetAll();
    SERVER.stubFor(get(urlEqualTo("/gone.mp4")).willReturn(aResponse().withStatus(404)));
    String gone = SERVER.baseUrl() + "/gone.mp4";
    answers(okJson("{\"task_id\":\"t1\"," + finished + ",\"url\":\"" + gone + "\"}"));
    assertEquals(6, download("--json", "-o", file()), host::everything);
    assertTrue(host.everything().contains("\"kind\":\"LINK_EXPIRED\""), host::everything);
  }

  @Test
  void timeoutExitsWith3AndPrintsTheCommandToResume() {
    answers(okJson("{\"task_id\":\"t1\",\"status\":\"queued\"}"));
    assertEquals(
        3,
        download("-o", file(), "--overwrite", "--interval", "20ms", "--timeout", "200ms"),
        host::everything);
    String last = host.errLines().get(host.errLines().size() - 1);
    assertTrue(last.startsWith("go on with: videotask download new-api:t1 --base-url "), last);
    assertTrue(last.endsWith(" -o " + file() + " --overwrite"), last);
  }

  private String file() {
    return folder.resolve("v.mp4").toString();
  }

  private int download(String... words) {
    List<String> all = new ArrayList<>(List.of("download", "new-api:t1"));
    all.addAll(Arrays.asList(words));
    all.add("--base-url=" + SERVER.baseUrl());
    return host.run(all.toArray(String[]::new));
  }

  private static ResponseDefinitionBuilder completed(String url) {
    return okJson("{\"task_id\":\"t1\",\"status\":\"completed\",\"url\":\"" + url + "\"}");
  }

  /** Registers answers that are returned in order; the last one repeatedly. */
  private static void answers(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      String here = i == 0 ? Scenario.STARTED : "asked " + i;
      SERVER.stubFor(
          get(urlEqualTo("/v1/video/generations/t1"))
              .inScenario("life")
              .whenScenarioStateIs(here)
              .willSetStateTo(i == answers.length - 1 ? here : "asked " + (i + 1))
              .willReturn(answers[i]));
    }
  }
}
