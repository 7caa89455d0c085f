package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import org.junit.jupiter.api.Test;

class VideoTasksBuilderTest {
  private static VideoTasksBuilder builder() {
    return VideoTasks.builder()
        .gateway(Gateway.newApi("https://api.example.com", ApiKey.of("sk-a")))
        .gateway(Gateway.newApi("https://api.example.com", ApiKey.of("sk-b")).named("second"));
  }

  @Test
  void limitOfUnknownGatewayIsRefused() {
    VideoTasksBuilder builder = builder().maxRequestsPerSecond("secnod", 2);

    assertEquals(
        "there is a rate limit for the gateway secnod, and this client has [new-api, second]; give"
            + " the limit the name of one of them, or add that gateway",
        assertThrows(IllegalArgumentException.class, builder::build).getMessage());
  }

  @Test
  void gatewayMayBeAddedAfterItsLimit() {
    Gateway third = Gateway.newApi("https://api.example.com", ApiKey.of("sk-c")).named("third");
    builder().maxRequestsPerSecond("third", 2).gateway(third).build().close();
    builder().maxRequestsPerSecond("second", Double.POSITIVE_INFINITY).build().close();
  }

  @Test
  void limitOfAGatewayIsPositive() {
    VideoTasksBuilder builder = builder();
    for (double rate : new double[] {0, -1, Double.NaN, 1e-9}) {
      assertThrows(
          IllegalArgumentException.class, () -> builder.maxRequestsPerSecond("second", rate));
    }
  }
}
