package io.videotask.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitCommandTest {
  private static final WireMockServer SERVER =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
  private static final String CREATE = "/v1/video/generations";
  private static final String CREATED = "{\"id\":\"t1\",\"task_id\":\"t1\",\"status\":\"queued\"}";

  private final CliRun host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void reset() {
    SERVER.resetAll();
  }

  @Test
  void printsOnlyTheReference() {
    answer(okJson(CREATED));
    assertEquals(0, submit("--prompt", "a cat"));
    assertEquals(List.of("new-api:t1"), host.outLines());
    assertTrue(host.errLines().isEmpty(), host::everything);
  }

  @Test
  void jsonHasTheDocumentedLine() {
    answer(okJson(CREATED));
    assertEquals(0, submit("--prompt", "a cat", "--json"));
    assertEquals(
        List.of("{\"submitted\":{\"task\":\"new-api:t1\",\"outcome\":\"ACCEPTED\",\"notes\":[]}}"),
        host.outLines());
  }

  @Test
  void referenceGoesToStandardErrorIfStandardOutputFails() {
    answer(okJson(CREATED));
    host.withBrokenOutput();
    assertEquals(6, submit("--prompt", "a cat"));
    assertEquals("new-api:t1", host.errLines().get(1), host::everything);
    assertEquals(2, host.errLines().size(), host::everything);
  }

  @Test
  void notesParametersThatAreNotSentInAllOutputs() {
    SERVER.stubFor(post(urlEqualTo("/v1/videos")).willReturn(okJson(CREATED)));
    String[] words = {
      "submit",
      "--gateway=openai-videos",
      "--model=kling-v1",
      "--prompt=x",
      "--duration=8",
      "--quiet",
      "--base-url=" + SERVER.baseUrl()
    };
    assertEquals(0, host.run(words));
    assertEquals(List.of("openai-videos:t1"), host.outLines());
    assertEquals(1, host.errLines().size(), host::everything);
    assertTrue(host.errLines().get(0).startsWith("note: the duration does not reach Kling"));
    CliRun json = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");
    String[] inJson = Arrays.copyOf(words, words.length + 1);
    inJson[words.length] = "--json";
    assertEquals(0, json.run(inJson));
    assertTrue(json.outLines().get(0).contains("\"notes\":[\"the duration"), json::everything);
  }

  @Test
  void sendsJsonParametersAsJsonAndOthersAsStrings() {
    answer(okJson(CREATED));
    assertEquals(
        0,
        submit(
            "--prompt=--a \"cat\"",
            "--duration=6",
            "--param=n=2",
            "--param=big=12345678901234567890",
            "--param=style=anime",
            "--param=metadata={\"seed\": 7}",
            "--param=off=null",
            "--param=empty=",
            "--param=formula=a=b",
            "--param=quoted=\"5\""),
        host::everything);
    SERVER.verify(
        1,
        postRequestedFor(urlEqualTo(CREATE))
            .withRequestBody(
                equalToJson(
                    "{\"model\":\"m-1\",\"prompt\":\"--a \\\"cat\\\"\",\"duration\":6,\"seconds\":\"6\",\"n\":2,"
                        + "\"big\":12345678901234567890,\"style\":\"anime\",\"metadata\":{\"seed\":7},"
                        + "\"off\":null,\"empty\":\"\",\"formula\":\"a=b\",\"quoted\":\"5\"}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "new-api; 400; {\"code\":\"missing_model\",\"message\":\"model is required\",\"data\":null}",
        "minimax-anyapi; 503; {\"error\":{\"message\":\"no model\",\"code\":\"model_not_found\"}}",
        "minimax; 200; {\"task_id\":\"\",\"base_resp\":{\"status_code\":2013,\"status_msg\":\"no model\"}}",
        "openai-videos; 400; {\"error\":{\"code\":\"missing_model\",\"message\":\"model is required\"}}",
      })
  void modelIsOptionalAndTheServersErrorIsReported(String gateway, int status, String body) {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body)));
    String url = "http://127.0.0.1:" + SERVER.port();
    assertEquals(
        1,
        host.run("submit", "--prompt=cat", "--gateway", gateway, "--json", "--base-url", url),
        host::everything);
    assertTrue(
        host.outLines().get(0).startsWith("{\"error\":{\"kind\":\"REJECTED\""), host::everything);
    assertEquals(1, SERVER.getAllServeEvents().size());
    assertFalse(SERVER.getAllServeEvents().get(0).getRequest().getBodyAsString().contains("model"));
  }

  @Test
  void imageIsAUrlOrAFile(@TempDir Path folder) throws Exception {
    answer(okJson(CREATED));
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
    Path file = Files.write(folder.resolve("first frame.bin"), png);
    assertEquals(0, submit("--prompt", "a cat", "--image", file.toString()));
    assertEquals(0, submit("--prompt", "a cat", "--image", "https://cdn.example.test/a.png?s=1"));
    List<String> bodies = new ArrayList<>();
    SERVER.getAllServeEvents().forEach(event -> bodies.add(event.getRequest().getBodyAsString()));
    assertTrue(bodies.get(0).contains("\"https://cdn.example.test/a.png?s=1\""), bodies::toString);
    String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    assertTrue(bodies.get(1).contains(data), bodies::toString);
  }

  @Test
  void eachWordOfARequestHasAnOption() {
    SERVER.stubFor(any(anyUrl()).willReturn(okJson("{\"id\":\"cgt-1\"}")));

    assertEquals(
        0,
        host.run(
            "submit",
            "--gateway=ark",
            "--model=doubao-seedance-2-0",
            "--prompt=a cat",
            "--reference-image=https://cdn.example.test/a.png",
            "--reference-video=https://cdn.example.test/b.mp4",
            "--duration=5",
            "--resolution=720p",
            "--aspect-ratio=16:9",
            "--no-audio",
            "--seed=42",
            "--base-url=http://127.0.0.1:" + SERVER.port()),
        host::everything);

    String body = SERVER.getAllServeEvents().get(0).getRequest().getBodyAsString();
    for (String sent :
        List.of("a.png", "b.mp4", "\"duration\":5", "720p", "16:9", "false", "\"seed\":42")) {
      assertTrue(body.contains(sent), sent + " in " + body);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--size=720", "--size=ax9", "--count=many", "--aspect-ratio=1/2", "--seed=x"})
  void unusableValueIsRefusedBeforeSending(String option) {
    assertEquals(2, submit("--prompt=a cat", option), host::everything);
    assertEquals(0, SERVER.getAllServeEvents().size());
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, 1",
    "402, REJECTED, 1",
    "413, REJECTED, 1",
    "302, REJECTED, 1",
    "401, AUTHENTICATION, 4",
    "403, PERMISSION, 4",
    "429, RATE_LIMITED, 6",
    "408, OUTCOME_UNKNOWN, 7",
    "500, OUTCOME_UNKNOWN, 7",
    "503, OUTCOME_UNKNOWN, 7",
    "200, OUTCOME_UNKNOWN, 7",
  })
  void rejectedSubmitPrintsOneErrorAfterOneRequest(int status, String kind, int exit) {
    answer(aResponse().withStatus(status).withHeader("Retry-After", "0"));
    assertEquals(exit, submit("--prompt", "a cat", "--json", "--wait"), host::everything);
    assertEquals(1, host.outLines().size(), host::everything);
    String line = host.outLines().get(0);
    assertTrue(line.startsWith("{\"error\":{\"kind\":\"" + kind + "\""), line);
    assertTrue(line.contains("\"task\":null"), line);
    assertEquals(1, SERVER.getAllServeEvents().size());
  }

  @Test
  void unknownOutcomeIsExplained() {
    answer(aResponse().withStatus(502));
    assertEquals(7, submit("--prompt", "a secret cat"));
    String message = String.join("\n", host.errLines());
    assertTrue(message.contains("may exist and be billed"), message);
    assertTrue(message.contains("before submitting again"), message);
    String correlation =
        SERVER.getAllServeEvents().get(0).getRequest().getHeader("X-Client-Request-Id");
    assertTrue(message.contains(correlation), message);
    assertFalse(host.everything().contains("secret cat"), host::everything);
    assertTrue(host.outLines().isEmpty());
  }

  @Test
  void unsentSubmitIsUnreachable() {
    int exit =
        host.run(
            "submit --gateway new-api --model m --prompt cat --json --base-url http://127.0.0.1:1"
                .split(" "));
    assertEquals(6, exit);
    assertTrue(host.outLines().get(0).contains("\"kind\":\"UNREACHABLE\""), host::everything);
  }

  @Test
  void waitToleratesThatANewTaskIsNotFoundYet() {
    answer(okJson(CREATED));
    ResponseDefinitionBuilder unknown =
        aResponse().withStatus(400).withBody("{\"code\":\"task_not_exist\",\"message\":\"\"}");
    asked(0, unknown);
    asked(1, unknown);
    asked(2, okJson("{\"task_id\":\"t1\",\"status\":\"queued\"}"));
    asked(3, okJson("{\"task_id\":\"t1\",\"status\":\"completed\",\"url\":\"https://c.test/v\"}"));
    assertEquals(
        0,
        submit("--prompt", "a cat", "--wait", "--json", "--interval", "30ms", "--timeout", "50s"),
        host::everything);
    List<String> lines = host.outLines();
    assertEquals(3, lines.size(), host::everything);
    assertTrue(lines.get(0).startsWith("{\"submitted\""), host::everything);
    assertTrue(lines.get(1).contains("\"state\":\"QUEUED\""), host::everything);
    assertTrue(lines.get(2).contains("\"state\":\"COMPLETED\""), host::everything);
  }

  @Test
  void timeoutAfterASubmitPrintsTheCommandToResume() {
    answer(okJson(CREATED));
    SERVER.stubFor(get(anyUrl()).willReturn(okJson("{\"task_id\":\"t1\",\"status\":\"queued\"}")));
    assertEquals(
        3,
        submit("--prompt", "a cat", "--wait", "--interval", "30ms", "--timeout", "200ms"),
        host::everything);
    assertEquals("new-api:t1", host.outLines().get(0));
    assertTrue(host.everything().contains("go on with: videotask wait new-api:t1 --base-url"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--prompt= ",
        "--prompt=cat --image=/nowhere/at/all.png",
        "--prompt=cat --image=file:///etc/hostname",
        "--prompt=cat --image=data:text/plain;base64,AAAA",
        "--prompt=cat --duration=0",
        "--prompt=cat --duration=long",
        "--prompt=cat --duration=2h",
        "--prompt=cat --param=novalue",
        "--prompt=cat --param==5",
        "--prompt=cat --param=a=1 --param=a=2",
        "--prompt=cat --param=a/b=1",
        "--prompt=cat --param=prompt=dog",
        "--prompt=cat --image",
        "--image=https://cdn.example.test/a.png",
      })
  void invalidArgumentsAreRejectedBeforeAnyRequest(String words) {
    answer(okJson(CREATED));
    assertEquals(2, submit((words + " --json").split(" (?=--)")), host::everything);
    assertTrue(host.outLines().get(0).startsWith("{\"error\":{\"kind\":\"USAGE\""));
    assertTrue(SERVER.getAllServeEvents().isEmpty());
  }

  private int submit(String... words) {
    List<String> all = new ArrayList<>(List.of("submit", "--gateway", "new-api", "--model", "m-1"));
    all.addAll(Arrays.asList(words));
    all.add("--base-url=http://127.0.0.1:" + SERVER.port());
    return host.run(all.toArray(String[]::new));
  }

  private static void answer(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(post(urlEqualTo(CREATE)).willReturn(answer));
  }

  private static void asked(int before, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(
        get(urlEqualTo(CREATE + "/t1"))
            .inScenario("life")
            .whenScenarioStateIs(before == 0 ? Scenario.STARTED : "asked " + before)
            .willSetStateTo("asked " + (before + 1))
            .willReturn(answer));
  }
}
