package io.videotask.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class RecordedAnswerTest {
  private static final String BASE = "https://api.shop.example:8443";

  @Test
  void removesKeysUrlsAndPersonalData() throws IOException {
    String body =
        "{\"status\":\"SUCCESS\",\"user_id\":77,\"username\":\"ann\",\"group\":\"vip\",\"message\":\"bad key"
            + " my-own-key-1 of ann@corp.example, sk-proj-abcdefgh1234\","
            + "\"url\":\"https://bucket.oss.example/u/ann/v.mp4?Expires=1757032400&Signature=s3cret\","
            + "\"own\":\"https://api.shop.example:8443/v1/videos/t1/content\","
            + "\"data\":{\"properties\":{\"input\":\"a private prompt\"},\"file_id\":306793063383292123456}}";
    String shown = RecordedAnswer.of(body, "my-own-key-1", BASE);
    for (String secret :
        new String[] {
          "ann", "vip", "77", "my-own", "sk-proj", "bucket", "s3cret", "prompt", "shop"
        }) {
      assertFalse(shown.contains(secret), secret + " in " + shown);
    }
    assertTrue(
        shown.contains("\"https://cdn.example.test/video.mp4?Expires=1757032400&Signature=x\""));
    assertTrue(shown.contains("\"https://gateway.example.test/v1/videos/t1/content\""), shown);
    assertTrue(shown.contains("306793063383292123456"), "ids keep their digits");
    assertTrue(shown.contains("\"status\": \"SUCCESS\""), shown);
  }

  @Test
  void keepsTypes() throws IOException {
    String body = "{\"a\":[1,1.50,null,true,\"\"],\"user_id\":\"\",\"input\":null}";
    assertEquals(
        body, RecordedAnswer.of(body, "", BASE).replaceAll("\\s", "").replace("1.5,", "1.50,"));
  }

  @Test
  void rejectsBodiesThatAreNotJson() {
    assertThrows(IOException.class, () -> RecordedAnswer.of("<html>sk-1</html>", "", BASE));
  }
}
