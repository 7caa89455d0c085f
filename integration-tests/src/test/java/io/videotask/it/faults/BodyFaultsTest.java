package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are not answers, and encodings of answers. */
class BodyFaultsTest {
  private static final String FAILED =
      "{\"task_id\":\"task_1\",\"status\":\"failed\",\"error\":{\"message\":\"内容违规\"}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \r\n\t ",
        "null",
        "true",
        "1",
        "\"processing\"",
        "[]",
        "[{\"task_id\":\"task_1\",\"status\":\"processing\"}]",
        "{}",
        "{\"hello\":\"world\"}",
        "{\"task_id\":\"task_1\",\"status\":\"proc",
        "{\"task_id\":\"task_1\",\"status\":\"processing\"",
        "{\"task_id\":\"task_1\",\"status\":\"processing\"}}",
        "{\"task_id\":\"task_1\",\"status\":\"processing\"}{}",
        "{\"task_id\":\"task_1\",\"status\":\"processing\"} garbage",
        "{'task_id':'task_1','status':'processing'}",
        "{task_id:1,status:2}",
        "{\"task_id\":\"task_1\",\"status\":NaN}",
        "{\"task_id\":\"task_1\",/* c */\"status\":\"processing\"}",
        "{\"task_id\":\"task_1\",\"status\":\"processing\",}",
        "task_id=task_1&status=processing",
        "<html><body>Log in to the hotel's network</body></html>",
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
        "\u0000\u0001\u0002",
        "Bad Gateway"
      })
  void bodiesThatAreNotAnswers(String body) throws Exception {
    try (RawServer server = answering(200, "", body.getBytes(StandardCharsets.UTF_8));
        FaultFixture fixture = new FaultFixture(server.url())) {
      VideoTaskException e = fixture.failed(ErrorKind.MALFORMED_RESPONSE);
      assertEquals(200, e.httpStatus());
      assertEquals(1, server.requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "text/html",
        "application/octet-stream",
        "malformedResponses",
        "a/b; charset=x-none"
      })
  void theContentTypeDoesNotMatter(String type) throws Exception {
    String header = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
    try (RawServer server =
            answering(200, header, FaultFixture.DONE.getBytes(StandardCharsets.UTF_8));
        FaultFixture fixture = new FaultFixture(server.url())) {
      assertEquals(TaskState.COMPLETED, fixture.answered().state());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GBK", "GB18030", "UTF-16BE", "UTF-16LE"})
  void theAnnouncedCharsetIsUsed(String charset) throws Exception {
    assertUnderstood(
        "Content-Type: application/json; charset=" + charset + "\r\n",
        FAILED.getBytes(Charset.forName(charset)));
  }

  @Test
  void aByteOrderMarkOverridesTheCharset() throws Exception {
    byte[] marked = ("\ufeff" + FAILED).getBytes(StandardCharsets.UTF_8);
    assertUnderstood("Content-Type: application/json; charset=gbk\r\n", marked);
    assertUnderstood("", ("\ufeff" + FAILED).getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void gzipIsDecompressedAndBrokenGzipIsNoConnectionFailure() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(FAILED.getBytes(StandardCharsets.UTF_8));
    }
    String header = "Content-Encoding: gzip\r\n";
    assertUnderstood(header, packed.toByteArray());
    byte[] broken = packed.toByteArray();
    Arrays.fill(broken, 10, broken.length, (byte) 0x55);
    for (byte[] body : new byte[][] {broken, FAILED.getBytes(StandardCharsets.UTF_8)}) {
      try (RawServer server = answering(200, header, body);
          FaultFixture fixture = new FaultFixture(server.url())) {
        fixture.failed(ErrorKind.MALFORMED_RESPONSE);
        assertEquals(1, server.requests());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":1,\"message\":\"M\"}}",
        "{\"error\":{\"code\":\"c\",\"message\":\"M\"}}",
        "{\"error\":\"M\"}",
        "{\"code\":\"c\",\"msg\":\"M\"}",
        "{\"code\":12345678901234567890,\"message\":\"M\"}",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"M\"}]}",
        "{\"message\":null}",
        "{\"error\":null}",
        "{\"error\":[]}",
        "{\"error\":{\"error\":{\"error\":{\"message\":\"M\"}}}}",
        "<html>M</html>",
        "M",
        ""
      })
  void theStatusOfAnErrorCountsWhateverItsBody(String body) throws Exception {
    try (RawServer server = answering(403, "", body.getBytes(StandardCharsets.UTF_8));
        FaultFixture fixture = new FaultFixture(server.url())) {
      assertEquals(403, fixture.failed(ErrorKind.PERMISSION).httpStatus());
      assertEquals(1, server.requests());
    }
  }

  @Test
  void aServersTextIsTruncatedAndCannotForgeALine() throws Exception {
    String message =
        "a\\nERROR forged line\\u001b[31m\\u202e\\u0007 https://cdn.example.com/v?sig=abc "
            + FaultFixture.KEY
            + " "
            + "x".repeat(1 << 20);
    String body = "{\"error\":{\"message\":\"" + message + "\"}}";
    try (RawServer server = answering(403, "", body.getBytes(StandardCharsets.UTF_8));
        FaultFixture fixture = new FaultFixture(server.url())) {
      VideoTaskException e = fixture.failed(ErrorKind.PERMISSION);
      assertTrue(e.getMessage().chars().noneMatch(c -> c < ' ' || c == 0x202e), e.getMessage());
    }
  }

  @Test
  void anAnswerAboutAnotherTaskIsMalformed() throws Exception {
    String other = FaultFixture.DONE.replace("task_1", "task_2");
    try (RawServer server = answering(200, "", other.getBytes(StandardCharsets.UTF_8));
        FaultFixture fixture = new FaultFixture(server.url())) {
      fixture.failed(ErrorKind.MALFORMED_RESPONSE);
    }
  }

  @Test
  void aTaskWithoutAUsableUrlIsStillCompleted() throws Exception {
    for (String url : new String[] {"\"\"", "null", "[]", "{}", "17", "\"not a URL\""}) {
      String body = "{\"task_id\":\"task_1\",\"status\":\"completed\",\"url\":" + url + "}";
      try (RawServer server = answering(200, "", body.getBytes(StandardCharsets.UTF_8));
          FaultFixture fixture = new FaultFixture(server.url())) {
        VideoTask task = fixture.answered();
        assertEquals(TaskState.COMPLETED, task.state(), url);
        assertNull(task.orThrow().video().url(), url);
        assertTrue(!task.notes().isEmpty(), url);
      }
    }
  }

  private static void assertUnderstood(String headers, byte[] body) throws Exception {
    try (RawServer server = answering(200, headers, body);
        FaultFixture fixture = new FaultFixture(server.url())) {
      VideoTask task = fixture.answered();
      assertEquals(TaskState.FAILED, task.state());
      String message =
          task.match(pending -> "", completed -> "", ended -> ended.failure().message());
      assertEquals("内容违规", message);
    }
  }

  private static RawServer answering(int status, String headers, byte[] body) throws Exception {
    return new RawServer(
        (exchange, number) -> {
          exchange.say(
              "HTTP/1.1 "
                  + status
                  + " S\r\n"
                  + headers
                  + "Content-Length: "
                  + body.length
                  + "\r\n\r\n");
          exchange.out().write(body);
        });
  }
}
