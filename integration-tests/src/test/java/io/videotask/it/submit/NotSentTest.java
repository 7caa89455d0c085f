package io.videotask.it.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.AuthenticationException;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

/** If nothing was sent, the caller learns that and may submit again. */
class NotSentTest {
  private static final OkHttpClient PLAIN = new OkHttpClient();

  @Test
  void unresolvableHost() {
    OkHttpClient blind =
        PLAIN
            .newBuilder()
            .dns(
                host -> {
                  throw new UnknownHostException(host);
                })
            .build();

    assertNotSent(blind, "https://gateway.invalid", Retry.ALWAYS);
  }

  @Test
  void connectionRefused() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0)) {
      port = taken.getLocalPort();
    }

    assertNotSent(PLAIN, "http://127.0.0.1:" + port, Retry.ALWAYS);
  }

  @Test
  void connectTimesOut() {
    OkHttpClient slow = PLAIN.newBuilder().socketFactory(new NeverConnecting()).build();

    assertNotSent(slow, "http://127.0.0.1:9", Retry.ALWAYS);
  }

  @Test
  void theTlsHandshakeFails() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(new HeldCertificate.Builder().build())
              .build()
              .sslSocketFactory());
      server.enqueue(new MockResponse.Builder().failHandshake().build());
      server.start();

      // The server counts handshakes as requests, so its count is not checked here.
      assertNotSent(Wire.trusting(), server.url("/").toString(), Retry.ALWAYS);
    }
  }

  @Test
  void theCertificateIsNotTrusted() throws Exception {
    try (MockWebServer server = Wire.HTTP_2.server()) {
      server.start();

      assertNotSent(PLAIN, server.url("/").toString(), Retry.NEVER);
      assertEquals(0, server.getRequestCount());
    }
  }

  @Test
  void noKey() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      Gateway gateway = Gateway.newApi(server.url("/").toString(), ApiKey.suppliedBy(() -> null));
      try (VideoTasks videos = VideoTasks.builder().gateway(gateway).build()) {
        assertThrows(AuthenticationException.class, () -> videos.submit(Wire.request()));
      }
      assertEquals(0, server.getRequestCount());
    }
  }

  @Test
  void unsupportedFields() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      try (VideoTasks videos = Wire.HTTP_1.client(server)) {
        VideoRequest request =
            VideoRequest.of("a kite")
                .model("kling-v1")
                .lastImage(ImageSource.ofUrl("https://images.example.com/a.png"))
                .build();

        assertThrows(IllegalArgumentException.class, () -> videos.submit(request));
        VideoRequest noPrompt =
            VideoRequest.builder()
                .model("kling-v1")
                .image(ImageSource.ofUrl("https://images.example.com/a.png"))
                .build();
        assertThrows(IllegalArgumentException.class, () -> videos.submit(noPrompt));
      }
      assertEquals(0, server.getRequestCount());
    }
  }

  /**
   * A server that closes idle connections causes no doubt: a submit has a connection of its own.
   */
  @Test
  void aServerThatClosesIdleConnectionsNeverMakesAnOutcomeUnknown() throws Exception {
    try (IdleClosingServer server = new IdleClosingServer();
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.newApi(server.base(), ApiKey.of("sk-canary-7f3e")))
                .requestTimeout(Duration.ofSeconds(5))
                .build()) {
      List<Object> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        SubmitOutcome outcome = videos.submit(Wire.request());
        if (!(outcome instanceof SubmitOutcome.Accepted)) {
          others.add(outcome);
        }
      }
      assertTrue(others.isEmpty(), others::toString);
      assertEquals(50, server.requests());
    }
  }

  private static void assertNotSent(OkHttpClient client, String base, Retry retry) {
    try (VideoTasks videos =
        VideoTasks.builder()
            .httpClient(client)
            .gateway(Gateway.newApi(base, ApiKey.of("sk-canary-7f3e")))
            .requestTimeout(Duration.ofSeconds(2))
            .build()) {
      UnreachableException error =
          assertThrows(UnreachableException.class, () -> videos.submit(Wire.request()));
      assertEquals(retry, error.retry());
      assertInstanceOf(IOException.class, error.getCause());
    }
  }

  private static final class NeverConnecting extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(java.net.SocketAddress address, int timeout) throws IOException {
          throw new SocketTimeoutException("connect timed out");
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      return createSocket();
    }
  }
}
