package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.Resolution;
import io.videotask.task.LostSubmit;
import io.videotask.task.VideoRequest;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which gateways can be asked for the task of a lost submit, without asking them. */
class ResolvableSubmitsTest {
  @ParameterizedTest
  @CsvSource({
    "kling, true",
    "ark, true",
    "openai-videos, true",
    "dashscope, true",
    "replicate, true",
    "new-api, false",
    "minimax, false",
    "fal, false"
  })
  void gatewayThatCannotBeAskedIsKnownBefore(String dialect, boolean resolvable) {
    VideoRequest request =
        VideoRequest.of("a red kite")
            .model(Set.of("replicate", "fal").contains(dialect) ? "owner/model" : "kling-v1")
            .correlationId("order-17")
            .build();
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(
                Gateway.of(
                    Dialect.named(dialect).orElseThrow(), "http://127.0.0.1:1", ApiKey.of("key")))
            .build()) {
      LostSubmits submits = videos.lostSubmits();
      LostSubmit lost = submits.describe(request, Instant.EPOCH, Instant.EPOCH);

      assertEquals(resolvable, submits.isResolvable(lost));
      assertThrows(IllegalArgumentException.class, () -> submits.isResolvable(lost.at("other")));
      if (!resolvable) {
        assertEquals(Resolution.Undecided.class, submits.resolve(lost).getClass());
      }
    }
  }
}
