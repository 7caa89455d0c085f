package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print, send and exit with when the server fails. */
@Timeout(60)
class ServerFaultsTest {
  private static final String KEY = "sk-canary-of-the-tests";

  private final FakeGateway gateway = FakeGateway.builder().key(KEY).start();
  private final CliRun command = new CliRun().with(ApiKeySource.VARIABLE, KEY);

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void waitSurvivesWebPagesResetsAndSilence() {
    polls(
        Reply.badGateway(),
        Reply.reset(),
        Reply.json(429, ""),
        Reply.json(200, ""),
        Reply.inProgress(30).withStatus("transmogrifying"),
        Reply.completed());

    int exit = run("wait", "new-api:t1", "--json", "--interval", "50ms");

    assertEquals(0, exit, command::everything);
    List<String> lines = command.outLines();
    assertTrue(lines.get(lines.size() - 1).contains("\"state\":\"COMPLETED\""), lines::toString);
    assertEquals(6, gateway.requests().size());
  }

  @Test
  void aFailedTaskExitsWithOne() {
    polls(Reply.failed("kaput"));

    int exit = run("wait", "new-api:t1");

    assertEquals(1, exit, command::everything);
    assertTrue(command.outLines().toString().contains("kaput"), command::everything);
  }

  @Test
  void aDeadlineExitsWithThreeAndPrintsHowToContinue() {
    polls(Reply.inProgress(30));

    int exit = run("wait", "new-api:t1", "--timeout", "700ms");

    assertEquals(3, exit, command::everything);
    assertTrue(command.everything().contains("new-api:t1"), command::everything);
  }

  @Test
  void theKeyIsNeverPrintedEvenIfTheServerRepeatsIt() {
    polls(Reply.json(401, "{\"error\":{\"message\":\"bad key " + KEY + "\"}}"));

    int exit = run("status", "new-api:t1", "--verbose");

    assertEquals(4, exit, command::everything);
    assertFalse(command.everything().contains(KEY), "the key is printed");
    assertTrue(command.everything().contains("bad key"), command::everything);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status new-api:.. --base-url SERVER",
        "status t1 --base-url SERVER",
        "status new-api:t1",
        "status new-api:t1 --base-url http://gateway.example.com",
        "wait new-api:t1 --timeout -1s --base-url SERVER"
      })
  void invalidInputSendsNothing(String words) {
    polls(Reply.completed());

    int exit = command.run(words.replace("SERVER", gateway.baseUrl()).split(" "));

    assertEquals(2, exit, command::everything);
    assertEquals(0, gateway.requests().size());
  }

  @Test
  void aRetryAfterDoesNotCauseASecondSubmit() {
    submitAnswers(Reply.of(503, Map.of("Retry-After", "0"), ""));
    isUnknownAfterOneRequest();
  }

  @Test
  void aRequestTimeoutIsNotRetried() {
    submitAnswers(Reply.json(408, ""));
    isUnknownAfterOneRequest();
  }

  @Test
  void aBrokenConnectionIsNotRetried() {
    submitAnswers(Reply.reset());
    isUnknownAfterOneRequest();
  }

  @Test
  void silenceIsAnUnknownOutcome() {
    submitAnswers(Reply.silence());
    isUnknownAfterOneRequest("--request-timeout", "1s");
  }

  @Test
  void aRefusalExitsWithOneAndSendsNothingElse() {
    submitAnswers(Reply.json(400, "{\"code\":\"1026\",\"message\":\"sensitive\"}"));

    int exit = submit("--wait");

    assertEquals(1, exit, command::everything);
    assertTrue(firstLine().contains("\"kind\":\"REJECTED\""), command::everything);
    assertEquals(1, gateway.requests().size());
  }

  private void isUnknownAfterOneRequest(String... more) {
    int exit = submit(more);

    assertEquals(7, exit, command::everything);
    assertEquals(1, command.outLines().size(), command::everything);
    assertTrue(firstLine().contains("\"kind\":\"OUTCOME_UNKNOWN\""), command::everything);
    assertTrue(firstLine().contains("billed"), command::everything);
    assertEquals(1, gateway.requests().size());
  }

  private int submit(String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("submit", "--gateway", "new-api", "--model", "m", "--prompt", "a cat"));
    words.add("--json");
    words.addAll(Arrays.asList(more));
    return run(words.toArray(String[]::new));
  }

  private int run(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--base-url", gateway.baseUrl()));
    return command.run(all.toArray(String[]::new));
  }

  private String firstLine() {
    return command.outLines().get(0);
  }

  /** The answers to queries in order; the last one repeats. */
  private void polls(Reply... replies) {
    gateway.add(AnswerFormat.NEW_API_KLING, "t1", TaskScript.of(replies));
  }

  private void submitAnswers(Reply reply) {
    gateway.onSubmit(AnswerFormat.NEW_API_KLING, reply);
  }
}
