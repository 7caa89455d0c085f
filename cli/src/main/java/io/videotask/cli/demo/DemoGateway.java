package io.videotask.cli.demo;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A gateway on a free port of the loopback interface that speaks two dialects, makes the tasks that
 * are ordered from it and plays their lives; and a server beside it where videos lie.
 */
public final class DemoGateway implements AutoCloseable {
  /** The key that it accepts. It opens nothing else. */
  public static final String KEY = "sk-demo";

  private final WireMockServer server;
  private final DemoCdn cdn;
  private final List<Life> lives;

  private DemoGateway(WireMockServer server, DemoCdn cdn, List<Life> lives) {
    this.server = server;
    this.cdn = cdn;
    this.lives = lives;
  }

  /**
   * Starts it.
   *
   * @param speed 1 for lives as they are written; more for tests that can't wait
   */
  public static DemoGateway start(int speed) {
    List<Life> lives = Lives.all();
    PlayedReplies replies = new PlayedReplies(new Play(lives, speed));
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .disableRequestJournal()
                .notifier(new Silence())
                .extensions(replies));
    server.stubFor(any(anyUrl()).willReturn(ok()));
    try {
      DemoCdn cdn = DemoCdn.start(lives);
      server.start();
      DemoGateway gateway = new DemoGateway(server, cdn, lives);
      replies.at(new Play.Addresses(gateway.baseUrl(), cdn.address()));
      return gateway;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port();
  }

  /** The tasks that can be ordered from it. */
  public List<Life> lives() {
    return lives;
  }

  /** How many downloads were cut, and went on from there. */
  public int resumed() {
    return cdn.resumed();
  }

  @Override
  public void close() {
    server.stop();
    cdn.close();
  }
}
