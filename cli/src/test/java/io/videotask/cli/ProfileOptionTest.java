package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code --profile}: which server of a protocol it is. */
class ProfileOptionTest {
  @AutoClose private final FakeGateway gateway = FakeGateway.builder().profile("sglang").start();
  private final CliRun host = new CliRun().with(ApiKeySource.VARIABLE, FakeGateway.KEY);

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--base-url=" + gateway.baseUrl());
    return host.run(all.toArray(String[]::new));
  }

  @Test
  void theServerGetsItsOwnBody() {
    gateway.onSubmit(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.queued()));

    int exit =
        run(
            "submit",
            "--gateway=openai-videos",
            "--profile=sglang",
            "--prompt=a kite",
            "--duration=8s",
            "--seed=7");

    assertEquals(0, exit, host::everything);
    RecordedRequest sent = gateway.submits().get(0);
    assertTrue(sent.body().contains("\"seconds\":8"), sent.body());
    assertTrue(sent.body().contains("\"seed\":7"), sent.body());
  }

  @Test
  void anUnknownProfileIsRefusedWithTheList() {
    assertEquals(2, run("status", "openai-videos:v1", "--profile=sora"), host::everything);

    assertTrue(host.everything().contains("it has openai, new-api, litellm"), host::everything);
    assertEquals(0, gateway.requests().size());
  }

  @Test
  void aProtocolWithoutProfilesRefusesOne() {
    assertEquals(2, run("status", "new-api:t1", "--profile=openai"), host::everything);

    assertTrue(host.everything().contains("new-api has no profiles"), host::everything);
  }

  @Test
  void besideAProtocolWithoutProfilesItIsForTheOtherTask() {
    gateway.add(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
    String kling =
        gateway.add(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed())).toString();
    String video =
        gateway.add(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.completed())).toString();

    assertEquals(0, run("wait", kling, video, "--profile=sglang", "--quiet"), host::everything);
  }

  @Test
  void resumeCommandsNameTheServer() {
    String video =
        gateway.add(AnswerFormat.OPENAI_VIDEOS, TaskScript.of(Reply.queued())).toString();

    run("wait", video, "--profile=sglang", "--timeout=1s", "--quiet");

    assertTrue(host.everything().contains("--profile sglang"), host::everything);
  }

  @Test
  void gatewaysListsThem() {
    assertEquals(0, host.run("gateways"));

    for (String profile : Dialect.OPENAI_VIDEOS.profiles().keySet()) {
      assertTrue(host.everything().contains("  --profile " + profile + "  "), profile);
    }
    assertFalse(host.everything().contains("null"), host::everything);
  }
}
