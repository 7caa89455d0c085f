package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.error.UnsafeUrlException;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.internal.http.Credentials;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.internal.http.ManualTimer;
import io.videotask.task.TaskRef;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any URL and redirect of a server is followed safely or refused. */
class UrlRulesFuzzTest {
  private static final HttpUrl BASE = HttpUrl.get("https://gateway.example.com/");
  private static final UrlRules RULES =
      new UrlRules(
          TaskRef.parse("new-api:task_1"),
          new GatewayOrigin(
              BASE,
              new Credentials(ApiKey.of("sk-canary"), KeyHeader.BEARER, new ManualTimer()),
              false),
          DownloadOptions.DEFAULT);

  static Stream<Arguments> urls() {
    return Stream.of(
        Arguments.of("https://cdn.example.com/a%2Fb.mp4?Signature=secret", "/other"),
        Arguments.of("https://gateway.example.com/v1/videos/1/content", "https://cdn.example.com/"),
        Arguments.of("https://gateway.example.com/content", "//u:p@gateway.example.com/x"),
        Arguments.of("http://127.0.0.1/", "file:///etc/passwd"),
        Arguments.of("https://user@gateway.example.com@evil.example.com/", "javascript:x"),
        Arguments.of("https:\\\\evil.example.com", "http://①②⑦.0.0.1/"));
  }

  @MethodSource("urls")
  @FuzzTest(maxDuration = "1m")
  void urlsAndRedirects(@NotNull String url, @NotNull String location) {
    try {
      CheckedUrl first = RULES.first(new VideoSource(url, true, false));
      check(first);
      CheckedUrl next = RULES.next(first, location);
      check(next);
      assertTrue(first.sameOrigin() || !next.withKey(), "the key came back from abroad");
    } catch (UnsafeUrlException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.codePoints().noneMatch(Character::isISOControl), message);
    }
  }

  private static void check(CheckedUrl hop) {
    assertTrue(hop.url().isHttps(), "plain http was not allowed");
    assertEquals("", hop.url().username() + hop.url().password());
    assertTrue(!hop.withKey() || hop.sameOrigin());
    if (hop.sameOrigin()) {
      assertEquals(BASE.host(), hop.url().host());
      assertEquals(BASE.port(), hop.url().port());
    }
  }
}
