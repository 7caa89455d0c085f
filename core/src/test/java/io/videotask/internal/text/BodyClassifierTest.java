package io.videotask.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyClassifierTest {
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
            BodyClassifier.Unreadable.class, BodyClassifier.of(text == null ? "" : text, false));
    assertTrue(body.problem().toLowerCase(Locale.ROOT).contains(problem), body.problem());
    assertEquals(problem.equals("web page"), body.html());
  }

  @Test
  void oneKnownFieldSuffices() {
    for (String field :
        BodyClassifier.KNOWN.strings().subList(2, BodyClassifier.KNOWN.strings().size())) {
      assertInstanceOf(
          BodyClassifier.Task.class, BodyClassifier.of("{\"" + field + "\":null}", false));
    }
    assertInstanceOf(
        BodyClassifier.Task.class, BodyClassifier.of("{\"code\":1,\"message\":null}", false));
    assertInstanceOf(BodyClassifier.Unreadable.class, BodyClassifier.of("{\"code\":1}", false));
    assertInstanceOf(
        BodyClassifier.Unreadable.class, BodyClassifier.of("{\"message\":null}", false));
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
