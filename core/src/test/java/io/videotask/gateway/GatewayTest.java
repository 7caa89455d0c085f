package io.videotask.gateway;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTest {
  private static final ApiKey KEY = ApiKey.of("sk-canary");

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com, https://api.example.com/",
    "https://api.example.com/, https://api.example.com/",
    "'  https://api.example.com ', https://api.example.com/",
    "HTTPS://API.example.com:8443, https://api.example.com:8443/",
    "https://example.com/v1/acme, https://example.com/v1/acme/",
    "https://example.com/gw/eu, https://example.com/gw/eu/",
    "https://example.com/gw/eu/, https://example.com/gw/eu/",
    "https://[2001:db8::1]:1/x, https://[2001:db8::1]:1/x/"
  })
  void pathPrefixIsKept(String base, String kept) {
    assertEquals(kept, Gateway.newApi(base, KEY).baseUrl().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "api.example.com",
        "//api.example.com",
        "/v1",
        "ftp://api.example.com",
        "file:///secret",
        "https://",
        "https://exa mple.com",
        "https://user:secret@api.example.com",
        "https://secret@api.example.com",
        "https://api.example.com?key=secret",
        "https://api.example.com/?",
        "https://api.example.com/#secret",
        "https://api.example.com/v1",
        "https://api.example.com/gw/v1/",
        "https://api.example.com:99999"
      })
  void invalidBaseUrlIsRejectedAndNotRepeated(String base) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Gateway.newApi(base, KEY))
                .getMessage());
    assertFalse(message.contains("secret"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "http://10.0.0.1",
        "http://192.168.1.1:3000",
        "http://0.0.0.0",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "http://[::2]",
        "http://169.254.169.254"
      })
  void keyIsNotSentOverPlainHttp(String base) {
    Gateway gateway = Gateway.newApi(base, KEY);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, gateway::requireSafeTransport)
                .getMessage());
    assertFalse(message.contains("canary"), message);
    assertDoesNotThrow(() -> gateway.allowingInsecureHttp().requireSafeTransport());
    assertDoesNotThrow(() -> gateway.allowingInsecureHttp().named("b").requireSafeTransport());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000",
        "http://LOCALHOST",
        "http://gw.localhost",
        "http://127.0.0.1",
        "http://127.1.2.3:1",
        "http://[::1]:3000",
        "http://[0:0:0:0:0:0:0:1]",
        "https://api.example.com"
      })
  void loopbackAndHttpsAreAllowed(String base) {
    assertDoesNotThrow(() -> Gateway.newApi(base, KEY).requireSafeTransport());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a_b", "a:b", "a b", "ä", "a\n"})
  void nameWithInvalidCharactersIsRejected(String name) {
    Gateway gateway = Gateway.newApi("https://api.example.com", KEY);
    assertThrows(IllegalArgumentException.class, () -> gateway.named(name));
    assertThrows(IllegalArgumentException.class, () -> gateway.named("x".repeat(65)));
    assertEquals("reseller-2", gateway.named("reseller-2").name());
  }

  @Test
  void defaultNameIsTheDialectsAndKeyIsNotPrinted() {
    Gateway gateway = Gateway.minimaxAnyApi("https://api.example.com", KEY);
    assertEquals("minimax-anyapi", gateway.name());
    assertEquals("new-api", Gateway.newApi("https://api.example.com", KEY).name());
    assertTrue(gateway.toString().contains("https://api.example.com/"));
    assertFalse(gateway.toString().contains("canary"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "ä", "a\n"})
  void invalidIdempotencyHeaderIsRejected(String header) {
    Gateway gateway = Gateway.newApi("https://api.example.com", KEY);

    assertThrows(IllegalArgumentException.class, () -> gateway.withIdempotencyHeader(header));
    assertEquals("A-1", gateway.withIdempotencyHeader("A-1").idempotencyHeader());
    assertEquals("A-1", gateway.withIdempotencyHeader("A-1").named("b").idempotencyHeader());
  }

  @Test
  void dialectsKeepTheirNames() {
    List<String> names = new ArrayList<>();
    for (Dialect dialect : Dialect.all()) {
      Gateway gateway = Gateway.of(dialect, "https://api.example.com", KEY);
      names.add(dialect + " " + gateway.name() + " " + gateway.dialect());
      assertEquals(dialect, Dialect.named(dialect.name()).orElseThrow());
    }
    assertEquals(
        List.of(
            "new-api new-api new-api",
            "minimax-anyapi minimax-anyapi minimax-anyapi",
            "minimax minimax minimax",
            "openai-videos openai-videos openai-videos"),
        names.subList(0, 4));
    // The others are found by a service loader, by name.
    List<String> found = names.subList(4, names.size());
    assertEquals(found.stream().sorted().toList(), found);
    assertTrue(Dialect.named("no such").isEmpty());
    assertEquals(
        List.of("minimax", "openai-videos"),
        List.of(
            Gateway.minimax("https://a.example", KEY).name(),
            Gateway.openAiVideos("https://a.example", KEY).name()));
  }
}
