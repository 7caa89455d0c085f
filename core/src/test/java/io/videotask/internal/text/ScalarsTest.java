package io.videotask.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.videotask.internal.answer.Answers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Progress, timestamps and numbers in all received formats. */
class ScalarsTest {
  private static @Nullable Instant timestamp(String json) {
    Scalar scalar = Scalar.ofJson(json);
    return scalar == null ? null : Timestamps.of(scalar);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"30%\", 30",
        "30, 30",
        "\"30\", 30",
        "\" 30 % \", 30",
        "0.3, 30",
        "\"0.3\", 30",
        "30.9, 30",
        "0, 0",
        "1, 1",
        "1.0, 1",
        "0.999, 99",
        "\"0.3%\", 0",
        "\"1%\", 1",
        "100, 100",
        "\"100%\", 100",
        "99.99, 99",
        "1e2, 100"
      })
  void progressIsPercentage(String json, int percent) {
    assertEquals(percent, ProgressParser.of(Scalar.ofJson(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "\" \"",
        "\"%\"",
        "\"done\"",
        "-1",
        "101",
        "\"100.1%\"",
        "1e400",
        "true",
        "{}",
        "[]",
        "\"NaN\"",
        "\"Infinity\"",
        "\"0x10\"",
        "\"3/10\"",
        "1e-999999999"
      })
  void invalidProgressIsUnknown(String json) {
    assertNull(ProgressParser.of(Scalar.ofJson(json)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "1756453472, 2025-08-29T07:44:32Z",
        "\"1756453472\", 2025-08-29T07:44:32Z",
        "\"0001756453472\", 2025-08-29T07:44:32Z",
        "1756453472000, 2025-08-29T07:44:32Z",
        "1756453472123, 2025-08-29T07:44:32.123Z",
        "1756453472.5, 2025-08-29T07:44:32.500Z",
        "100000000000, 5138-11-16T09:46:40Z",
        "100000000001, 1973-03-03T09:46:40.001Z",
        "4102444800, 2100-01-01T00:00:00Z",
        "2147483648, 2038-01-19T03:14:08Z",
        "\"2025-08-29T07:44:32Z\", 2025-08-29T07:44:32Z",
        "\"2025-08-29 07:44:32+00:00\", 2025-08-29T07:44:32Z",
        "\"2025-08-29T15:44:32.25+08:00\", 2025-08-29T07:44:32.250Z"
      })
  void timestampFormatsAreRead(String json, Instant instant) {
    assertEquals(instant, timestamp(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "\"0\"",
        "\"\"",
        "null",
        "true",
        "1e300",
        "1e-300000000",
        "99999999999999999999",
        "\"2025-08-29T07:44:32\"",
        "\"2025-02-30T07:44:32Z\"",
        "\"2016-12-31T23:59:60Z\"",
        "\"yesterday\"",
        "{}"
      })
  void invalidTimestampIsUnknown(String json) {
    assertNull(timestamp(json));
  }

  @Test
  void digitsAreKept() {
    Scalar id = Scalar.ofJson("123456789012345678901234567890");
    assertNotNull(id);
    assertEquals("123456789012345678901234567890", id.text());
    assertNull(id.positiveLong());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e350", "1e400", "\"1e309\"", "0", "-2", "\"\"", "\"six\""})
  void invalidDurationIsUnknown(String json) {
    String body =
        Answers.row("\"status\":\"SUCCESS\",\"url\":\"https://a.example/v\",\"duration\":" + json);
    assertNull(Answers.video(body).durationSeconds());
  }

  @Test
  void hugeNumberIsReadQuickly() {
    String digits = "9".repeat(1 << 20);
    assertTimeout(
        Duration.ofSeconds(60),
        () -> {
          assertNull(ProgressParser.of(Scalar.ofJson(digits)));
          assertNull(timestamp(digits));
          assertNull(timestamp("\"" + digits + "\""));
        });
  }
}
