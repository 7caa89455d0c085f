package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  @Test
  void ordinaryTextIsUnchanged() {
    String text = "任务超时（1440分钟） – it's \"so\" 🎬";
    assertEquals(text, Redaction.line(text));
    assertEquals(text, Redaction.message(text));
    assertEquals(text, Redaction.note(text));
  }

  @Test
  void lineBreaksAreEscaped() {
    assertEquals("a\\u000ab\\u000dc\\u0009d\\u0000e", Redaction.line("a\nb\rc\td\0e"));
    assertEquals("\\u001b[31mred", Redaction.line("\u001b[31mred"));
    assertEquals("a\\u0085b\\u2028c\\u2029d", Redaction.line("a\u0085b\u2028c\u2029d"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u202e", "\u200b", "\u200f", "\u2066", "\ufeff", "\u00ad", "\ud800", "\udc00"})
  void invisibleAndBidirectionalCharactersAreEscaped(String hidden) {
    String line = Redaction.line("task" + hidden + "done");
    assertEquals(String.format("task\\u%04xdone", (int) hidden.charAt(0)), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see https://cdn.example.com/v.mp4?Signature=abc%3D&Expires=1 now"
            + "|see https://cdn.example.com/v.mp4?… now",
        "HTTPS://CDN.example.com/v#token=abc|HTTPS://CDN.example.com/v?…",
        "(http://a.example/?sig=abc)|(http://a.example/?…",
        "//cdn.example.com/v.mp4?Signature=abc|//cdn.example.com/v.mp4?…",
        "cdn.example.com/v.mp4?Signature=abc&x=y gone|cdn.example.com/v.mp4?… gone",
        "/v1/tasks/t/artifacts/video/content?access=abc|/v1/tasks/t/artifacts/video/content?…",
        "https:\\/\\/cdn.example.com\\/v.mp4?Signature=abc|https:\\/\\/cdn.example.com\\/v.mp4?…",
        "really? yes=no|really? yes=no"
      })
  void messagesHaveNoUrlQueries(String text, String shown) {
    assertEquals(shown, Redaction.message(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example.com/v.mp4?Signature=abc",
        "HTTP://cdn.example.com",
        "ftp://cdn.example.com/v.mp4",
        "data:video/mp4;base64,AAAA",
        "//cdn.example.com/v.mp4",
        "cdn.example.com/v.mp4?Signature=abc",
        "www.example.com",
        "https:\\/\\/cdn.example.com\\/v.mp4"
      })
  void notesHaveNoUrls(String url) {
    assertEquals("it says [URL] here", Redaction.note("it says " + url + " here"));
  }

  @Test
  void maskedKeysAreRedacted() {
    assertEquals("[key] 该令牌额度已用尽", Redaction.line("[sk-bbb***bbb] 该令牌额度已用尽"));
    assertEquals("key [key] is wrong", Redaction.line("key sk-proj-ab****yz is wrong"));
  }

  @Test
  void linesAreTruncated() {
    String line = Redaction.line("x".repeat(501));
    assertEquals("x".repeat(500) + "…", line);
    assertEquals("x".repeat(500), Redaction.line("x".repeat(500)));
    assertTrue(Redaction.line("\n".repeat(400)).endsWith("…"), "cut, and says so");
    assertTrue(Redaction.line("\n".repeat(400)).length() <= 510);
    assertFalse(Character.isHighSurrogate(Redaction.line("🎬".repeat(400)).charAt(499)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-",
        "sk-*",
        "[sk-",
        "https://",
        "https://a?",
        "data:a/",
        "a.",
        "?a=",
        "//a",
        "\n"
      })
  void hostileTextIsProcessedQuickly(String piece) {
    String huge = piece.repeat(4_000_000 / piece.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertTrue(Redaction.line(huge).length() <= 510);
          assertTrue(Redaction.message(huge).length() <= 510);
          assertTrue(Redaction.note(huge).length() <= 510);
        });
  }
}
