package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;

/** Which requests may be sent again. */
class RepeatableRequestTest {
  private static final Request QUERY = new Request.Builder().url("http://localhost/").build();
  private static final Request POST =
      QUERY.newBuilder().post(RequestBody.create("{}", MediaType.get("application/json"))).build();

  @Test
  void postIsSentOnceUnlessItIsAQuery() {
    assertFalse(RepeatableRequest.isRepeatable(POST));
    assertTrue(RepeatableRequest.isRepeatable(RepeatableRequest.of(POST)));
  }

  @Test
  void requestWithoutBodyNeedsNoMark() {
    assertTrue(RepeatableRequest.isRepeatable(QUERY));
    assertSame(QUERY, RepeatableRequest.of(QUERY));
  }
}
