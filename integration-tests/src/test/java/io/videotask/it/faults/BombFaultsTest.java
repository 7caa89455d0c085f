package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that would exhaust memory or CPU time, in a JVM with 64 MB. */
@Tag("long")
class BombFaultsTest {
  /**
   * The client's default time limit of one request, so that a slow machine does not fail the test.
   */
  private static final int LIMIT_SECONDS = 30;

  private static final String STATUS = "{\"task_id\":\"task_1\",\"status\":\"processing\",\"x\":";

  /** Writes a body, possibly endless. */
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws Exception;
  }

  @Test
  void aGzipBombOfTwoHundredMegabytes() throws Exception {
    byte[] bomb = gzip("", ' ', 200 << 20);
    assertTrue(bomb.length < 250_000, "the bomb has " + bomb.length + " bytes");

    assertMalformed(explodes(200, bomb));
  }

  @Test
  void aBombInAString() throws Exception {
    assertMalformed(explodes(200, gzip("{\"x\":\"", 'A', 200 << 20)));
  }

  @Test
  void aBombAfterTheStatusDoesNotLoseTheTask() throws Exception {
    SmallJvm run = explodes(200, gzip(STATUS + "\"", 'A', 200 << 20));
    assertTrue(run.printed().contains(" IN_PROGRESS ["), run::printed);
  }

  @Test
  void aBombInAnErrorDoesNotChangeTheError() throws Exception {
    SmallJvm run = explodes(403, gzip("{\"error\":\"", 'A', 200 << 20));
    assertTrue(run.printed().contains(" PERMISSION "), run::printed);
  }

  @Test
  void anEndlessBody() throws Exception {
    byte[] piece = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    assertMalformed(
        asks(
            "",
            out -> {
              while (true) {
                out.write(piece);
              }
            }));
  }

  @Test
  void aBodyWithAnExcessiveLengthIsNotRead() throws Exception {
    assertMalformed(asks("Content-Length: 10995116277760\r\n", out -> out.write('{')));
  }

  @Test
  void aSlowEndlessBody() throws Exception {
    SmallJvm run =
        asks(
            5,
            "Content-Length: 1000000\r\n",
            out -> {
              while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
              }
            });
    assertTrue(run.printed().contains(" UNREACHABLE "), run::printed);
    assertTrue(millis(run) < LIMIT_SECONDS * 1_000, run::printed);
  }

  @Test
  void fiveMillionLevelsOfNesting() throws Exception {
    byte[] deep = (STATUS + "[".repeat(5_000_000)).getBytes(StandardCharsets.US_ASCII);
    assertMalformed(asks("", out -> out.write(deep)));
    byte[] objects = "{\"a\":".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
    assertMalformed(asks("", out -> out.write(objects)));
  }

  @Test
  void largeValuesWithinTheLimitDoNotLoseTheTask() throws Exception {
    String[] values = {
      "\"" + "A".repeat(10 << 20) + "\"",
      "\"" + "\\u0041".repeat(1 << 20) + "\"",
      "1".repeat(1 << 20),
      "1e" + "9".repeat(1 << 20),
      "{" + manyKeys(100_000) + "\"z\":0}",
      "{" + collidingKeys() + "\"z\":0}",
      "[" + "0,".repeat(1 << 20) + "0]",
      " ".repeat(15 << 20) + "0",
      "[" + "\n".repeat(7 << 20) + "{" + "\t".repeat(7 << 20) + "}]"
    };
    for (String value : values) {
      byte[] body = (STATUS + value + "}").getBytes(StandardCharsets.US_ASCII);
      SmallJvm run = asks("", out -> out.write(body));
      assertTrue(run.printed().contains(" IN_PROGRESS "), run::printed);
      assertTrue(millis(run) < LIMIT_SECONDS * 1_000, run::printed);
    }
  }

  @Test
  void truncatedDigitsDoNotExhaustTheCpu() throws Exception {
    byte[] body =
        (STATUS + "\"" + "1".repeat(15 << 20) + "x".repeat(3 << 20))
            .getBytes(StandardCharsets.US_ASCII);
    SmallJvm run = asks("", out -> out.write(body));
    assertTrue(run.printed().contains(" IN_PROGRESS "), run::printed);
    assertTrue(millis(run) < LIMIT_SECONDS * 1_000, run::printed);
  }

  private static void assertMalformed(SmallJvm run) {
    assertEquals(0, run.exit(), run::printed);
    assertTrue(run.printed().contains(" MALFORMED_RESPONSE "), run::printed);
    assertFalse(run.printed().contains(FaultFixture.KEY));
    assertTrue(run.printed().length() < 1_000, run::printed);
    assertTrue(millis(run) < LIMIT_SECONDS * 1_000, run::printed);
  }

  private static SmallJvm explodes(int status, byte[] gzip) throws Exception {
    try (RawServer server =
        new RawServer(
            (exchange, number) -> {
              exchange.say(
                  "HTTP/1.1 "
                      + status
                      + " S\r\nContent-Encoding: gzip\r\nContent-Length: "
                      + gzip.length
                      + "\r\n\r\n");
              exchange.out().write(gzip);
              exchange.staySilent();
            })) {
      return SmallJvm.run(BombRun.class, server.url(), "" + LIMIT_SECONDS);
    }
  }

  private static SmallJvm asks(String headers, Body body) throws Exception {
    return asks(LIMIT_SECONDS, headers, body);
  }

  private static SmallJvm asks(int seconds, String headers, Body body) throws Exception {
    try (RawServer server =
        new RawServer(
            (exchange, number) -> {
              exchange.say("HTTP/1.1 200 OK\r\n" + headers + "\r\n");
              body.write(exchange.out());
            })) {
      return SmallJvm.run(BombRun.class, server.url(), "" + seconds);
    }
  }

  private static long millis(SmallJvm run) {
    return Long.parseLong(run.printed().substring(0, run.printed().indexOf(' ')));
  }

  private static byte[] gzip(String beginning, char filler, int count) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      byte[] piece = new byte[1 << 20];
      java.util.Arrays.fill(piece, (byte) filler);
      for (int written = 0; written < count; written += piece.length) {
        out.write(piece);
      }
    }
    return bytes.toByteArray();
  }

  private static String manyKeys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append("\"k").append(i).append("\":0,");
    }
    return keys.toString();
  }

  /** Returns 65,536 names with the same hash code. */
  private static String collidingKeys() {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 1 << 16; i++) {
      keys.append('"');
      for (int bit = 0; bit < 16; bit++) {
        keys.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      keys.append("\":0,");
    }
    return keys.toString();
  }
}
