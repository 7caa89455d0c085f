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

  /**
   * Starts it, and with it the lives.
   *
   * @param speed 1 for lives as they are written; more for tests that can't wait
   */
  public static DemoGateway start(int speed) {
    List<Life> lives = Lives.all();
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
    replies.play(new Play(lives, Instant.now(), speed), address(server));
    return new DemoGateway(server, lives);
  }

  /** Its address. */
  public String baseUrl() {
    return address(server);
  }

  /** The tasks that it has. */
  public List<Life> lives() {
    return lives;
  }

  @Override
  public void close() {
    server.stop();
  }

  private static String address(WireMockServer server) {
    return "http://127.0.0.1:" + server.port();
  }
}
