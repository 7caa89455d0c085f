package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskLookupTest {
  @Test
  void serverWithoutListsIsNotAskedForMany() {
    Gateway usual = Gateway.openAiVideos("https://gw.example.com", ApiKey.of("sk-abc"));
    assertNotNull(usual.adapter().lookup().group("video_1"));
    assertFalse(usual.adapter().lists().isEmpty());

    Adapter withoutList = usual.withProfile("new-api").adapter();
    assertNull(withoutList.lookup().group("video_1"));
    assertEquals(List.of(), withoutList.lists());
  }
}
