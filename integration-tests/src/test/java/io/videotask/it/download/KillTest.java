package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadTarget;
import io.videotask.error.DownloadFailedException;
import io.videotask.error.DownloadFailedException.Reason;
import io.videotask.gateway.Gateway;
import io.videotask.it.download.VideoHost.Asked;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A killed process leaves the target complete or absent, and a part that can be resumed. */
@Timeout(120)
class KillTest {
  private static final byte[] VIDEO = DownloadReply.video(3_000_000);
  private static final int TENTH = VIDEO.length / 10;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 10})
  void resumesAfterAKillAtTheBeginningInTheMiddleAndAtTheEnd(int tenths) throws Exception {
    resumesAfterAKillAt(tenths);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(ints = {1, 2, 3, 4, 6, 7, 8, 9})
  void resumesAfterAKillAtEveryOtherTenth(int tenths) throws Exception {
    resumesAfterAKillAt(tenths);
  }

  private void resumesAfterAKillAt(int tenths) throws Exception {
    byte[] before = "what was there before".getBytes(StandardCharsets.UTF_8);
    try (DownloadFixture scene =
        new DownloadFixture(
            directory, asked -> DownloadReply.file(VIDEO, asked).stall(tenths * TENTH))) {
      Files.write(scene.target, before);
      Process child = child(scene);
      // The child has written each full buffer; the content of the last one is lost.
      long written = tenths == 0 ? -1 : (long) tenths * TENTH - (64 << 10);
      while (child.isAlive() && (partSize() < written || scene.cdn.asked.isEmpty())) {
        child.waitFor(20, TimeUnit.MILLISECONDS);
      }
      child.destroyForcibly().waitFor();
      if (tenths < 10) {
        assertArrayEquals(before, Files.readAllBytes(scene.target));
      }

      scene.cdn.asked.clear();
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);
      scene.download(DownloadFixture.options().overwrite(true));

      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(List.of("video.mp4"), scene.files());
      Asked first = scene.cdn.asked.get(0);
      if (tenths > 0 && tenths < 10) {
        assertTrue(first.header("Range").matches("bytes=[1-9][0-9]+-"), first.toString());
      }
    }
  }

  @Test
  void anotherProcessIsRefusedWhileTheTargetIsWritten() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked).stall(TENTH))) {
      Process child = child(scene);
      try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
        assertNotNull(said.readLine());
        DownloadFailedException busy = scene.fails(DownloadFailedException.class);
        assertEquals(Reason.BUSY, busy.reason());
      } finally {
        child.destroyForcibly().waitFor();
      }
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  /** Returns the size of the part, or -1 if there is none. */
  private long partSize() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Path part = files.filter(f -> f.toString().endsWith(".part")).findFirst().orElse(null);
      return part == null ? -1 : Files.size(part);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  private static Process child(DownloadFixture scene) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            scene.gateway.url(""),
            scene.target.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The process that is killed; it prints its progress. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      try (VideoTasks videos =
          VideoTasks.builder().gateway(Gateway.newApi(args[0], ApiKey.of("sk-child"))).build()) {
        videos.download(
            DownloadFixture.REF,
            DownloadTarget.file(Path.of(args[1])),
            DownloadFixture.options()
                .stallTimeout(Duration.ofSeconds(60))
                .timeout(Duration.ofSeconds(60))
                .overwrite(true)
                .listener((bytes, total) -> System.out.println(bytes))
                .build());
      }
    }
  }
}
