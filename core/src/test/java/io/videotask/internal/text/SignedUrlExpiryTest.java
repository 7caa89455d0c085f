package io.videotask.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedUrlExpiryTest {
  private static final String HOST = "https://cdn.example.com/v.mp4?";

  @ParameterizedTest
  @CsvSource({
    "Expires=1756485985, 2025-08-29T16:46:25Z",
    "expires=1756485985&Signature=x%3D, 2025-08-29T16:46:25Z",
    "Signature=x&EXPIRES=1756485985#f, 2025-08-29T16:46:25Z",
    "Expires=1756485985000, 2025-08-29T16:46:25Z",
    "X-Amz-Date=20250829T074625Z&X-Amz-Expires=32400, 2025-08-29T16:46:25Z",
    "X-Amz-Expires=32400&X-Amz-Date=20250829T074625Z, 2025-08-29T16:46:25Z",
    "X-Tos-Date=20250829T164625Z&X-Tos-Expires=86400, 2025-08-30T16:46:25Z",
    "X-Goog-Date=20250829T164625Z&X-Goog-Expires=3600, 2025-08-29T17:46:25Z",
    "x-oss-date=20250829T164625Z&x-oss-expires=3600, 2025-08-29T17:46:25Z",
    "x-oss-expires=1756485985, 2025-08-29T16:46:25Z",
    "e=1756485985&token=x, 2025-08-29T16:46:25Z",
    "x-expires=1756485985, 2025-08-29T16:46:25Z",
    "se=2025-08-29T16%3A46%3A25Z&sig=x, 2025-08-29T16:46:25Z",
    "Expires=1756485985&Expires=1, 2025-08-29T16:46:25Z",
    "Expires=1000000000, 2001-09-09T01:46:40Z",
    "x-oss-expires=1000000000, 2001-09-09T01:46:40Z"
  })
  void everyFormatIsRead(String query, Instant expiry) {
    assertEquals(expiry, SignedUrlExpiry.of(HOST + query));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x=1",
        "Expires",
        "Expires=",
        "Expires=3600",
        "Expires=soon",
        "Expires=-1756485985",
        "Expires=1.5e9",
        "Expires=99999999999999999999999999",
        "X-Amz-Expires=3600",
        "X-Amz-Date=20250829T164625Z",
        "X-Amz-Date=29.8.2025&X-Amz-Expires=3600",
        "X-Amz-Date=20251329T164625Z&X-Amz-Expires=3600",
        "X-Tos-Date=20250829T164625Z&X-Amz-Expires=3600",
        "e=mp4",
        "se=1",
        "NotExpires=1756485985"
      })
  void urlWithoutExpiryHasNone(String query) {
    assertNull(SignedUrlExpiry.of(HOST + query));
  }

  @Test
  void onlyQueryIsRead() {
    assertNull(SignedUrlExpiry.of("https://cdn.example.com/Expires=1756485985"));
    assertNull(SignedUrlExpiry.of("https://cdn.example.com/v#?Expires=1756485985"));
    assertNull(SignedUrlExpiry.of("data:video/mp4,?Expires=1756485985"));
  }
}
