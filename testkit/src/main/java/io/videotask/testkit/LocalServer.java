package io.videotask.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/** An HTTP server on the loopback interface whose every answer comes from a dispatcher. */
final class LocalServer implements AutoCloseable {
  private final WireMockServer server;

  /**
   * Starts the server.
   *
   * @param port 0 for any that is free
   */
  LocalServer(Dispatcher dispatcher, int port) {
    this.server =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .bindAddress("127.0.0.1")
                .port(port)
                .disableRequestJournal()
                .notifier(new Silence())
                .extensions(dispatcher));
    server.stubFor(any(anyUrl()).willReturn(ok()));
    server.start();
  }

  int port() {
    return server.port();
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
