package io.videotask.internal.http;

import static io.videotask.internal.http.HttpFixture.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static HeldCertificate.Builder certificate() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("localhost");
  }

  /**
   * Sends a request from a client that trusts {@code trusted} to a server that presents {@code
   * shown}.
   */
  private static CompletableFuture<HttpAnswer> send(
      HttpFixture fixture, HeldCertificate shown, HeldCertificate trusted) throws Exception {
    HandshakeCertificates server =
        new HandshakeCertificates.Builder().heldCertificate(shown).build();
    HandshakeCertificates client =
        new HandshakeCertificates.Builder().addTrustedCertificate(trusted.certificate()).build();
    OkHttpClient base =
        new OkHttpClient.Builder()
            .sslSocketFactory(client.sslSocketFactory(), client.trustManager())
            .build();
    MockWebServer secure = fixture.server;
    secure.useHttps(server.sslSocketFactory());
    secure.enqueue(answer(200, "{}"));
    HttpTransport transport =
        new HttpTransport(
            base,
            new HttpTransport.Limits(Duration.ofSeconds(5), 1000),
            exchange -> {},
            new ManualTimer());
    return transport.send(
        transport.authorised(HttpFixture.bearer(ApiKey.of("sk-a"))),
        new okhttp3.Request.Builder()
            .url(secure.url("/").newBuilder().host("localhost").build())
            .build(),
        null);
  }

  private static VideoTaskException mapped(CompletableFuture<HttpAnswer> sent) {
    return ConnectionFailure.of(
        HttpFixture.failure(sent), TaskRef.parse("new-api:task_1"), "api.example.com:443");
  }

  private static void assertNotRetryable(VideoTaskException e) {
    assertInstanceOf(UnreachableException.class, e);
    assertEquals(Retry.NEVER, e.retry());
    assertTrue(String.valueOf(e.getMessage()).contains("certificate"), e.toString());
    assertEquals(TaskRef.parse("new-api:task_1"), e.task());
  }

  @Test
  void aTrustedCertificateIsAccepted() throws Exception {
    HeldCertificate good = certificate().build();
    try (HttpFixture fixture = new HttpFixture()) {
      assertEquals(200, send(fixture, good, good).get().status());
    }
  }

  @Test
  void aSelfSignedCertificateIsNotRetryable() throws Exception {
    try (HttpFixture fixture = new HttpFixture()) {
      assertNotRetryable(mapped(send(fixture, certificate().build(), certificate().build())));
      assertEquals(0, fixture.server.getRequestCount());
    }
  }

  @Test
  void anExpiredCertificateIsNotRetryable() throws Exception {
    HeldCertificate root = certificate().certificateAuthority(0).build();
    HeldCertificate old =
        certificate().signedBy(root).validityInterval(0, 1_000_000_000_000L).build();
    try (HttpFixture fixture = new HttpFixture()) {
      assertNotRetryable(mapped(send(fixture, old, root)));
    }
  }

  @Test
  void aCertificateOfAnotherHostIsNotRetryable() throws Exception {
    HeldCertificate other =
        new HeldCertificate.Builder().addSubjectAlternativeName("other.example").build();
    try (HttpFixture fixture = new HttpFixture()) {
      VideoTaskException e = mapped(send(fixture, other, other));
      assertNotRetryable(e);
      assertTrue(String.valueOf(e.getMessage()).contains("another host"));
    }
  }

  @Test
  void plainHttpBehindAnHttpsUrlIsTransient() throws Exception {
    try (HttpFixture fixture = new HttpFixture()) {
      fixture.server.enqueue(answer(200, "{}"));
      VideoTaskException e =
          mapped(
              fixture.send(
                  ApiKey.of("sk-a"), fixture.server.url("/").newBuilder().scheme("https").build()));
      assertEquals(Retry.ALWAYS, e.retry());
      assertFalse(String.valueOf(e.getMessage()).contains("certificate"));
    }
  }
}
