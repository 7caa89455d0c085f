package io.videotask.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostSubmitTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  private static LostSubmit of(VideoRequestBuilder request, String correlationId) {
    return LostSubmit.of(request.build(), "kling", correlationId, true, AT, AT.plusSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-4711", "a,b c%'\"+&", "x"})
  void textReadsBackAsWritten(String correlationId) {
    LostSubmit lost =
        of(VideoRequest.of("a secret kite").model("vendor/kling:v1, \u00e9"), correlationId);

    assertEquals(lost, LostSubmit.parse(lost.toString()));
    assertTrue(lost.toString().matches("[A-Za-z0-9,:/._%-]+"), lost.toString());
    assertFalse(lost.toString().contains("secret"));
    LostSubmit least =
        of(VideoRequest.builder().image(ImageSource.ofUrl("https://a.example/b")), "c");
    assertEquals(least, LostSubmit.parse(least.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2,kling,c,i,1,2,,,,",
        "1,kling,c,i,1,2,,,",
        "1,kling,c,i,2,1,,,,",
        "1,KLING,c,i,1,2,,,,",
        "1,kling,,i,1,2,,,,",
        "1,kling,c,x,1,2,,,,",
        "1,kling,c,i,1,2,,abc,,",
        "1,kling,c,i,1,2,%zz,,,"
      })
  void damagedTextIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> LostSubmit.parse(text));
  }

  @Test
  void equalRequestsHaveEqualHashes() {
    VideoRequestBuilder one = VideoRequest.of("a kite").model("m").parameter("a", Map.of("b", 1));
    VideoRequestBuilder same = VideoRequest.of("a kite").model("m").parameter("a", Map.of("b", 1));

    assertEquals(of(one, "c").requestHash(), of(same, "d").requestHash());
    assertNotEquals(of(one, "c").requestHash(), of(same.seed(7), "c").requestHash());
  }

  @Test
  void clientIdIsTheCorrelationIdWhereGatewaysTakeIt() {
    assertEquals("order-4711", LostSubmit.clientId("order-4711"));
    assertTrue(LostSubmit.clientId("a b").matches("vt-[0-9a-f]{32}"));
    assertNotEquals(LostSubmit.clientId("a b"), LostSubmit.clientId("a c"));
    assertEquals(64, LostSubmit.clientId("x".repeat(64)).length());
    assertEquals(35, LostSubmit.clientId("x".repeat(65)).length());
  }

  @Test
  void whitespaceOfPromptsMakesNoDifference() {
    assertEquals(LostSubmit.promptHash("a  kite\n"), LostSubmit.promptHash(" a kite"));
    assertNotEquals(LostSubmit.promptHash("a kite"), LostSubmit.promptHash("a Kite"));
  }
}
