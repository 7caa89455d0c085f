package io.videotask.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubmittingTest {
  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
  private final FakeHost host = new FakeHost();
  private final Host world = host.host();
  private final Call call = new Call(world, new Console(world), new Interruption());
  private final OutputOptions output = new OutputOptions();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aStopBetweenTheReferenceAndTheWaitNamesTheTaskOnce() {
    server.stubFor(any(anyUrl()).willReturn(okJson("{\"id\":\"t1\"}")));
    try (Client client = client()) {
      TaskRef ref = new Submitting(call, output, client).submit(request());
      assertNotNull(ref);
      assertEquals(ExitCode.INTERRUPTED, call.interruption().stop());
    }
    assertEquals(List.of("new-api:t1"), host.outLines());
    assertEquals(1, host.errLines().size(), host::everything);
    assertTrue(host.errLines().get(0).contains("interrupted; new-api:t1"), host::everything);
  }

  private Client client() {
    Gateway gateway = Gateway.newApi(server.baseUrl(), ApiKey.of("sk-canary"));
    return new Client(call, output, VideoTasks.builder().gateway(gateway));
  }

  private static VideoRequest request() {
    return VideoRequest.of("a cat").model("m").build();
  }
}
