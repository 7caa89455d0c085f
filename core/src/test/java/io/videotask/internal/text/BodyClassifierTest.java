package io.videotask.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyClassifierTest {
  private static final KnownFields KNOWN =
      new KnownFields(Set.of("id", "status"), List.of("code", "message"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|empty",
        "   |empty",
        "<html>|web page",
        "null|null",
        "[1]|array",
        "\"x\"|string",
        "12|number",
        "true|boolean",
        "{\"a\":1}|field that we know",
        "{\"code\":1}|field that we know",
        "{\"status\":1|no json",
        "{\"status\":1}{}|no json",
        "hello|no json"
      })
  void unreadableBodyIsDescribed(String text, String problem) {
    BodyClassifier.Unreadable body =
        assertInstanceOf(
            BodyClassifier.Unreadable.class,
            BodyClassifier.of(text == null ? "" : text, false, KNOWN));
    assertTrue(body.problem().toLowerCase(Locale.ROOT).contains(problem), body.problem());
    assertEquals(problem.equals("web page"), body.html());
  }

  @Test
  void oneKnownFieldSuffices() {
    for (String field : List.of("id", "status")) {
      assertInstanceOf(
          BodyClassifier.Task.class, BodyClassifier.of("{\"" + field + "\":null}", false, KNOWN));
    }
    assertInstanceOf(
        BodyClassifier.Task.class,
        BodyClassifier.of("{\"code\":1,\"message\":null}", false, KNOWN));
    assertInstanceOf(
        BodyClassifier.Unreadable.class, BodyClassifier.of("{\"code\":1}", false, KNOWN));
    assertInstanceOf(
        BodyClassifier.Unreadable.class, BodyClassifier.of("{\"message\":null}", false, KNOWN));
  }

  @Test
  void jsonIsOneCompleteDocument() {
    for (String json : new String[] {"{}", "[]", "null", "1", "\"\"", " {\"a\":[1]} "}) {
      assertTrue(BodyClassifier.isJson(json), json);
    }
    for (String none : new String[] {"", " ", "{", "{}{}", "{} x", "<a/>", "x", "[".repeat(999)}) {
      assertFalse(BodyClassifier.isJson(none), none);
    }
  }
}
