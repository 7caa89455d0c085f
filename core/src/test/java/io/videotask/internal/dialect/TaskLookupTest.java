package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import org.junit.jupiter.api.Test;

class TaskLookupTest {
  @Test
  void serverWithoutListsIsNotAskedForMany() {
    Gateway usual = Gateway.openAiVideos("https://gw.example.com", ApiKey.of("sk-abc"));
    assertNotNull(usual.adapter().lookup().group("video_1"));
    assertNotNull(usual.adapter().rows());

    Adapter withoutList = usual.withProfile("new-api").adapter();
    assertNull(withoutList.lookup().group("video_1"));
    assertNull(withoutList.rows());
  }
}
