package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageMessageTest {
  private static final String URL = " --base-url http://127.0.0.1:1";

  private final CliRun host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "frobnicate",
        "submit --prompt x",
        "submit --prompt x --gateway new-api",
        "submit --prompt x --gateway missing" + URL,
        "submit --gateway new-api --model m" + URL,
        "submit --prompt x --model m" + URL,
        "submit new-api --prompt x --model m --gateway new-api" + URL,
        "submit --prompt x --model m --gateway new-api --base-url http://gateway.example.test",
        "submit --prompt x --model m --gateway new-api --retry 3" + URL,
        "download new-api:t1",
        "download" + URL,
        "download new-api:t1 new-api:t2" + URL,
        "download t1" + URL,
        "download new-api:t1 -o" + URL,
        "--frobnicate",
        "status",
        "status new-api:t1",
        "status openai-videos:t1",
        "submit --prompt x --gateway openai-videos",
        "wait" + URL,
        "status new-api:t1 new-api:t2" + URL,
        "status t1" + URL,
        "status missing:t1" + URL,
        "status t1 --gateway missing" + URL,
        "status new-api:t1 --gateway minimax-anyapi" + URL,
        "status new-api:.." + URL,
        "status new-api:" + URL,
        "wait new-api:t1 new-api:." + URL,
        "status new-api:t1 --base-url http://gateway.example.test",
        "status new-api:t1 --base-url ftp://gateway.example.test",
        "status new-api:t1 --base-url nonsense",
        "wait new-api:t1 --timeout 0s" + URL,
        "wait new-api:t1 --timeout 90" + URL,
        "wait new-api:t1 --timeout 99999999999999h" + URL,
        "wait new-api:t1 --interval -1s" + URL,
        "wait new-api:t1 --request-timeout never" + URL,
        "wait new-api:t1 --request-timeout 36500d" + URL,
        "wait new-api:t1 --max-requests-per-second 0" + URL,
        "wait new-api:t1 --max-requests-per-second 0.000000001" + URL,
        "wait new-api:t1 --max-requests-per-second NaN" + URL,
        "wait new-api:t1 --max-requests-per-second 1e400" + URL,
        "wait new-api:t1 --max-requests-per-second new-api=0" + URL,
        "wait new-api:t1 --max-requests-per-second new-api=" + URL,
        "wait new-api:t1 --max-requests-per-second =2" + URL,
        "wait new-api:t1 --max-requests-per-second missing=2" + URL,
        "wait new-api:t1 --max-requests-per-second kling=2=3" + URL,
        "wait new-api:t1 --max-requests-per-second 2 --max-requests-per-second 3" + URL,
        "wait new-api:t1 --max-requests-per-second kling=2 --max-requests-per-second kling=2" + URL,
        "wait new-api:t1 --timeout 1s --timeout 2s" + URL,
        "wait new-api:t1 --api-key-file /nowhere/at/all" + URL,
        "wait new-api:t1 --api-key-file /" + URL,
        "wait new-api:t1 --gateway --json" + URL,
        "explain /nowhere/at/all",
        "explain --gateway missing",
        "gateways too many",
        "demo --base-url http://127.0.0.1:1",
      })
  void invalidArgumentsAreRejectedBeforeAnyRequest(String context) {
    String[] words = (context + " --json").strip().split(" ");
    assertEquals(2, host.run(words), host::everything);
    assertEquals(1, host.outLines().size(), host::everything);
    assertTrue(host.outLines().get(0).startsWith("{\"error\":{\"kind\":\"USAGE\""));
    assertEquals(1, host.errLines().size(), host::everything);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status new-api:t1 --api-key sk-canary-7f3e",
        "status new-api:t1 --api-key=sk-canary-7f3e",
        "status new-api:t1 --token sk-canary-7f3e",
        "status new-api:t1 -ksk-canary-7f3e",
        "status new-api:t1 sk-canary-7f3e",
        "sk-canary-7f3e",
        "--sk-canary-7f3e",
        "status sk-canary-7f3e",
        "status new-api:t1 --gateway sk-canary-7f3e",
        "status new-api:t1 --timeout sk-canary-7f3e",
        "status new-api:t1 --max-requests-per-second sk-canary-7f3e --base-url http://127.0.0.1:1",
        "status new-api:t1 --max-requests-per-second sk-canary-7f3e=2 --base-url http://127.0.0.1:1",
        "status new-api:t1 --base-url http://user:sk-canary-7f3e@127.0.0.1:1",
        "status new-api:t1 --base-url http://127.0.0.1:1?key=sk-canary-7f3e",
        "submit --gateway new-api --prompt x --param sk-canary-7f3e --base-url http://127.0.0.1:1",
        "submit --gateway new-api --prompt x --duration sk-canary-7f3e --base-url http://127.0.0.1:1",
        "submit --gateway new-api --prompt x sk-canary-7f3e --base-url http://127.0.0.1:1",
      })
  void argumentsThatMayBeAKeyAreNotPrinted(String context) {
    assertEquals(2, host.run(context.split(" ")), host::everything);
    assertFalse(host.everything().contains("sk-canary"), host::everything);
  }

  @Test
  void missingKeyIsExplained() {
    CliRun poor = new CliRun();
    assertEquals(2, poor.run("status", "new-api:t1", "--base-url", "https://gateway.example.test"));
    assertTrue(poor.everything().contains("VIDEOTASK_API_KEY"));
    assertTrue(poor.everything().contains("--api-key-file"));
  }

  @Test
  void invalidKeyIsRejectedAndNotPrinted() {
    CliRun evil = new CliRun().with(ApiKeySource.VARIABLE, "sk-a\r\nX-Evil: 1");
    assertEquals(2, evil.run("status", "new-api:t1", "--base-url", "http://127.0.0.1:1"));
    assertFalse(evil.everything().contains("X-Evil"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "status --help",
        "wait --help",
        "submit --help",
        "download -h",
        "explain -h",
        "demo --help"
      })
  void printsHelpOnStandardOutput(String context) {
    assertEquals(0, host.run(context.split(" ")));
    assertTrue(host.outLines().get(0).startsWith("Usage: videotask"));
    assertTrue(host.errLines().isEmpty());
  }

  @Test
  void printsVersionOnStandardOutput() {
    assertEquals(0, host.run("--version"));
    assertTrue(host.outLines().get(0).startsWith("videotask "));
  }
}
