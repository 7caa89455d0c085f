package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.it.download.VideoHost.Asked;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A gateway whose task is finished, a second host that has the video, a client, and a directory.
 */
final class DownloadFixture implements AutoCloseable {
  static final String KEY = "sk-canary-of-the-downloads";
  static final TaskRef REF = TaskRef.parse("new-api:task_1");

  final VideoHost gateway;
  final VideoHost cdn;
  final VideoTasks videos;
  final Path directory;
  final Path target;

  /** The CDN follows its script; the gateway's answer has the URL of {@code /v.mp4} on it. */
  DownloadFixture(Path directory, Function<Asked, DownloadReply> script) throws IOException {
    this.cdn = new VideoHost(script);
    this.gateway = new VideoHost(asked -> DownloadReply.completed(cdn.url("/v.mp4?sig=secret")));
    this.videos = client(gateway);
    this.directory = directory;
    this.target = directory.resolve("video.mp4");
  }

  static VideoTasks client(VideoHost gateway) {
    return VideoTasks.builder().gateway(Gateway.newApi(gateway.url(""), ApiKey.of(KEY))).build();
  }

  /**
   * Returns options whose limits a busy machine does not reach; a test of a stall sets a shorter
   * stall timeout.
   */
  static DownloadOptions.Builder options() {
    return DownloadOptions.builder()
        .allowPrivateAddresses(true)
        .stallTimeout(Duration.ofSeconds(10))
        .minBytesPerSecond(100)
        .timeout(Duration.ofSeconds(30));
  }

  VideoTask.Completed task() {
    return videos.query(REF).orThrow();
  }

  Downloaded download(DownloadOptions.Builder options) {
    return videos.download(task(), DownloadTarget.file(target), options.build());
  }

  Downloaded download() {
    return download(options());
  }

  /** Returns the exception, after the checks that apply to all exceptions. */
  <E extends VideoTaskException> E fails(Class<E> type, DownloadOptions.Builder options) {
    E failure = assertThrows(type, () -> download(options));
    check(failure);
    return failure;
  }

  <E extends VideoTaskException> E fails(Class<E> type) {
    return fails(type, options());
  }

  static void check(VideoTaskException failure) {
    assertEquals(REF, failure.task());
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = String.valueOf(e.getMessage());
      assertFalse(message.contains("secret"), message);
      assertFalse(message.contains(KEY), message);
      assertFalse(message.contains("\n"), message);
    }
  }

  /** Returns the files in the directory. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  void assertNothingLeft() throws IOException {
    assertEquals(List.of(), files());
  }

  /** Asserts that no host but the gateway has received the key. */
  void assertOnlyTheGatewayGotTheKey() {
    for (Asked asked : cdn.asked) {
      assertFalse(asked.headers().toString().contains(KEY), asked.toString());
    }
  }

  @Override
  public void close() throws IOException {
    videos.close();
    gateway.close();
    cdn.close();
  }
}
