package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ClientClosedException;
import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.WaitInterruptedException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.it.download.VideoHost.Asked;
import io.videotask.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures to write, wrong responses, and cancelled downloads. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class DownloadFailureTest {
  private static final byte[] VIDEO = DownloadReply.video(300_000);
  private static final byte[] BEFORE = "before".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  @Test
  void nothingIsSentForAnUnwritableTarget() throws Exception {
    try (DownloadFixture scene = scene(asked -> DownloadReply.file(VIDEO, asked))) {
      Files.write(scene.target, BEFORE);
      Path folder = Files.createDirectory(directory.resolve("folder"));
      Path dangling = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
      refuses(scene, scene.target, false, Reason.TARGET_EXISTS);
      refuses(scene, dangling, false, Reason.TARGET_EXISTS);
      refuses(scene, folder, true, Reason.TARGET_NOT_A_FILE);
      refuses(scene, Path.of("/dev/null"), true, Reason.TARGET_NOT_A_FILE);
      refuses(scene, directory.resolve("missing/v.mp4"), true, Reason.NO_DIRECTORY);
      assertEquals(0, scene.gateway.asked.size());
      assertEquals(0, scene.cdn.asked.size());
      assertArrayEquals(BEFORE, Files.readAllBytes(scene.target));
    }
  }

  private static void refuses(
      DownloadFixture scene, Path target, boolean overwrite, Reason reason) {
    DownloadOptions options = DownloadFixture.options().overwrite(overwrite).build();
    DownloadFailedException failure =
        assertThrows(
            DownloadFailedException.class,
            () -> scene.videos.download(DownloadFixture.REF, DownloadTarget.file(target), options));
    assertEquals(reason, failure.reason());
    DownloadFixture.check(failure);
  }

  @Test
  void overwritingReplacesALinkAndNotItsTarget() throws Exception {
    try (DownloadFixture scene = scene(asked -> DownloadReply.file(VIDEO, asked))) {
      Path other = Files.write(directory.resolve("other"), BEFORE);
      Files.createSymbolicLink(scene.target, other);
      scene.download(DownloadFixture.options().overwrite(true));
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertArrayEquals(BEFORE, Files.readAllBytes(other));
    }
  }

  @Test
  void aTargetThatAppearsDuringTheDownloadIsKept() throws Exception {
    try (DownloadFixture scene =
        scene(
            asked -> {
              try {
                Files.write(directory.resolve("video.mp4"), BEFORE);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              return DownloadReply.file(VIDEO, asked);
            })) {
      assertEquals(Reason.TARGET_EXISTS, scene.fails(DownloadFailedException.class).reason());
      assertArrayEquals(BEFORE, Files.readAllBytes(scene.target));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | <!doctype html><html><body>login</body></html> | HTML",
        "video/mp4 | <html><head> | HTML",
        "application/json | {\"code\":\"expired\"} | JSON",
        "video/mp4 | { \"error\": 1} | JSON",
        "application/xml | <?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error> | XML",
        "application/octet-stream | <Error><Code>NoSuchKey</Code></Error> | XML",
        "text/plain | link expired | text/plain"
      })
  void anErrorPageIsNoVideo(String type, String body, String named) throws Exception {
    try (DownloadFixture scene = scene(asked -> DownloadReply.text(200, type, body))) {
      MalformedResponseException failure = scene.fails(MalformedResponseException.class);
      assertTrue(failure.getMessage().contains(named), failure.getMessage());
      assertEquals(1, scene.cdn.asked.size());
      scene.assertNothingLeft();
    }
  }

  @Test
  void magicBytesAreRequiredOnlyIfRequested() throws Exception {
    byte[] noise = new byte[5000];
    try (DownloadFixture scene = scene(asked -> DownloadReply.of(200, noise))) {
      scene.fails(MalformedResponseException.class, DownloadFixture.options().videoOnly(true));
      scene.download();
      scene.cdn.script = asked -> DownloadReply.of(200, VIDEO).with("Content-Type", "text/plain");
      scene.download(DownloadFixture.options().videoOnly(true).overwrite(true));
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  @Test
  void compressedResponsesAreDecompressedWithinTheLimit() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(VIDEO);
    }
    byte[] bytes = packed.toByteArray();
    try (DownloadFixture scene =
        scene(
            asked ->
                DownloadReply.of(200, bytes)
                    .with("Content-Encoding", "gzip")
                    .with("ETag", DownloadReply.ETAG))) {
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      DownloadOptions.Builder small = DownloadFixture.options().overwrite(true).maxBytes(250_000);
      assertEquals(Reason.TOO_LARGE, scene.fails(DownloadFailedException.class, small).reason());
      for (DownloadReply wrong :
          new DownloadReply[] {
            DownloadReply.of(200, VIDEO).with("Content-Encoding", "gzip"),
            DownloadReply.of(200, VIDEO).with("Content-Encoding", "br")
          }) {
        scene.cdn.script = asked -> wrong;
        scene.fails(MalformedResponseException.class, DownloadFixture.options().overwrite(true));
      }
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void transientFailuresAreRetriedUntilTheyEnd(int status) throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (DownloadFixture scene =
        scene(
            asked ->
                count.getAndIncrement() < 2
                    ? DownloadReply.of(status, new byte[0]).with("Retry-After", "0")
                    : DownloadReply.file(VIDEO, asked))) {
      scene.download();
      assertEquals(3, scene.cdn.asked.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 405, 406, 413, 415, 422, 451, 501, 505})
  void definiteFailuresAreNotRetriedAgain(int status) throws Exception {
    try (DownloadFixture scene = scene(asked -> DownloadReply.of(status, new byte[0]))) {
      assertEquals(status, scene.fails(MalformedResponseException.class).httpStatus());
      assertEquals(1, scene.cdn.asked.size());
      scene.assertNothingLeft();
    }
  }

  @Test
  void cancellingClosingAndInterruptingKeepThePart() throws Exception {
    DownloadOptions patient =
        DownloadFixture.options().stallTimeout(Duration.ofSeconds(30)).build();
    try (DownloadFixture scene = scene(asked -> DownloadReply.file(VIDEO, asked).stall(200_000))) {
      CountDownLatch begun = new CountDownLatch(1);
      DownloadTarget target = DownloadTarget.file(scene.target);
      CompletableFuture<Downloaded> cancelled =
          scene.videos.downloadAsync(
              scene.task(),
              target,
              DownloadFixture.options()
                  .stallTimeout(Duration.ofSeconds(30))
                  .listener((bytes, total) -> begun.countDown())
                  .build());
      begun.await();
      cancelled.cancel(true);
      assertThrows(CancellationException.class, cancelled::get);

      Thread.currentThread().interrupt();
      assertThrows(
          WaitInterruptedException.class,
          () -> scene.videos.download(completed(scene), target, patient));
      assertTrue(Thread.interrupted());

      CompletableFuture<Downloaded> closed;
      try (VideoTasks closing = DownloadFixture.client(scene.gateway)) {
        closed = closing.downloadAsync(scene.task(), target, patient);
      }
      ExecutionException thrown = assertThrows(ExecutionException.class, closed::get);
      assertEquals(ClientClosedException.class, thrown.getCause().getClass());

      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  private static VideoTask.Completed completed(DownloadFixture scene) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    try {
      return scene.task();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void twoDownloadsOfOneTargetAtOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (DownloadFixture scene =
        scene(
            asked -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return DownloadReply.file(VIDEO, asked);
            })) {
      DownloadTarget target = DownloadTarget.file(scene.target);
      DownloadOptions options =
          DownloadFixture.options().stallTimeout(Duration.ofSeconds(9)).build();
      CompletableFuture<Downloaded> first =
          scene.videos.downloadAsync(scene.task(), target, options);
      while (scene.cdn.asked.isEmpty()) {
        Thread.onSpinWait();
      }
      assertEquals(Reason.BUSY, scene.fails(DownloadFailedException.class).reason());
      go.countDown();
      first.get();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  @Test
  void aSlowResponseIsAStall() throws Exception {
    try (DownloadFixture scene = scene(asked -> DownloadReply.file(VIDEO, asked).stall(0))) {
      DownloadOptions.Builder soon =
          DownloadFixture.options()
              .stallTimeout(Duration.ofMillis(400))
              .timeout(Duration.ofSeconds(3));
      assertThrows(WaitTimedOutException.class, () -> scene.download(soon));
      assertTrue(scene.cdn.asked.size() >= 2, scene.cdn.asked.toString());
      assertFalse(Files.exists(scene.target));
    }
  }

  private DownloadFixture scene(Function<Asked, DownloadReply> script) throws IOException {
    return new DownloadFixture(directory, script);
  }
}
