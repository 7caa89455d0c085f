package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S",
    "20m, PT20M",
    "1h30m, PT1H30M",
    "PT20M, PT20M",
    "pt1.5s, PT1.5S",
    "200ms, PT0.2S",
    "1s500ms, PT1.5S",
    "2d, PT48H",
    "36500d, PT876000H"
  })
  void parsesDurations(String text, Duration expected) {
    assertEquals(expected, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "90",
        "s",
        "-5s",
        "PT-5S",
        "0s",
        "PT0S",
        "1.5s",
        "30m1h",
        "1h 30m",
        "P",
        "PT",
        "forever",
        "36501d",
        "99999999999999999999s",
        "9223372036854775807d",
        "9223372036854775807h9223372036854775807s",
        "PT9223372036854775807H",
        "٣s"
      })
  void rejectsTextsThatAreNotAPositiveDuration(String text) {
    assertThrows(UsageException.class, () -> Durations.parse(text));
  }
}
