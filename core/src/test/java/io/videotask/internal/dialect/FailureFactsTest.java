package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.gateway.Dialect;
import io.videotask.internal.http.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureFactsTest {
  private static Adapter adapter(String gateway) {
    return Dialect.named(gateway).orElseThrow().adapter();
  }

  private static HttpAnswer answer(int status, String body, String... headers) {
    return new HttpAnswer(status, Headers.of(headers), body.replace('\'', '"'), false, null);
  }

  private static @Nullable String requestId(String gateway, String body, String... headers) {
    FailureFacts facts = adapter(gateway).failureFacts();
    HttpAnswer answer = answer(400, body, headers);
    return facts.requestId(answer.body(), facts.requestId(answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        "{'request_id':'of-the-vendor'} | of-the-vendor",
        "{'request_id':' '} | of-the-gateway",
        "{'request_id':{'id':1}} | of-the-gateway",
        "{'request_id':'cut | of-the-gateway",
        "[1] | of-the-gateway",
        "<html> | of-the-gateway"
      })
  void idInTheBodyCountsBeforeThatOfAGatewayInFront(String body, String expected) {
    assertEquals(expected, requestId("kling", body, "X-Request-Id", "of-the-gateway"));
  }

  @Test
  void idOfATaskIsNotTakenForTheRequests() {
    assertEquals(null, requestId("fal", "{'request_id':'the-task','detail':'no'}"));
    assertEquals(null, requestId("siliconflow", "{'requestId':'the-task','code':20015}"));
    assertEquals(null, requestId("new-api", "{'request_id':'any'}"));
  }

  @Test
  void vendorsOwnHeaderIsReadBeforeTheUsualOnes() {
    assertEquals(
        "own", requestId("fal", "{}", "X-Request-Id", "usual", "X-Fal-Request-Id", " own "));
    assertEquals("usual", requestId("fal", "{}", "X-Request-Id", "usual"));
    assertEquals(
        "20260719",
        requestId("ark", "{'ResponseMetadata':{'RequestId':'20260719'}}", "X-Tt-Logid", "x"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "fal, X-Fal-Retryable, true, true",
        "fal, x-fal-retryable, FALSE, false",
        "fal, X-Fal-Retryable, maybe, -",
        "fal, X-Other, true, -",
        "kling, X-Fal-Retryable, true, -"
      })
  void headerSaysWhetherAnotherTryMayHelp(
      String gateway, String header, String value, @Nullable Boolean expected) {
    assertEquals(expected, adapter(gateway).failureFacts().retryable(Headers.of(header, value)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        "veo | 429 | {'error':{'code':429,'details':[{'retryDelay':'34.4s'}]}} | 34400",
        "veo | 429 | {'error':{'code':429,'details':[{},{'retryDelay':'7s'}]}} | 7000",
        "veo | 503 | {'error':{'code':503,'details':[{'retryDelay':'1s'}]}} | 1000",
        "veo | 429 | {'error':{'code':429,'details':[{'retryDelay':'-1s'}]}} | -",
        "veo | 429 | {'error':{'code':429,'details':[{'retryDelay':'soon'}]}} | -",
        "veo | 429 | {'error':'odd'} | -",
        "veo | 429 | <html> | -",
        "veo | 200 | {'error':{'code':429,'details':[{'retryDelay':'7s'}]}} | -",
        "replicate | 429 | {'detail':'Request was throttled.'} | 5000",
        "replicate | 503 | {'detail':'Down.'} | -",
        "replicate | 200 | {'status':'starting'} | -"
      })
  void bodyOrTheGatewaysHeaderSaysHowLongToWait(
      String gateway, int status, String body, @Nullable Long millis) {
    assertEquals(
        millis == null ? null : Duration.ofMillis(millis),
        adapter(gateway).retryAfter(answer(status, body, "ratelimit-reset", "5"), Instant.EPOCH));
  }

  @Test
  void retryAfterHeaderCountsBeforeTheBody() {
    String body = "{'error':{'code':429,'details':[{'retryDelay':'7s'}]}}";
    assertEquals(
        Duration.ofMillis(1500),
        adapter("veo").retryAfter(answer(429, body, "Retry-After-Ms", "1500"), Instant.EPOCH));
  }
}
