package io.videotask.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedUrlTest {
  private static final HttpUrl BASE = HttpUrl.get("https://gw.example.com:8443/sub/path/");

  private static @Nullable String url(@Nullable String text, @Nullable HttpUrl base) {
    ReportedUrl read = ReportedUrl.of(text, base);
    return read == null ? null : read.url();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cdn.example.com/a%2Fb.mp4?Expires=1&Signature=x%3D%3D",
        "http://cdn.example.com/v.mp4",
        "HTTPS://CDN.Example.COM/V.mp4",
        "hTTp://a/b",
        "https://[2001:db8::1]:8080/v.mp4",
        "https://127.0.0.1/v.mp4",
        "https://2130706433/v.mp4",
        "https://cdn.example.com/视频.mp4",
        "https://cdn.example.com/a/../b.mp4?x=%zz",
        "https://u:p@cdn.example.com/v.mp4",
        "https://cdn.example.com#f",
        "data:video/mp4;base64,AAAA",
        "DATA:video/mp4,x"
      })
  void urlStaysByteForByte(String text) {
    assertEquals(text, url(text, BASE));
    assertEquals(text, url("  " + text + "\n", BASE), "blanks around it are no part of it");
    assertNull(assertUrl(text).completion());
  }

  private static ReportedUrl assertUrl(String text) {
    ReportedUrl url = ReportedUrl.of(text, null);
    if (url == null) {
      throw new AssertionError(text + " is no URL");
    }
    return url;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ftp://cdn.example.com/v.mp4",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "jar:https://a/b!/c",
        "mailto:a@example.com",
        "https://cdn.example.com/a b.mp4",
        "https://cdn.example.com/a\tb.mp4",
        "https://cdn.example.com/a\nb.mp4",
        "https://cdn.example.com/a\u0000b.mp4",
        "https://cdn.example.com/\"><script>",
        "https://",
        "https:///",
        "http:500",
        "https:/cdn.example.com/v.mp4",
        "https:timeout",
        "https://cdn.example.com:99999/",
        "data:",
        "data:nothing",
        "//",
        "//nodots/x",
        "upstream returned error",
        "timeout",
        "error.log",
        "done.",
        "v1.2.3",
        "1.5",
        "127.0.0.1/v.mp4",
        "306793063383292",
        "任务超时",
        "code=1026,msg=sensitive",
        "relative/path.mp4"
      })
  void otherTextIsNoUrl(String text) {
    assertNull(ReportedUrl.of(text, BASE), text);
  }

  @Test
  void missingTextIsNoUrl() {
    assertNull(ReportedUrl.of(null, BASE));
  }

  @ParameterizedTest
  @CsvSource({
    "//cdn.example.com/v.mp4?a=b, https://cdn.example.com/v.mp4?a=b",
    "cdn.example.com/v.mp4, https://cdn.example.com/v.mp4",
    "cdn.example.com:8443/v.mp4, https://cdn.example.com:8443/v.mp4",
    "www.downloadurl.com, https://www.downloadurl.com",
    "WWW.Example.com, https://WWW.Example.com"
  })
  void hostWithoutSchemeGetsHttpsAndNote(String text, String completed) {
    assertEquals(completed, url(text, BASE));
    assertNotNull(assertUrl(text).completion());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/videos/task_1/content, https://gw.example.com:8443/v1/videos/task_1/content",
    "/a%2Fb?x=%3D, https://gw.example.com:8443/a%2Fb?x=%3D"
  })
  void pathIsResolvedAgainstGatewayOrigin(String text, String completed) {
    assertEquals(completed, url(text, BASE));
    assertNull(url(text, null));
    assertNotNull(assertUrl(text).completion());
  }

  @ParameterizedTest
  @CsvSource({
    "https://gw.example.com/, https://gw.example.com/x",
    "http://127.0.0.1:8080/p/, http://127.0.0.1:8080/x",
    "http://[::1]:3000/, http://[::1]:3000/x",
    "https://[2001:db8::1]/, https://[2001:db8::1]/x"
  })
  void pathIsResolvedAgainstAnyBaseUrl(String base, String completed) {
    assertEquals(completed, url("/x", HttpUrl.get(base)));
  }

  @Test
  void keyIsNeededOnlyForContentPathOfGateway() {
    assertTrue(ReportedUrl.needsKey("https://gw.example.com:8443/v1/videos/t/content", BASE));
    assertTrue(ReportedUrl.needsKey("HTTPS://GW.example.com:8443/v1/videos/t/content?x=y", BASE));
    for (String other :
        new String[] {
          "https://gw.example.com/v1/videos/t/content",
          "http://gw.example.com:8443/v1/videos/t/content",
          "https://gw.example.com.evil.example:8443/v1/videos/t/content",
          "https://gw.example.com:8443@evil.example/v1/videos/t/content",
          "https://evil.example/v1/videos/t/content",
          "https://gw.example.com:8443/v1/videos/t/content.mp4",
          "https://gw.example.com:8443/v1/videos/t?x=/content",
          "https://gw.example.com:8443/v1/videos/t#/content",
          "data:video/mp4,/content"
        }) {
      assertFalse(ReportedUrl.needsKey(other, BASE), other);
    }
    assertFalse(ReportedUrl.needsKey("https://gw.example.com:8443/v1/videos/t/content", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a-", "a", "//a.", "1.", "www.", "https://a.", "/", "a./"})
  void hugeTextIsReadQuickly(String piece) {
    String huge = piece.repeat(2_000_000 / piece.length());
    assertTimeoutPreemptively(Duration.ofSeconds(60), () -> ReportedUrl.of(huge, BASE));
  }
}
