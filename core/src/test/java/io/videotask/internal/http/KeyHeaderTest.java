package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static io.videotask.internal.http.HttpFixture.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.auth.KeyUnavailableException;
import io.videotask.generated.gateway.KeyHeader;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which header a key is sent, and tokens that are signed with it. */
class KeyHeaderTest {
  private static final String SECRET = "canary-secret-7f3e";
  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final KeyHeader SIGNED = new KeyHeader("Authorization", "Bearer ", LIFETIME);

  private final ManualTimer clock = new ManualTimer();
  private HttpFixture fixture;

  @BeforeEach
  void open() throws IOException {
    fixture = new HttpFixture();
    clock.advance(Duration.ofDays(20_000));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private CompletableFuture<HttpAnswer> query(Credentials credentials) {
    Request request =
        KeyAuthorization.cachingHeader(
            new Request.Builder().url(fixture.server.url("/v1")).build());
    return fixture.transport.send(fixture.transport.authorised(credentials), request, null);
  }

  private Credentials signing(String key) {
    return new Credentials(ApiKey.of(key), SIGNED, clock);
  }

  /** Sends a query, which is accepted, and returns its token. */
  private String token(Credentials credentials) throws Exception {
    fixture.server.enqueue(answer(200, "{}"));
    assertEquals(200, query(credentials).get().status());
    return sentToken();
  }

  private String sentToken() throws InterruptedException {
    String header = fixture.server.takeRequest().getHeaders().get("Authorization");
    assertTrue(header != null && header.startsWith("Bearer "), header);
    return header.substring("Bearer ".length());
  }

  private static String decoded(String token, int part) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.")[part]), StandardCharsets.UTF_8);
  }

  private long seconds(Duration later) {
    return clock.now().plus(later).getEpochSecond();
  }

  @Test
  void anotherHeaderHoldsTheKeyAlone() throws Exception {
    fixture.server.enqueue(answer(200, "{}"));

    query(new Credentials(ApiKey.of("sk-1"), new KeyHeader("x-goog-api-key", "", null), clock))
        .get();

    var headers = fixture.server.takeRequest().getHeaders();
    assertEquals("sk-1", headers.get("x-goog-api-key"));
    assertNull(headers.get("Authorization"));
  }

  @Test
  void aPrefixIsBeforeTheKey() throws Exception {
    fixture.server.enqueue(answer(200, "{}"));

    query(new Credentials(ApiKey.of("id:sk"), new KeyHeader("Authorization", "Key ", null), clock))
        .get();

    assertEquals("Key id:sk", fixture.server.takeRequest().getHeaders().get("Authorization"));
  }

  @Test
  void anEchoOfAKeyInAnotherHeaderIsRedacted() throws Exception {
    fixture.server.enqueue(answer(401, "{\"error\":\"bad key sk-canary-7f3e9a21\"}"));

    HttpAnswer answer =
        query(
                new Credentials(
                    ApiKey.of("sk-canary-7f3e9a21"), new KeyHeader("X-Key", "", null), clock))
            .get();

    assertEquals("{\"error\":\"bad key [key]\"}", answer.body());
  }

  @Test
  void aTokenIsSignedWithThePair() throws Exception {
    String token = token(signing("access-1:" + SECRET));

    String[] parts = token.split("\\.");
    assertEquals("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", decoded(token, 0));
    assertEquals(
        "{\"iss\":\"access-1\",\"exp\":"
            + seconds(LIFETIME)
            + ",\"nbf\":"
            + seconds(Duration.ofMinutes(-1))
            + "}",
        decoded(token, 1));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    assertArrayEquals(
        mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII)),
        Base64.getUrlDecoder().decode(parts[2]));
  }

  @Test
  void aSecretMayHaveColonsAndAnAccessKeyQuotes() throws Exception {
    String token = token(signing("a\"b\\c:d:e"));

    assertTrue(decoded(token, 1).startsWith("{\"iss\":\"a\\\"b\\\\c\","), decoded(token, 1));
  }

  @Test
  void aTokenIsMadeOnceInItsLifetime() throws Exception {
    Credentials credentials = signing("access:" + SECRET);
    String first = token(credentials);

    clock.advance(Duration.ofMinutes(27));
    assertEquals(first, token(credentials));
    fixture.server.enqueue(answer(200, "{}"));
    fixture
        .transport
        .sendOnce(
            credentials,
            new Request.Builder()
                .url(fixture.server.url("/v1"))
                .post(RequestBody.create(new byte[1]))
                .build())
        .result()
        .get();
    assertEquals(first, sentToken(), "a submit has the same one");
  }

  /** A gateway whose clock is a minute fast has a minute less. */
  @Test
  void aTokenIsRenewedTwoMinutesBeforeItsEnd() throws Exception {
    Credentials credentials = signing("access:" + SECRET);
    String first = token(credentials);

    clock.advance(Duration.ofMinutes(28));

    String second = token(credentials);
    assertNotEquals(first, second);
    assertTrue(decoded(second, 1).contains("\"exp\":" + seconds(LIFETIME)), decoded(second, 1));
  }

  @Test
  void aTokenOfTheFutureIsNotSentAfterTheClockWasSetBack() throws Exception {
    MovedClock moved = new MovedClock(clock);
    Credentials credentials = new Credentials(ApiKey.of("access:" + SECRET), SIGNED, moved);
    String first = token(credentials);

    moved.current = new ManualTimer();

    assertNotEquals(first, token(credentials));
  }

  @Test
  void a401IsNotAnsweredWithAnotherToken() throws Exception {
    Credentials credentials = signing("access:" + SECRET);
    fixture.server.enqueue(answer(401, "{\"code\":1002}"));

    assertEquals(401, query(credentials).get().status());

    assertEquals(1, fixture.server.getRequestCount());
  }

  @Test
  void a401IsAnsweredWithTheTokenOfARotatedPair() throws Exception {
    AtomicReference<String> pair = new AtomicReference<>("old:" + SECRET);
    Credentials credentials =
        new Credentials(ApiKey.suppliedBy(() -> pair.getAndSet("new:" + SECRET)), SIGNED, clock);
    fixture.server.enqueue(answer(401, "{}"));
    fixture.server.enqueue(answer(200, "{}"));

    assertEquals(200, query(credentials).get().status());

    assertTrue(decoded(sentToken(), 1).contains("\"iss\":\"old\""));
    assertTrue(decoded(sentToken(), 1).contains("\"iss\":\"new\""));
  }

  @Test
  void aKeyWithoutAColonIsSentAsItIs() throws Exception {
    assertEquals("sk-plain", token(signing("sk-plain")));
  }

  @Test
  void halfAPairIsAnAuthenticationFailureAndIsNotSent() {
    for (String half : new String[] {"access:", ":canary-secret-7f3e"}) {
      IOException e = failure(query(signing(half)));

      assertInstanceOf(KeyUnavailableException.class, e);
      assertFalse(e.toString().contains("access:"), e.toString());
      assertFalse(e.toString().contains("canary"), e.toString());
    }
    assertEquals(0, fixture.server.getRequestCount());
  }

  @Test
  void anEchoOfATokenIsRedacted() throws Exception {
    Credentials credentials = signing("access:" + SECRET);
    String token = token(credentials);
    fixture.server.enqueue(answer(401, "{\"error\":\"bad token " + token + "\"}"));

    assertEquals("{\"error\":\"bad token [key]\"}", query(credentials).get().body());
  }

  @Test
  void nothingPrintsAKeyOrAToken() {
    Request sent =
        signing("access:" + SECRET)
            .authorise(new Request.Builder().url("http://a/").build(), "tok");

    assertFalse(signing("access:" + SECRET).toString().contains("access"));
    assertFalse(sent.toString().contains("tok"), sent.toString());
  }

  /** A clock that can be set back. */
  private static final class MovedClock implements TimeSource {
    private volatile TimeSource current;

    MovedClock(TimeSource current) {
      this.current = current;
    }

    @Override
    public Instant now() {
      return current.now();
    }

    @Override
    public long nanoTime() {
      return current.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      return current.schedule(delay, task);
    }
  }
}
