package io.videotask.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures at their edges, and bodies of the vendors that the vectors do not have. */
class CallbackVerifierTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_790_000_000);
  private static final String SECRET = "whsec_" + base64(new byte[24]);
  private static final String URL = "https://app.example.com/callbacks";

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> standard(String id, long time, String body)
      throws Exception {
    String signature = "v1," + base64(hmac(new byte[24], id + "." + time + "." + body));
    return Map.of(
        "webhook-id", List.of(id),
        "webhook-timestamp", List.of(Long.toString(time)),
        "webhook-signature", List.of(signature));
  }

  private static CallbackVerdict verify(
      CallbackVerifier verifier, Map<String, List<String>> headers, String body) {
    return verifier.verify("POST", URL, headers, body.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static CallbackVerdict.Reason refusal(CallbackVerdict verdict) {
    return assertInstanceOf(CallbackVerdict.Refused.class, verdict).reason();
  }

  private static CallbackVerdict.Authentic unsigned(CallbackVendor vendor, String body) {
    CallbackVerdict verdict = verify(CallbackVerifier.unsigned(vendor), Map.of(), body);
    return assertInstanceOf(CallbackVerdict.Authentic.class, verdict);
  }

  @ParameterizedTest
  @CsvSource({"-301, TIME", "-300,", "300,", "301, TIME"})
  void theEdgesOfTheToleranceBelongToIt(long offset, CallbackVerdict.Reason expected)
      throws Exception {
    Map<String, List<String>> headers = standard("msg_1", NOW.getEpochSecond() + offset, "{}");
    CallbackVerdict verdict =
        verify(CallbackVerifier.of(CallbackVendor.KLING, SECRET), headers, "{}");
    if (expected == null) {
      assertInstanceOf(CallbackVerdict.Authentic.class, verdict);
    } else {
      assertEquals(expected, refusal(verdict));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "1790000000.5", "-1", "+1790000000", "0x1", "99999999999999999999"})
  void aTimeThatIsNoNumberIsRefused(String time) throws Exception {
    Map<String, List<String>> headers =
        new HashMap<>(standard("msg_1", NOW.getEpochSecond(), "{}"));
    headers.put("webhook-timestamp", List.of(time));
    CallbackVerdict verdict =
        verify(CallbackVerifier.of(CallbackVendor.STANDARD_WEBHOOKS, SECRET), headers, "{}");
    assertEquals(CallbackVerdict.Reason.HEADER, refusal(verdict));
  }

  @Test
  void anyOfSeveralSecretsFits() throws Exception {
    Map<String, List<String>> headers = standard("msg_1", NOW.getEpochSecond(), "{}");
    String other = "whsec_" + base64("another secret, 24 bytes".getBytes(StandardCharsets.UTF_8));
    assertInstanceOf(
        CallbackVerdict.Authentic.class,
        verify(CallbackVerifier.of(CallbackVendor.KLING, other, SECRET), headers, "{}"));
    assertEquals(
        CallbackVerdict.Reason.SIGNATURE,
        refusal(verify(CallbackVerifier.of(CallbackVendor.KLING, other), headers, "{}")));
  }

  @Test
  void aSecretMayBePastedWithItsVersionAndANewline() throws Exception {
    Map<String, List<String>> headers = standard("msg_1", NOW.getEpochSecond(), "{}");
    assertInstanceOf(
        CallbackVerdict.Authentic.class,
        verify(CallbackVerifier.of(CallbackVendor.KLING, "v1," + SECRET + "\n"), headers, "{}"));
  }

  @Test
  void emptyEntriesAndOtherVersionsAreSkipped() throws Exception {
    Map<String, List<String>> headers =
        new HashMap<>(standard("msg_1", NOW.getEpochSecond(), "{}"));
    String fits = headers.getOrDefault("webhook-signature", List.of()).get(0);
    headers.put(
        "webhook-signature", List.of("  v1  v1, v9,AAAA v1a,AAAA v1,!!!!  " + fits + "  nonsense"));
    assertInstanceOf(
        CallbackVerdict.Authentic.class,
        verify(CallbackVerifier.of(CallbackVendor.KLING, SECRET), headers, "{}"));
  }

  @Test
  void aSignatureWithoutItsVersionCountsAtOpenAiOnly() throws Exception {
    Map<String, List<String>> headers =
        new HashMap<>(standard("msg_1", NOW.getEpochSecond(), "{}"));
    headers.put(
        "webhook-signature",
        List.of(headers.getOrDefault("webhook-signature", List.of()).get(0).substring(3)));
    assertInstanceOf(
        CallbackVerdict.Authentic.class,
        verify(CallbackVerifier.of(CallbackVendor.OPENAI, SECRET), headers, "{}"));
    assertEquals(
        CallbackVerdict.Reason.SIGNATURE,
        refusal(verify(CallbackVerifier.of(CallbackVendor.REPLICATE, SECRET), headers, "{}")));
  }

  @Test
  void aHeaderThatCameTwiceIsRefused() throws Exception {
    Map<String, List<String>> headers =
        new HashMap<>(standard("msg_1", NOW.getEpochSecond(), "{}"));
    headers.put("Webhook-Signature", List.of("v1,AAAA"));
    assertEquals(
        CallbackVerdict.Reason.HEADER,
        refusal(verify(CallbackVerifier.of(CallbackVendor.KLING, SECRET), headers, "{}")));
  }

  @Test
  void anIdWithAFullStopIsRefused() throws Exception {
    Map<String, List<String>> headers = standard("msg.1", NOW.getEpochSecond(), "{}");
    assertEquals(
        CallbackVerdict.Reason.HEADER,
        refusal(verify(CallbackVerifier.of(CallbackVendor.KLING, SECRET), headers, "{}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "whsec_", "whsec_!!!!", "whsk_AAAA", "whpk_AAAA", "v1,whsec_"})
  void secretsThatAnybodyHasAreRefused(String secret) {
    for (CallbackVendor vendor : List.of(CallbackVendor.KLING, CallbackVendor.OPENAI)) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> CallbackVerifier.of(vendor, secret));
      assertFalse(String.valueOf(refused.getMessage()).contains("!!!!"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPENROUTER", "VIDU", "KIE", "PIXVERSE", "KLING", "OPENAI"})
  void aVendorThatSignsNeedsASecret(CallbackVendor vendor) {
    assertThrows(IllegalArgumentException.class, () -> CallbackVerifier.of(vendor));
    assertThrows(IllegalArgumentException.class, () -> CallbackVerifier.of(vendor, " "));
    assertTrue(vendor.signatureHeader() != null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MINIMAX", "ARK", "ANY", "FAL"})
  void aVendorWithoutASecretTakesNone(CallbackVendor vendor) {
    assertThrows(IllegalArgumentException.class, () -> CallbackVerifier.of(vendor, "secret"));
  }

  @Test
  void aVerifierDoesNotPrintItsSecrets() {
    assertEquals(
        "CallbackVerifier[KLING]", CallbackVerifier.of(CallbackVendor.KLING, SECRET).toString());
  }

  @Test
  void kieTakesTheIdThatWasSigned() throws Exception {
    String time = Long.toString(NOW.getEpochSecond());
    byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    Map<String, List<String>> headers =
        Map.of(
            "x-webhook-timestamp", List.of(time),
            "x-webhook-signature", List.of(base64(hmac(key, "caught." + time))));
    String body = "{\"code\":200,\"data\":{\"task_id\":\"other\",\"taskId\":\"caught\"}}";
    CallbackVerdict verdict = verify(CallbackVerifier.of(CallbackVendor.KIE, "key"), headers, body);
    assertEquals("caught", assertInstanceOf(CallbackVerdict.Authentic.class, verdict).taskId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":200,\"data\":{\"taskId\":\"a\",\"state\":\"fail\",\"resultJson\":\"{}\"}} | fail",
        "{\"code\":200,\"data\":{\"taskId\":\"a\",\"resultUrls\":[\"https://x\"]}} | 200",
        "{\"code\":501,\"msg\":\"failed\",\"data\":{\"task_id\":\"a\"}} | 501"
      })
  void kieHasAStateOrACode(String body, String status) {
    CallbackVerdict.Authentic read = unsigned(CallbackVendor.KIE, body);
    assertEquals("a", read.taskId());
    assertEquals(status, read.status());
    assertTrue(read.mayHaveEnded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"task_id\":900000000000000021,\"task_status\":\"processing\"}",
        "{\"id\":\"900000000000000021\",\"status\":\"processing\",\"outputs\":[]}",
        "{\"code\":0,\"message\":\"SUCCEED\","
            + "\"data\":{\"task_id\":\"900000000000000021\",\"task_status\":\"processing\"}}",
        "{\"code\":0,\"data\":[{\"id\":\"900000000000000021\",\"status\":\"processing\"}]}"
      })
  void klingHasTwoShapesAndAnEnvelope(String body) {
    for (CallbackVendor vendor : List.of(CallbackVendor.KLING, CallbackVendor.ANY)) {
      CallbackVerdict.Authentic read = unsigned(vendor, body);
      assertEquals("900000000000000021", read.taskId());
      assertEquals("processing", read.status());
      assertFalse(read.mayHaveEnded());
    }
  }

  @Test
  void falsTaskIsNotTheGatewaysRequest() {
    CallbackVerdict.Authentic read =
        unsigned(
            CallbackVendor.FAL,
            "{\"gateway_request_id\":\"retried\",\"request_id\":\"first\",\"status\":\"OK\"}");
    assertEquals("first", read.taskId());
  }

  @Test
  void pixVerseSignsEachFieldAsGoWritesIt() throws Exception {
    byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    String body =
        "{\"url\":\"https://x/a~b*c d?e=f&g=猫\",\"id\":7,\"size\":10.50,\"error\":null,\"note\":\"\"}";
    String head = NOW.getEpochSecond() + "\nnonce\n";
    String url = "https%3A%2F%2Fx%2Fa~b%2Ac+d%3Fe%3Df%26g%3D%E7%8C%AB";
    for (String error : List.of("error=&", "", "error=null&")) {
      String text = head + error + "id=7&note=&size=10.50&url=" + url;
      Map<String, List<String>> headers =
          Map.of(
              "Webhook-Timestamp", List.of(Long.toString(NOW.getEpochSecond())),
              "Webhook-Nonce", List.of("nonce"),
              "Webhook-Signature", List.of(base64(hmac(key, text))));
      CallbackVerifier verifier = CallbackVerifier.of(CallbackVendor.PIXVERSE, "key");
      assertInstanceOf(CallbackVerdict.Authentic.class, verify(verifier, headers, body));
      assertEquals(
          CallbackVerdict.Reason.SIGNATURE,
          refusal(verify(verifier, headers, body.replace("10.50", "10.5"))));
      assertEquals(
          CallbackVerdict.Reason.UNREADABLE,
          refusal(verify(verifier, headers, body.replace("10.50", "[1]"))));
    }
  }

  @Test
  void hexMayBeInCapitals() throws Exception {
    byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    String time = Long.toString(NOW.getEpochSecond());
    String hex = HexFormat.of().withUpperCase().formatHex(hmac(key, time + ",{}"));
    CallbackVerifier verifier = CallbackVerifier.of(CallbackVendor.OPENROUTER, "key");
    String header = "X-OpenRouter-Signature";
    assertInstanceOf(
        CallbackVerdict.Authentic.class,
        verify(verifier, Map.of(header, List.of("v1=00,t=" + time + ",v1=" + hex)), "{}"));
    for (String wrong :
        List.of("t=" + time, "v1=" + hex, "t=" + time + ",t=1,v1=" + hex, ",,,", "t=,v1=")) {
      assertInstanceOf(
          CallbackVerdict.Refused.class, verify(verifier, Map.of(header, List.of(wrong)), "{}"));
    }
  }

  @Test
  void aChallengeIsReturnedAsItCame() {
    CallbackVerifier miniMax = CallbackVerifier.unsigned(CallbackVendor.MINIMAX);
    for (String challenge : List.of("\"a\\u00e9\\\"<b>\"", "900000000000000011")) {
      CallbackVerdict verdict = verify(miniMax, Map.of(), "{\"challenge\": " + challenge + "}");
      assertEquals(new CallbackVerdict.Challenge(challenge), verdict);
    }
    String long1 = "\"" + "a".repeat(2000) + "\"";
    for (String challenge : List.of(long1, "{\"a\":1}", "[1]")) {
      assertEquals(
          CallbackVerdict.Reason.UNREADABLE,
          refusal(verify(miniMax, Map.of(), "{\"challenge\":" + challenge + "}")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "1", "{", "{\"a\":1}{}", "\u0000", "<html>"})
  void aBodyThatIsNoObjectIsUnreadable(String body) {
    for (CallbackVendor vendor : CallbackVendor.values()) {
      assertEquals(
          CallbackVerdict.Reason.UNREADABLE,
          refusal(verify(CallbackVerifier.unsigned(vendor), Map.of(), body)));
    }
  }

  @Test
  void aDeepOrOddBodyThrowsNothing() {
    for (CallbackVendor vendor : CallbackVendor.values()) {
      CallbackVerifier verifier = CallbackVerifier.unsigned(vendor);
      verify(verifier, Map.of(), "{\"a\":".repeat(5000) + "1" + "}".repeat(5000));
      CallbackVerdict.Authentic read =
          unsigned(
              vendor, "{\"id\":{},\"task_id\":[],\"data\":null,\"status\":true,\"task\":[1,2]}");
      assertNull(read.taskId());
    }
  }

  @Test
  void theReasonsOfBothLayersAreTheSame() {
    TreeSet<String> inner = new TreeSet<>();
    Arrays.stream(io.videotask.internal.callback.RefusedCallException.Kind.values())
        .forEach(kind -> inner.add(kind.name()));
    TreeSet<String> outer = new TreeSet<>();
    Arrays.stream(CallbackVerdict.Reason.values()).forEach(reason -> outer.add(reason.name()));
    assertEquals(inner, outer);
  }
}
