package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.WaitTimedOutException;
import io.videotask.it.download.VideoHost.Asked;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ResumeTest {
  private static final byte[] VIDEO = DownloadReply.video(500_000);
  private static final int TENTH = VIDEO.length / 10;

  @TempDir Path directory;

  @Tag("long")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resumesAtEveryTenthInOneDownload(boolean stall) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> {
              DownloadReply reply = DownloadReply.file(VIDEO, asked);
              boolean last = reply.body().length <= TENTH;
              return last ? reply : stall ? reply.stall(TENTH) : reply.cut(TENTH);
            })) {
      scene.download(DownloadFixture.options().stallTimeout(Duration.ofMillis(400)));

      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(10, scene.cdn.asked.size());
      assertEquals("bytes=450000-", scene.cdn.asked.get(9).header("Range"));
      assertEquals(DownloadReply.ETAG, scene.cdn.asked.get(9).header("If-Range"));
      assertEquals(List.of("video.mp4"), scene.files());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void theNextClientResumes(int tenths) throws Exception {
    byte[] before = "what was there before".getBytes(StandardCharsets.UTF_8);
    try (DownloadFixture scene =
        new DownloadFixture(
            directory, asked -> DownloadReply.file(VIDEO, asked).stall(tenths * TENTH))) {
      Files.write(scene.target, before);
      WaitTimedOutException late =
          scene.fails(
              WaitTimedOutException.class,
              DownloadFixture.options()
                  .overwrite(true)
                  .stallTimeout(Duration.ofSeconds(20))
                  .timeout(Duration.ofMillis(1_500)));
      assertEquals(DownloadFixture.REF, late.task());
      assertArrayEquals(before, Files.readAllBytes(scene.target));

      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);
      try (VideoTasks another = DownloadFixture.client(scene.gateway)) {
        another.download(
            scene.task(),
            DownloadTarget.file(scene.target),
            DownloadFixture.options().overwrite(true).build());
      }
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      Asked last = scene.cdn.asked.get(scene.cdn.asked.size() - 1);
      assertEquals("bytes=" + tenths * TENTH + "-", last.header("Range"));
      assertEquals(List.of("video.mp4"), scene.files());
    }
  }

  /** Responses to a Range request that do not continue the same file. */
  static List<Named<UnaryOperator<DownloadReply>>> unusualResponses() {
    return List.of(
        Named.of("wrong start", r -> r.with("Content-Range", "bytes 7-499999/500000")),
        Named.of("wrong total", r -> r.with("Content-Range", "bytes 200000-499999/500001")),
        Named.of("end beyond", r -> r.with("Content-Range", "bytes 200000-500000/500000")),
        Named.of("no Content-Range", r -> r.without("Content-Range")),
        Named.of("garbage", r -> r.with("Content-Range", "bytes lots/many")),
        Named.of("other unit", r -> r.with("Content-Range", "frames 200000-499999/500000")),
        Named.of("another ETag", r -> r.with("ETag", "\"v2\"")),
        Named.of(
            "multipart",
            r ->
                r.without("Content-Range")
                    .with("Content-Type", "multipart/byteranges; boundary=THIS")),
        Named.of("compressed", r -> r.with("Content-Encoding", "gzip")),
        Named.of(
            "Range ignored", r -> DownloadReply.of(200, VIDEO).with("ETag", DownloadReply.ETAG)),
        Named.of(
            "not satisfiable",
            r -> DownloadReply.of(416, new byte[0]).with("Content-Range", "bytes */100000")),
        Named.of("not satisfiable, silent", r -> DownloadReply.of(416, new byte[0])));
  }

  @ParameterizedTest
  @MethodSource("unusualResponses")
  void restartsIfTheRangeDoesNotMatch(UnaryOperator<DownloadReply> oddity) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> {
              DownloadReply reply = DownloadReply.file(VIDEO, asked);
              if (asked.header("Range") != null) {
                return oddity.apply(reply);
              }
              return reply;
            })) {
      AtomicInteger count = new AtomicInteger();
      var script = scene.cdn.script;
      scene.cdn.script =
          asked ->
              count.getAndIncrement() == 0 ? script.apply(asked).cut(200_000) : script.apply(asked);
      scene.download();

      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals("bytes=200000-", scene.cdn.asked.get(1).header("Range"));
      assertTrue(scene.cdn.asked.size() <= 3);
    }
  }

  @Test
  void repeatedContradictionsFail() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> DownloadReply.of(416, new byte[0]).with("Content-Range", "bytes */500000"))) {
      scene.fails(MalformedResponseException.class, DownloadFixture.options());
      assertEquals(3, scene.cdn.asked.size());
      scene.assertNothingLeft();
    }
  }

  @Test
  void aChangedFileIsDownloadedCompletely() throws Exception {
    byte[] changed = DownloadReply.video(400_000);
    AtomicInteger count = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked ->
                count.getAndIncrement() == 0
                    ? DownloadReply.file(VIDEO, asked).cut(200_000)
                    : DownloadReply.file(changed, asked, "\"v2\""))) {
      scene.download();
      assertArrayEquals(changed, Files.readAllBytes(scene.target));
    }
  }

  @Test
  void aWeakETagIsIgnoredAndADateIsUsed() throws Exception {
    String date = "Wed, 21 Oct 2015 07:28:00 GMT";
    for (Map<String, String> headers :
        List.of(
            Map.of("ETag", "W/\"v1\""),
            Map.<String, String>of(),
            Map.of("Last-Modified", date),
            Map.of("Last-Modified", date, "Date", date))) {
      AtomicInteger count = new AtomicInteger();
      Path own = Files.createTempDirectory(directory, "one");
      try (DownloadFixture scene =
          new DownloadFixture(
              own,
              asked -> {
                DownloadReply reply = DownloadReply.file(VIDEO, asked, date).without("ETag");
                for (Map.Entry<String, String> header : headers.entrySet()) {
                  reply = reply.with(header.getKey(), header.getValue());
                }
                return count.getAndIncrement() == 0 ? reply.cut(200_000) : reply;
              })) {
        scene.download();
        assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
        boolean resumes = headers.size() == 1 && headers.containsKey("Last-Modified");
        Asked second = scene.cdn.asked.get(1);
        assertEquals(resumes ? date : null, second.header("If-Range"), headers.toString());
        assertEquals(resumes ? "bytes=200000-" : null, second.header("Range"));
      }
    }
  }

  @Test
  void aCompletePartIsVerifiedWithOneByte() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked).stall(499_999))) {
      scene.fails(
          WaitTimedOutException.class,
          DownloadFixture.options()
              .timeout(Duration.ofMillis(1_500))
              .stallTimeout(Duration.ofSeconds(9)));
      Path part = directory.resolve(part(scene));
      Files.write(part, Arrays.copyOfRange(VIDEO, 499_999, 500_000), StandardOpenOption.APPEND);
      scene.cdn.asked.clear();
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);

      scene.download();

      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals("bytes=499999-", scene.cdn.asked.get(0).header("Range"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "videotask-part 1\nhost x\n", "garbage", "\0\0\0\0\0"})
  void aDamagedStateFileRestartsTheDownload(String note) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked).stall(300_000))) {
      scene.fails(
          WaitTimedOutException.class,
          DownloadFixture.options()
              .timeout(Duration.ofMillis(1_500))
              .stallTimeout(Duration.ofSeconds(9)));
      Files.writeString(directory.resolve(part(scene) + ".state"), note);
      scene.cdn.asked.clear();
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);

      scene.download();

      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertNull(scene.cdn.asked.get(0).header("Range"));
    }
  }

  @Test
  void aPartThatIsAlsoTheFinishedFile() throws Exception {
    // The process was killed after linking the finished file and before removing the part's name.
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked).stall(300_000))) {
      scene.fails(
          WaitTimedOutException.class,
          DownloadFixture.options()
              .timeout(Duration.ofMillis(1_500))
              .stallTimeout(Duration.ofSeconds(9)));
      Path kept = directory.resolve("kept.mp4");
      Path part = directory.resolve(part(scene));
      Files.createLink(kept, part);
      byte[] before = Files.readAllBytes(kept);
      assertEquals(300_000, before.length);
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked);

      scene.download();

      assertArrayEquals(before, Files.readAllBytes(kept));
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  @Test
  void wrongLengths() throws Exception {
    DownloadOptions.Builder soon = DownloadFixture.options().timeout(Duration.ofSeconds(1));
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked ->
                DownloadReply.of(200, VIDEO)
                    .with("Content-Length", "600000")
                    .with("Connection", "close")
                    .with("ETag", DownloadReply.ETAG))) {
      scene.fails(WaitTimedOutException.class, soon);
      assertTrue(Files.notExists(scene.target));
    }
    Path other = Files.createTempDirectory(directory, "other");
    try (DownloadFixture scene =
        new DownloadFixture(other, asked -> DownloadReply.file(VIDEO, asked).chunked())) {
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
    Path third = Files.createTempDirectory(directory, "third");
    try (DownloadFixture scene =
        new DownloadFixture(
            third,
            asked ->
                DownloadReply.of(200, VIDEO)
                    .without("Content-Length")
                    .with("Connection", "close"))) {
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
    }
  }

  private static String part(DownloadFixture scene) throws Exception {
    return scene.files().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".part"))
        .findFirst()
        .orElseThrow();
  }
}
