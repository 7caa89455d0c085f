package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.WaitTimedOutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that become available after the end of their task, and the gateway's content path. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class NotThereYetTest {
  private static final byte[] VIDEO = DownloadReply.video(30_000);
  private static final String STATUS = "/v1/video/generations/task_1";
  private static final String CONTENT = "/v1/videos/task_1/content";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "202, {}",
    "204, ''",
    "200, ''",
    "400, '{\"error\":{\"code\":\"video_not_ready\"}}'",
    "403, ''",
    "404, ''",
    "409, ''",
    "425, ''"
  })
  void anUnavailableRecentVideoIsRetried(int status, String body) throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked ->
                count.getAndIncrement() < 3
                    ? DownloadReply.text(status, "application/json", body)
                    : DownloadReply.file(VIDEO, asked))) {
      answer(
          scene,
          DownloadReply.justCompleted(scene.cdn.url("/v.mp4")),
          DownloadReply.of(404, new byte[0]));
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(4, scene.cdn.asked.size());
    }
  }

  @Test
  void theTimeOutNamesTheLastFailure() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(404, new byte[0]))) {
      answer(
          scene,
          DownloadReply.justCompleted(scene.cdn.url("/v.mp4")),
          DownloadReply.of(404, new byte[0]));
      WaitTimedOutException failure =
          scene.fails(
              WaitTimedOutException.class,
              DownloadFixture.options().timeout(Duration.ofSeconds(1)));
      assertTrue(failure.getMessage().contains("answered 404"), failure.getMessage());
      assertFalse(failure.getMessage().contains("bytes are kept"), failure.getMessage());
    }
  }

  @Test
  void waitsForAMissingUrl() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.gateway.script =
          asked -> {
            if (asked.path().equals(CONTENT)) {
              return DownloadReply.of(404, new byte[0]);
            }
            return looks.getAndIncrement() < 2
                ? DownloadReply.json("{\"task_id\":\"task_1\",\"status\":\"completed\"}")
                : DownloadReply.justCompleted(scene.cdn.url("/v.mp4"));
          };
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(3, looks.get());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410, 503})
  void theGatewaysOwnContentPathIsABackup(int status) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(status, new byte[0]))) {
      scene.gateway.script =
          asked ->
              asked.path().equals(STATUS)
                  ? DownloadReply.completed(scene.cdn.url("/v.mp4"))
                  : DownloadReply.file(VIDEO, asked);
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(1, scene.cdn.asked.size());
      scene.assertOnlyTheGatewayGotTheKey();
    }
  }

  @Test
  void theGatewaysOriginGetsTheKeyOnlyAfterARefusal() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(500, new byte[0]))) {
      scene.gateway.script =
          asked -> {
            if (asked.path().equals(STATUS)) {
              return DownloadReply.completed(scene.gateway.url("/files/a.mp4"));
            }
            return asked.header("Authorization") == null
                ? DownloadReply.of(401, new byte[0])
                : DownloadReply.file(VIDEO, asked);
          };
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertNull(scene.gateway.asked.get(1).header("Authorization"));
      assertEquals(
          "Bearer " + DownloadFixture.KEY, scene.gateway.asked.get(2).header("Authorization"));
      assertEquals(3, scene.gateway.asked.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"url\":\"%s\"", "\"data\":{\"download_url\":\"%s\"}"})
  void aUrlInADocumentIsFollowedWithoutTheKey(String field) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      String document = "{" + field.formatted(scene.cdn.url("/v.mp4?sig=secret")) + "}";
      answer(scene, DownloadReply.completed(CONTENT), DownloadReply.json(document));
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      scene.assertOnlyTheGatewayGotTheKey();
    }
  }

  @Test
  void aDocumentThatLinksToItselfIsNoVideo() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(500, new byte[0]))) {
      String loop = "{\"url\":\"" + scene.gateway.url("/loop") + "\"}";
      answer(scene, DownloadReply.completed(CONTENT), DownloadReply.json(loop));
      scene.fails(MalformedResponseException.class);
      assertTrue(scene.gateway.asked.size() < 6, scene.gateway.asked.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffd8ffe000104a46494600",
        "89504e470d0a1a0a0000000d",
        "474946383961010001",
        "52494646240000005745425056503820",
        "0000001c667479706176696600000000"
      })
  void anImageIsNoVideo(String hex) throws Exception {
    byte[] picture = java.util.HexFormat.of().parseHex(hex);
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(200, picture))) {
      answer(
          scene, DownloadReply.completed(scene.cdn.url("/p")), DownloadReply.of(404, new byte[0]));
      MalformedResponseException failure = scene.fails(MalformedResponseException.class);
      assertTrue(failure.getMessage().contains("a picture"), failure.getMessage());
      scene.assertNothingLeft();
    }
  }

  @Test
  void aServerThatIgnoresRangeIsReported() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> DownloadReply.of(200, VIDEO).with("ETag", DownloadReply.ETAG).cut(20_000))) {
      answer(
          scene,
          DownloadReply.completed(scene.cdn.url("/v.mp4")),
          DownloadReply.of(404, new byte[0]));
      var failure = scene.fails(io.videotask.error.UnreachableException.class);
      assertEquals(ErrorKind.UNREACHABLE, failure.kind());
      assertTrue(failure.getMessage().contains("ignores Range"), failure.getMessage());
      assertFalse(failure.getMessage().contains("to go on;"), failure.getMessage());
      assertTrue(scene.cdn.asked.size() <= 6, scene.cdn.asked.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // other date | no tag at all
    "'Last-Modified', 'Tue, 02 Jan 2024 00:00:00 GMT'",
    "'X-Nothing', 'at all'"
  })
  void aRangeOfAnotherVersionIsNeverAppended(String name, String value) throws Exception {
    byte[] other = VIDEO.clone();
    for (int i = 100; i < other.length; i++) {
      other[i] ^= 1;
    }
    AtomicInteger count = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> {
              if (count.getAndIncrement() == 0) {
                return DownloadReply.file(VIDEO, asked)
                    .with("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
                    .cut(10_000);
              }
              return asked.header("Range") == null
                  ? DownloadReply.file(other, asked, "\"v2\"")
                  : DownloadReply.file(other, asked).without("ETag").with(name, value);
            })) {
      scene.download();
      assertArrayEquals(other, Files.readAllBytes(scene.target));
    }
  }

  @Test
  void aHardLinkedStateFileIsNotWritten() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked).stall(10_000))) {
      scene.fails(
          WaitTimedOutException.class, DownloadFixture.options().timeout(Duration.ofMillis(1_500)));
      Path note =
          directory.resolve(
              scene.files().stream().filter(f -> f.endsWith(".state")).findFirst().orElseThrow());
      Path other = Files.writeString(directory.resolve("other"), "precious");
      Files.delete(note);
      Files.createLink(note, other);
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);
      scene.download();
      assertEquals("precious", Files.readString(other));
    }
  }

  @Test
  void anErrorInTheListenerDoesNotFailTheDownload() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.download(
          DownloadFixture.options()
              .listener(
                  (bytes, total) -> {
                    throw new AssertionError("the listener's own");
                  }));
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  private static void answer(DownloadFixture scene, DownloadReply status, DownloadReply other) {
    scene.gateway.script = asked -> asked.path().equals(STATUS) ? status : other;
  }
}
