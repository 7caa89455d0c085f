package io.videotask.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  @ParameterizedTest
  @ValueSource(strings = {"sk-abc", " sk-abc", "sk-abc\n", "\r\n\tsk-abc \r\n", "sk-abc\u2003"})
  void removesSurroundingWhitespace(String text) throws Exception {
    assertEquals("sk-abc", ApiKey.of(text).current());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary\rx",
        "canary\nx",
        "canary\tx",
        "canary x",
        "canary\u00a0x",
        "canary\u00a0",
        "canary\u200bx",
        "canary\u0000",
        "canary\u007f",
        "canary密钥",
        "canary\ud83c\udfac"
      })
  void refusesOtherCharactersByPositionAlone(String text) {
    String message = message(() -> ApiKey.of(text));
    assertFalse(message.contains("canary"), message);
    assertTrue(message.contains("position 7"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\t\r\n"})
  void refusesAnEmptyKey(String text) {
    assertEquals("the key is empty", message(() -> ApiKey.of(text)));
  }

  @Test
  void limitsTheLength() throws Exception {
    assertEquals(4096, ApiKey.of("x".repeat(4096)).current().length());
    String message = message(() -> ApiKey.of("canary".repeat(2000)));
    assertTrue(message.contains("12000") && !message.contains("canary"), message);
  }

  @Test
  void acceptsEveryVisibleCharacter() throws Exception {
    StringBuilder all = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      all.append(c);
    }
    assertEquals(all.toString(), ApiKey.of(all.toString()).current());
  }

  @Test
  void readsAWholeFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "sk-from-file\r\n");
    assertEquals("sk-from-file", ApiKey.fromFile(file).current());
  }

  @Test
  void refusesUnreadableFiles(@TempDir Path directory) throws IOException {
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 'a'});
    Path empty = Files.writeString(directory.resolve("empty"), "\n");
    message(() -> ApiKey.fromFile(directory.resolve("missing")));
    message(() -> ApiKey.fromFile(directory));
    message(() -> ApiKey.fromFile(Path.of("/")));
    message(() -> ApiKey.fromFile(binary));
    message(() -> ApiKey.fromFile(empty));
  }

  @Test
  void namesAMissingVariable() {
    String message = message(() -> ApiKey.fromEnvironment("VIDEOTASK_NO_SUCH_VARIABLE"));
    assertTrue(message.contains("VIDEOTASK_NO_SUCH_VARIABLE"), message);
  }

  @Test
  void doesNotPrintTheKey() {
    ApiKey fixed = ApiKey.of("sk-canary");
    assertFalse(fixed.toString().contains("canary"));
  }

  private static String message(Runnable creation) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, creation::run).getMessage());
  }
}
