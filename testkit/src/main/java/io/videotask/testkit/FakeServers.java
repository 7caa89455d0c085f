package io.videotask.testkit;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a fake gateway: its own, where wanted another one for videos, and one in front
 * that cuts connections.
 */
final class FakeServers implements AutoCloseable {
  private final LocalServer gateway;
  private final @Nullable LocalServer videoHost;
  private final @Nullable CuttingServer cutting;

  /**
   * Starts the servers.
   *
   * @param port where the gateway listens; 0 for any that is free
   * @param videosElsewhere whether videos have a server of their own
   * @param cuts after how many bytes each submit is cut; null for none
   */
  FakeServers(
      Dispatcher dispatcher, int port, boolean videosElsewhere, @Nullable IntUnaryOperator cuts) {
    this.gateway = new LocalServer(dispatcher, cuts == null ? port : 0);
    this.cutting = cuts == null ? null : new CuttingServer(port, gateway.port(), cuts);
    this.videoHost = videosElsewhere ? new LocalServer(dispatcher, 0) : null;
  }

  /** Returns the gateway's URL without a path. */
  String url() {
    return cutting == null ? gateway.url() : cutting.url();
  }

  String videosUrl() {
    return videoHost == null ? url() : videoHost.url();
  }

  @Override
  public void close() {
    if (cutting != null) {
      cutting.close();
    }
    gateway.close();
    if (videoHost != null) {
      videoHost.close();
    }
  }
}
