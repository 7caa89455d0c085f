package io.videotask.cli.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.time.Instant;
import java.util.List;

/**
 * A gateway on a free port of the loopback interface that speaks both dialects and plays its tasks'
 * lives.
 */
public final class DemoGateway implements AutoCloseable {
  /** The key that it accepts. It opens nothing else. */
  public static final String KEY = "sk-demo";

  private final WireMockServer server;
  private final List<Life> lives;

  private DemoGateway(WireMockServer server, List<Life> lives) {
    this.server = server;
    this.lives = lives;
  }

  /** Starts it, and with it the lives. */
  public static DemoGateway start() {
    return start(Lives.all());
  }

  static DemoGateway start(List<Life> lives) {
    PlayedReplies replies = new PlayedReplies();
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .disableRequestJournal()
                .notifier(new Silence())
                .extensions(replies));
    server.stubFor(any(anyUrl()).willReturn(ok()));
    server.start();
    replies.play(new Play(lives, Instant.now()), server.baseUrl());
    return new DemoGateway(server, lives);
  }

  /** Its address. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** The tasks that it has. */
  public List<Life> lives() {
    return lives;
  }

  @Override
  public void close() {
    server.stop();
  }
}
