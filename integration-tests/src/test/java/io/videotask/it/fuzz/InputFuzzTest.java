package io.videotask.it.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Explanation;
import io.videotask.gateway.Gateway;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every input results in a value or in the documented exception. Every build runs the seeds and
 * earlier findings; {@code mvn -Pfuzz} searches for more.
 */
class InputFuzzTest {
  private static final Duration LONGEST_HINT = Duration.ofDays(365);

  static Stream<byte[]> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("videotask.specs")))) {
      List<Path> bodies =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.getParent().endsWith("examples"))
              .filter(file -> !file.toString().endsWith(".expected.json"))
              .sorted()
              .toList();
      return bodies.stream().map(InputFuzzTest::bytes);
    }
  }

  @MethodSource("examples")
  @FuzzTest(maxDuration = "1m")
  void bodies(byte @NotNull [] body) {
    for (Dialect dialect : Dialect.all()) {
      Explanation explanation = dialect.explain(body);
      assertNotNull(explanation.shape());
      explanation.why().forEach(InputFuzzTest::assertOneLine);
      if (explanation instanceof Explanation.OfTask read) {
        assertNotNull(read.task().state());
        read.task().notes().forEach(InputFuzzTest::assertOneLine);
      } else {
        assertOneLine(((Explanation.OfError) explanation).error().getMessage());
      }
    }
  }

  @ValueSource(strings = {"new-api:task_1", "a:..", "a:b:c", ":", "new-api:a/b"})
  @FuzzTest(maxDuration = "1m")
  void references(@NotNull String text) {
    TaskRef ref;
    try {
      ref = TaskRef.parse(text);
    } catch (IllegalArgumentException expected) {
      return;
    }
    assertEquals(text, ref.toString());
    assertEquals(ref, TaskRef.parse(ref.toString()));
    assertOneLine(ref.toString());
    assertFalse(ref.id().equals(".") || ref.id().equals("..") || ref.id().isBlank());
  }

  @ValueSource(
      strings = {"3", "2.5", "99999999999", "Fri, 31 Dec 1999 23:59:59 GMT", "0,120", "-1", "1e9"})
  @FuzzTest(maxDuration = "1m")
  void retryAfter(@NotNull String value) {
    for (String name :
        List.of("X-Videotask-Retry-After", "Retry-After-Ms", "openai-poll-after-ms")) {
      Headers headers;
      try {
        headers = new Headers.Builder().addUnsafeNonAscii(name, value).build();
      } catch (IllegalArgumentException noHeader) {
        return;
      }
      Duration hint = RetryAfterParser.of(headers, Instant.EPOCH);
      assertTrue(
          hint == null || (!hint.isNegative() && hint.compareTo(LONGEST_HINT) <= 0),
          () -> "" + hint);
    }
  }

  @ValueSource(strings = {"sk-abc", " sk-abc\n", "sk\u00a0abc", "sk\r\nX: y"})
  @FuzzTest(maxDuration = "1m")
  void keys(@NotNull String key) {
    try {
      assertEquals("ApiKey[…]", ApiKey.of(key).toString());
    } catch (IllegalArgumentException e) {
      assertTrue(
          key.strip().length() < 40 || !e.getMessage().contains(key.strip()), e.getMessage());
    }
  }

  @ValueSource(
      strings = {
        "https://api.example.com",
        "http://127.0.0.1:8080/v1",
        "http://2130706433",
        "http://[::ffff:127.0.0.1]",
        "https://u:p@h",
        "file:///etc/passwd",
        "http://①②⑦.0.0.1"
      })
  @FuzzTest(maxDuration = "1m")
  void baseUrls(@NotNull String url) {
    try {
      Gateway gateway = Gateway.newApi(url, ApiKey.of("sk-abc"));
      String authority = gateway.toString().split("://", 2)[1].split("/", 2)[0];
      assertFalse(authority.contains("@"), () -> "a user in " + gateway);
      gateway.requireSafeTransport();
    } catch (IllegalArgumentException e) {
      assertOneLine(e.getMessage());
    }
  }

  private static void assertOneLine(String text) {
    assertTrue(text.codePoints().noneMatch(Character::isISOControl), () -> "not one line: " + text);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
