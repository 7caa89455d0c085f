package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterParserTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static Headers retryAfter(String value) {
    return new Headers.Builder().addUnsafeNonAscii(RetryAfterMasking.HEADER, value).build();
  }

  @ParameterizedTest
  @CsvSource({
    "3, PT3S",
    "0, PT0S",
    "' 7 ', PT7S",
    "2.5, PT2.5S",
    "0.0001, PT0S",
    "007, PT7S",
    "86400, PT24H",
    "99999999999, PT8760H",
    "99999999999999999999999999999999999999, PT8760H"
  })
  void parsesSeconds(String value, Duration expected) {
    assertEquals(expected, RetryAfterParser.of(retryAfter(value), NOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 01 Mar 2026 12:01:30 GMT",
        "Sunday, 01-Mar-26 12:01:30 GMT",
        "Sun Mar  1 12:01:30 2026"
      })
  void parsesAllDateFormats(String date) {
    assertEquals(Duration.ofSeconds(90), RetryAfterParser.of(retryAfter(date), NOON));
  }

  @Test
  void aDateIsRelativeToTheServersClock() {
    Headers headers =
        retryAfter("Sun, 01 Mar 2026 12:01:30 GMT")
            .newBuilder()
            .add("Date", "Sun, 01 Mar 2026 12:01:00 GMT")
            .build();
    assertEquals(Duration.ofSeconds(30), RetryAfterParser.of(headers, NOON.minusSeconds(9000)));
  }

  @Test
  void aMalformedDateHeaderFallsBackToTheLocalClock() {
    Headers headers =
        retryAfter("Sun, 01 Mar 2026 12:01:30 GMT")
            .newBuilder()
            .add("Date", "yesterday, or so")
            .build();
    assertEquals(Duration.ofSeconds(90), RetryAfterParser.of(headers, NOON));
  }

  @Test
  void aDateIsNotRoundedDown() {
    assertEquals(
        Duration.ofMillis(89_250),
        RetryAfterParser.of(retryAfter("Sun, 01 Mar 2026 12:01:30 GMT"), NOON.plusMillis(750)));
  }

  @Test
  void delaysAreLimitedToAYear() {
    assertEquals(
        Duration.ofDays(365),
        RetryAfterParser.of(retryAfter("Fri, 31 Dec 9999 23:59:59 GMT"), NOON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+3",
        "0,120",
        "3 s",
        "1e3",
        "0x10",
        ".5",
        "5.",
        "NaN",
        "soon",
        "٣",
        "Sun, 01 Mar 2026 11:59:59 GMT",
        "Sun, 01 Mar 2026 12:00:00 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT"
      })
  void invalidHintsAreIgnored(String value) {
    assertNull(RetryAfterParser.of(retryAfter(value), NOON));
  }

  @Test
  void longValuesAreIgnored() {
    assertNull(RetryAfterParser.of(retryAfter("9".repeat(1 << 20)), NOON));
  }

  @Test
  void repeatedHintsAreIgnored() {
    Headers headers = retryAfter("3").newBuilder().add(RetryAfterMasking.HEADER, "120").build();
    assertNull(RetryAfterParser.of(headers, NOON));
  }

  @Test
  void aMissingHeaderIsNoHint() {
    assertNull(RetryAfterParser.of(Headers.of(), NOON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai-poll-after-ms", "Retry-After-Ms"})
  void parsesMilliseconds(String name) {
    assertEquals(Duration.ofMillis(1500), RetryAfterParser.of(Headers.of(name, "1500"), NOON));
    assertEquals(Duration.ofDays(365), RetryAfterParser.of(Headers.of(name, "9".repeat(30)), NOON));
    assertNull(RetryAfterParser.of(Headers.of(name, "-1500"), NOON));
  }

  @Test
  void millisecondsTakePrecedence() {
    Headers both = Headers.of("openai-poll-after-ms", "250", RetryAfterMasking.HEADER, "9");
    assertEquals(Duration.ofMillis(250), RetryAfterParser.of(both, NOON));
    Headers broken = Headers.of("openai-poll-after-ms", "soon", RetryAfterMasking.HEADER, "9");
    assertEquals(Duration.ofSeconds(9), RetryAfterParser.of(broken, NOON));
  }
}
