package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.ConnectionSpec;
import okhttp3.Protocol;
import okhttp3.TlsVersion;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the configured server, authenticated by its certificate, gets the key. */
class RedirectAndTlsFaultsTest {
  private static final HeldCertificate GOOD =
      new HeldCertificate.Builder()
          .addSubjectAlternativeName("localhost")
          .addSubjectAlternativeName("127.0.0.1")
          .build();

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
  void noRedirectIsFollowed(int status) throws Exception {
    try (RawServer thief =
        new RawServer((exchange, number) -> exchange.answer(FaultFixture.DONE))) {
      for (String target :
          List.of(thief.url() + "/x?sig=abc", "file:///etc/passwd", "//h", "javascript:x", "")) {
        try (RawServer server =
                new RawServer(
                    (exchange, number) ->
                        exchange.say(
                            "HTTP/1.1 "
                                + status
                                + " M\r\nContent-Length: 0\r\nLocation: "
                                + target
                                + "\r\n\r\n"));
            FaultFixture fixture = new FaultFixture(server.url())) {
          fixture.failed(ErrorKind.MALFORMED_RESPONSE);
          assertEquals(1, server.requests());
          assertEquals(0, thief.requests(), "nothing reaches another host");
        }
      }
    }
  }

  @Test
  void anUntrustedCertificateIsNotRetried() throws Exception {
    try (MockWebServer server = secure(GOOD)) {
      try (FaultFixture fixture = new FaultFixture(https(server))) {
        VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
        assertTrue(e.getMessage().contains("certificate"), e.getMessage());
        assertEquals(1, fixture.exchanges.size());
        assertEquals(0, server.getRequestCount());
      }
    }
  }

  @Test
  void aWrongHostNameOrAnExpiredCertificateIsNotRetried() throws Exception {
    HeldCertificate otherHost =
        new HeldCertificate.Builder().addSubjectAlternativeName("other.example").build();
    HeldCertificate authority = new HeldCertificate.Builder().certificateAuthority(0).build();
    HeldCertificate old =
        new HeldCertificate.Builder()
            .addSubjectAlternativeName("localhost")
            .validityInterval(1, TimeUnit.DAYS.toMillis(1))
            .signedBy(authority)
            .build();
    for (HeldCertificate bad : List.of(otherHost, old)) {
      try (MockWebServer server = secure(bad);
          FaultFixture fixture = trusting(bad == old ? authority : otherHost, https(server))) {
        VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
        assertTrue(e.getMessage().contains("certificate"), e.getMessage());
        assertEquals(1, fixture.exchanges.size());
        assertEquals(0, server.getRequestCount());
      }
    }
  }

  @Test
  void aBrokenHandshakeOrAPlainPortIsTransient() throws Exception {
    try (MockWebServer server = secure(GOOD);
        FaultFixture fixture = trusting(GOOD, https(server))) {
      server.enqueue(new MockResponse.Builder().failHandshake().build());
      server.enqueue(new MockResponse.Builder().body(FaultFixture.DONE).build());
      assertEquals(TaskState.COMPLETED, fixture.answered().state());
    }
    try (RawServer plain = new RawServer((exchange, number) -> exchange.say("no"));
        FaultFixture fixture =
            new FaultFixture(
                "https://127.0.0.1:" + plain.port(),
                settings -> settings.requestTimeout(Duration.ofMillis(300)))) {
      fixture.failed(ErrorKind.UNREACHABLE);
      assertEquals(0, plain.requests());
    }
  }

  @Test
  void anOldTlsVersionIsRefused() throws Exception {
    try (MockWebServer server = secure(GOOD);
        FaultFixture fixture =
            new FaultFixture(
                https(server),
                settings -> {},
                http -> {
                  trust(GOOD).accept(http);
                  http.connectionSpecs(
                      List.of(
                          new ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
                              .tlsVersions(TlsVersion.TLS_1_0)
                              .build()));
                })) {
      fixture.failed(ErrorKind.UNREACHABLE);
      assertEquals(0, server.getRequestCount());
    }
  }

  @Test
  void aResetHttp2StreamIsTransient() throws Exception {
    try (MockWebServer server = secure(GOOD);
        FaultFixture fixture = trusting(GOOD, https(server))) {
      server.enqueue(new MockResponse.Builder().body(FaultFixture.RUNNING).build());
      assertEquals(TaskState.IN_PROGRESS, fixture.answered().state());
      for (int code : new int[] {2, 7, 8}) {
        int before = server.getRequestCount();
        server.enqueue(
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseStream(code)).build());
        server.enqueue(new MockResponse.Builder().body(FaultFixture.RUNNING).build());
        assertEquals(TaskState.IN_PROGRESS, fixture.answered().state(), "code " + code);
        assertEquals(before + 2, server.getRequestCount(), "code " + code);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com",
        "http://192.168.1.1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "HTTP://API.example.com"
      })
  void aKeyIsNotSentOverPlainHttp(String url) {
    Gateway gateway = Gateway.newApi(url, ApiKey.of(FaultFixture.KEY));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> VideoTasks.builder().gateway(gateway));
    FaultFixture.assertNoSecret(FaultFixture.printed(e));
    VideoTasks.builder().gateway(gateway.allowingInsecureHttp());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.example.com",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "https://user:secret@api.example.com",
        "https://secret@api.example.com",
        "https://api.example.com?secret=1",
        "https://api.example.com/#secret",
        "https://"
      })
  void anInvalidBaseUrlIsRefusedAndNotPrinted(String url) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Gateway.newApi(url, ApiKey.of(FaultFixture.KEY)));
    assertFalse(FaultFixture.printed(e).contains("secret"), e.getMessage());
  }

  private static MockWebServer secure(HeldCertificate certificate) throws Exception {
    MockWebServer server = new MockWebServer();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    server.start();
    return server;
  }

  private static String https(MockWebServer server) {
    return "https://localhost:" + server.getPort();
  }

  private static FaultFixture trusting(HeldCertificate certificate, String url) {
    return new FaultFixture(url, settings -> {}, trust(certificate));
  }

  private static java.util.function.Consumer<okhttp3.OkHttpClient.Builder> trust(
      HeldCertificate certificate) {
    HandshakeCertificates trusted =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    return http -> http.sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager());
  }
}
