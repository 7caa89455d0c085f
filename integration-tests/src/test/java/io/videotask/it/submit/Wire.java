package io.videotask.it.submit;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** The two protocols of a submit, each with a server and a client that trusts it. */
enum Wire {
  HTTP_1,
  HTTP_2;

  private static final HeldCertificate CERTIFICATE =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

  MockWebServer server() throws Exception {
    MockWebServer server = new MockWebServer();
    if (this == HTTP_2) {
      server.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(CERTIFICATE)
              .build()
              .sslSocketFactory());
      server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    }
    return server;
  }

  VideoTasks client(MockWebServer server) {
    return builder(server).requestTimeout(Duration.ofSeconds(2)).build();
  }

  VideoTasksBuilder builder(MockWebServer server) {
    String base = server.url("/").toString().replace("127.0.0.1", "localhost");
    VideoTasksBuilder builder =
        VideoTasks.builder().gateway(Gateway.newApi(base, ApiKey.of("sk-canary-7f3e")));
    return this == HTTP_1 ? builder : builder.httpClient(trusting());
  }

  static OkHttpClient trusting() {
    HandshakeCertificates trusted =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(CERTIFICATE.certificate())
            .build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager())
        .build();
  }

  static VideoRequest request() {
    return VideoRequest.of("a small red kite over a harbour").model("kling-v1").build();
  }
}
