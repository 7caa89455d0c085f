package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.download.VideoFileName;
import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.error.ErrorKind;
import io.videotask.error.MalformedResponseException;
import io.videotask.task.NotCompletedException;
import io.videotask.task.Observation;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class DownloadTest {
  private static final byte[] VIDEO = DownloadReply.video(300_000);

  @TempDir Path directory;

  @Test
  void waitsAndDownloadsToAFile() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.gateway.script =
          asked ->
              looks.incrementAndGet() < 2
                  ? DownloadReply.json("{\"task_id\":\"task_1\",\"status\":\"processing\"}")
                      .with("Retry-After", "0")
                  : DownloadReply.completed(scene.cdn.url("/v.mp4"));

      Downloaded done =
          scene.videos.download(
              DownloadFixture.REF,
              DownloadTarget.file(scene.target),
              DownloadFixture.options().build());

      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(
          new Downloaded(
              DownloadFixture.REF,
              scene.target,
              VIDEO.length,
              "127.0.0.1:" + scene.cdn.port(),
              null),
          done);
      assertEquals(List.of("video.mp4"), scene.files());
      assertEquals("identity", scene.cdn.asked.get(0).header("Accept-Encoding"));
      scene.assertOnlyTheGatewayGotTheKey();
    }
  }

  @Test
  void aTaskWithoutAVideoIsReported() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.gateway.script =
          asked ->
              DownloadReply.json("{\"task_id\":\"task_1\",\"status\":\"failed\",\"error\":\"no\"}");
      assertThrows(
          NotCompletedException.class,
          () -> scene.videos.download(DownloadFixture.REF, scene.target, Duration.ofSeconds(10)));
      scene.assertNothingLeft();
    }
  }

  @Test
  void writesToChannelsAndStreams() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      for (boolean stream : new boolean[] {true, false}) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DownloadTarget target =
            stream ? DownloadTarget.stream(out) : DownloadTarget.channel(Channels.newChannel(out));
        Downloaded done =
            scene.videos.download(scene.task(), target, DownloadFixture.options().build());
        assertNull(done.file());
        assertArrayEquals(VIDEO, out.toByteArray());
      }
      scene.assertNothingLeft();
    }
  }

  @Test
  void aChannelGetsTheRestAfterABrokenConnection() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> {
              DownloadReply reply = DownloadReply.file(VIDEO, asked);
              return count.getAndIncrement() == 0 ? reply.cut(100_000) : reply;
            })) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      scene.videos.download(
          scene.task(), DownloadTarget.stream(out), DownloadFixture.options().build());
      assertArrayEquals(VIDEO, out.toByteArray());

      scene.cdn.script = asked -> DownloadReply.of(200, VIDEO).cut(100_000);
      DownloadFailedException failure =
          assertThrows(
              DownloadFailedException.class,
              () ->
                  scene.videos.download(
                      scene.task(),
                      DownloadTarget.stream(new ByteArrayOutputStream()),
                      DownloadFixture.options().build()));
      assertEquals(Reason.NOT_RESUMABLE, failure.reason());
    }
  }

  @Test
  void reportsProgress() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      List<String> told = new ArrayList<>();
      scene.download(
          DownloadFixture.options().listener((bytes, total) -> told.add(bytes + "/" + total)));
      assertEquals("0/300000", told.get(0));
      assertEquals("300000/300000", told.get(told.size() - 1));
    }
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.download(
          DownloadFixture.options()
              .overwrite(true)
              .listener(
                  (bytes, total) -> {
                    throw new IllegalStateException("a listener's failure");
                  }));
    }
  }

  @Test
  void checksTheDigest() throws Exception {
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(VIDEO));
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      DownloadFailedException failure =
          scene.fails(
              DownloadFailedException.class, DownloadFixture.options().sha256("0".repeat(64)));
      assertEquals(Reason.WRONG_DIGEST, failure.reason());
      scene.assertNothingLeft();
      assertEquals(digest, scene.download(DownloadFixture.options().sha256(digest)).sha256());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Downloaded piped =
          scene.videos.download(
              scene.task(),
              DownloadTarget.stream(out),
              DownloadFixture.options().sha256(digest.toUpperCase(java.util.Locale.ROOT)).build());
      assertEquals(digest, piped.sha256());
    }
  }

  @ParameterizedTest
  @CsvSource({"300000, false, true", "299999, false, false", "299999, true, false"})
  void enforcesTheMaximumSize(long limit, boolean chunked, boolean fits) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked ->
                chunked
                    ? DownloadReply.file(VIDEO, asked).chunked()
                    : DownloadReply.file(VIDEO, asked))) {
      if (fits) {
        scene.download(DownloadFixture.options().maxBytes(limit));
        assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      } else {
        DownloadFailedException failure =
            scene.fails(DownloadFailedException.class, DownloadFixture.options().maxBytes(limit));
        assertEquals(Reason.TOO_LARGE, failure.reason());
        assertTrue(Files.notExists(scene.target));
      }
    }
  }

  @Test
  void anEmptyBodyIsNoVideo() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(200, new byte[0]))) {
      scene.fails(MalformedResponseException.class);
      scene.cdn.script = asked -> DownloadReply.of(200, new byte[0]).chunked();
      scene.fails(MalformedResponseException.class);
      scene.cdn.script = asked -> DownloadReply.of(204, new byte[0]).without("Content-Length");
      scene.fails(MalformedResponseException.class);
      scene.assertNothingLeft();
    }
  }

  @Test
  void decodesADataUrl() throws Exception {
    String base64 = Base64.getEncoder().encodeToString(VIDEO);
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(500, new byte[0]))) {
      scene.gateway.script = asked -> DownloadReply.completed("data:video/mp4;base64," + base64);
      Downloaded done = scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertNull(done.host());
      assertEquals(0, scene.cdn.connections.get());

      scene.fails(
          DownloadFailedException.class, DownloadFixture.options().overwrite(true).maxBytes(1000));
      scene.gateway.script = asked -> DownloadReply.completed("data:video/mp4;base64,!!!");
      assertEquals(
          ErrorKind.MALFORMED_RESPONSE,
          scene
              .fails(MalformedResponseException.class, DownloadFixture.options().overwrite(true))
              .kind());
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  @Test
  void downloadsManyAtOnce() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      VideoTask.Completed task = scene.task();
      List<CompletableFuture<Downloaded>> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        DownloadTarget target = DownloadTarget.file(directory.resolve(i + ".mp4"));
        all.add(scene.videos.downloadAsync(task, target, DownloadFixture.options().build()));
      }
      for (CompletableFuture<Downloaded> one : all) {
        assertArrayEquals(VIDEO, Files.readAllBytes(one.get().file()));
      }
      assertEquals(200, scene.files().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "task_1, mp4, task_1.mp4",
    "a:b@c+d=e~f, webm, a_b_c_d_e_f.webm",
    "..., ../../x, ....mp4",
    "con, mp4, _con.mp4",
    "NUL.1, mov, _NUL.1.mov",
    "x, '', x.mp4",
    "operations/op3, mp4, operations_op3-fa1f8a98.mp4",
    "../../x, mp4, .._.._x-9cdf6a50.mp4"
  })
  void fileNamesContainOnlySafeCharacters(String id, String format, String name) {
    TaskRef ref = new TaskRef("new-api", id);
    VideoResult video =
        new VideoResult(null, false, null, null, format, null, null, null, null, null, null, null);
    Observation seen =
        new Observation(
            ref, TaskState.COMPLETED, "x", null, null, null, null, List.of(), Instant.EPOCH, "");
    assertEquals(name, VideoFileName.of(new VideoTask.Completed(seen, List.of(video))));
  }

  @Test
  void longNamesWork() throws IOException {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      Path target = directory.resolve("長".repeat(80) + ".mp4");
      scene.videos.download(
          scene.task(), DownloadTarget.file(target), DownloadFixture.options().build());
      assertArrayEquals(VIDEO, Files.readAllBytes(target));
    }
  }
}
