package io.videotask.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What messages look like in the database. */
class StoredMessageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT https://cdn.example.com/v.mp4?X-Amz-Signature=SECRET failed",
        "PUT https:\\/\\/cdn.example.com\\/SECRET failed",
        "s3://bucket/SECRET is not there",
        "GET cdn.example.com/v/SECRET.mp4 failed",
        "//cdn.example.com/SECRET",
        "cannot decode data:video/mp4;base64,SECRET",
        "HTTP 401 for Bearer SECRETSECRET",
        "Authorization: Basic U0VDUkVUSECRET",
        "{\"api_key\": \"SECRET\"}",
        "password=SECRET; user=sa",
        "x-api-token: SECRET",
        "key sk-SECRETSECRET was refused",
        "eyJhbGciOiJIUzI1NiJ9.SECRETSECRET.SECRET is expired",
        "0SECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRET is no key",
        "jdbc:postgresql://db.example.com/x?password=SECRET"
      })
  void urlsAndKeysAreLeftOut(String message) {
    String stored = StoredMessage.of(message);

    assertNotNull(stored);
    assertFalse(stored.contains("SECRET"), stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IllegalStateException: no disk",
        "new-api:task_Oe1xL2cNhK2eQg0EqV1gO9wAsX7oZu2L took longer than PT5M",
        "order 7f1c6c1e-6d1f-4d3a-9d8e-1f2a3b4c5d6e is unknown",
        "für 视频 ist kein Platz (3.5 GB)"
      })
  void otherTextIsKept(String message) {
    assertEquals(message, StoredMessage.of(message));
  }

  @Test
  void noMessageIsNone() {
    assertNull(StoredMessage.of(null));
  }

  @Test
  void controlCharactersAndLoneSurrogatesBecomeSpacesAndLongTextIsCut() {
    assertEquals("a b c d e", StoredMessage.of("a\u0000b\nc\ud800d\u202ee"));

    String stored = StoredMessage.of("x ".repeat(100_000));
    assertNotNull(stored);
    assertTrue(stored.length() <= 1001 && stored.endsWith("…"), stored);
  }
}
