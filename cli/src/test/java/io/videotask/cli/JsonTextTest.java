package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-0.5e+10",
        "12345678901234567890",
        "true",
        "null",
        "\"a\"",
        "\"\"",
        "\"\\u00e9 \\\\ \\\"\"",
        "\"日本 😀\"",
        "[]",
        "{}",
        " [1, {\"a\": [null, \"}\"]}] ",
        "{\"a\":1,\"b\":{\"c\":[true,false]}}",
      })
  void acceptsJson(String text) {
    assertTrue(JsonText.isJson(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "True",
        "TRUE",
        "NaN",
        "01",
        "1.",
        ".5",
        "+1",
        "0x10",
        "720P",
        "1 2",
        "truefalse",
        "'a'",
        "\"a",
        "\"a\" b",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\",
        "\"a\tb\"",
        "[",
        "]",
        "[1,]",
        "[,1]",
        "[1}",
        "[1 2]",
        "{a:1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1]",
        "{1:2}",
        "{}}",
        "\u00a01",
      })
  void rejectsOtherText(String text) {
    assertFalse(JsonText.isJson(text));
  }

  @Test
  void acceptsDeepNestingAndLongTexts() {
    assertTrue(JsonText.isJson("[".repeat(200_000) + "]".repeat(200_000)));
    assertFalse(JsonText.isJson("[".repeat(200_000)));
    assertTrue(JsonText.isJson("\"" + "\\n".repeat(200_000) + "\""));
  }
}
