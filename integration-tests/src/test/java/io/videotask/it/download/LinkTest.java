package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.download.DownloadTarget;
import io.videotask.error.AuthenticationException;
import io.videotask.error.ErrorKind;
import io.videotask.error.LinkExpiredException;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.NoUrlException;
import io.videotask.error.PermissionException;
import io.videotask.error.WaitTimedOutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expired URLs, fresh URLs, second URLs, and the gateway's own content endpoint. */
@Timeout(60)
class LinkTest {
  private static final byte[] VIDEO = DownloadReply.video(300_000);
  private static final String STATUS = "/v1/video/generations/task_1";
  private static final String CONTENT = "/v1/videos/task_1/content";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void anExpiredUrlIsRenewedOnce(int status) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked ->
                asked.path().startsWith("/fresh")
                    ? DownloadReply.file(VIDEO, asked)
                    : DownloadReply.text(
                        status, "application/xml", "<Error>AccessDenied</Error>"))) {
      AtomicInteger looks = new AtomicInteger();
      scene.gateway.script =
          asked ->
              DownloadReply.completed(
                  scene.cdn.url(looks.getAndIncrement() == 0 ? "/old" : "/fresh?sig=secret"));
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(2, looks.get());
      scene.assertOnlyTheGatewayGotTheKey();
    }
  }

  @Test
  void aFreshUrlResumesThePart() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked -> {
              if (asked.path().startsWith("/fresh")) {
                return DownloadReply.file(VIDEO, asked);
              }
              return count.getAndIncrement() == 0
                  ? DownloadReply.file(VIDEO, asked).cut(100_000)
                  : DownloadReply.of(403, new byte[0]);
            })) {
      AtomicInteger looks = new AtomicInteger();
      scene.gateway.script =
          asked ->
              DownloadReply.completed(
                  scene.cdn.url(looks.getAndIncrement() == 0 ? "/old" : "/fresh"));
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals("bytes=100000-", scene.cdn.asked.get(2).header("Range"));
    }
  }

  @Test
  void aSecondExpiredUrlFails() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(403, new byte[0]))) {
      LinkExpiredException failure = scene.fails(LinkExpiredException.class);
      assertEquals(ErrorKind.LINK_EXPIRED, failure.kind());
      assertEquals(403, failure.httpStatus());
      assertEquals(2, scene.gateway.asked(STATUS));
      assertEquals(2, scene.cdn.asked.size());
      scene.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, {}",
    "404, {}",
    "200, '{\"task_id\":\"task_1\",\"status\":\"completed\"}'",
    "200, '{\"task_id\":\"task_1\",\"status\":\"failed\"}'",
    "200, <html>"
  })
  void noFreshUrlFails(int status, String body) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(404, new byte[0]))) {
      var task = scene.task();
      scene.gateway.script = asked -> DownloadReply.text(status, "application/json", body);
      LinkExpiredException failure =
          assertThrows(
              LinkExpiredException.class,
              () ->
                  scene.videos.download(
                      task, DownloadTarget.file(scene.target), DownloadFixture.options().build()));
      DownloadFixture.check(failure);
      assertEquals(1, scene.cdn.asked.size());
    }
  }

  @Test
  void aUrlPastItsExpiryIsNotRequested() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      AtomicInteger looks = new AtomicInteger();
      scene.gateway.script =
          asked ->
              DownloadReply.completed(
                  scene.cdn.url(
                      looks.getAndIncrement() == 0
                          ? "/old?Expires=1500000000"
                          : "/fresh?Expires=4000000000"));
      scene.download();
      assertEquals(1, scene.cdn.asked.size());
      assertTrue(scene.cdn.asked.get(0).path().startsWith("/fresh"));
    }
  }

  @Test
  void theSecondUrlIsTriedIfTheFirstFails() throws Exception {
    for (DownloadReply first :
        new DownloadReply[] {
          DownloadReply.of(403, new byte[0]),
          DownloadReply.of(503, new byte[0]),
          DownloadReply.text(200, "text/html", "<html>"),
          DownloadReply.file(VIDEO, new VideoHost.Asked("GET", "/", Map.of())).cut(5000)
        }) {
      Path own = Files.createTempDirectory(directory, "one");
      try (DownloadFixture scene =
          new DownloadFixture(
              own, asked -> asked.path().equals("/b") ? DownloadReply.file(VIDEO, asked) : first)) {
        scene.gateway.script =
            asked ->
                DownloadReply.json(
                    "{\"code\":\"success\",\"data\":{\"task_id\":\"task_1\",\"status\":\"SUCCESS\","
                        + "\"data\":{\"file\":{\"download_url\":\""
                        + scene.cdn.url("/a")
                        + "\",\"backup_download_url\":\""
                        + scene.cdn.url("/b")
                        + "\"}}}}");
        scene.download();
        assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
        assertEquals(1, scene.cdn.asked("/a"));
        assertEquals(1, scene.gateway.asked.size());
      }
    }
  }

  @Test
  void aMissingUrlIsReportedAndWritesNothing() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(500, new byte[0]))) {
      scene.gateway.script =
          asked ->
              DownloadReply.json(
                  "{\"task_id\":\"task_1\",\"status\":\"completed\",\"completed_at\":1756453535}");
      assertEquals(ErrorKind.NO_URL, scene.fails(NoUrlException.class).kind());
      scene.fails(NoUrlException.class, DownloadFixture.options().video(3));
      scene.assertNothingLeft();
    }
  }

  @Test
  void onlyTheGatewaysContentPathGetsTheKey() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.gateway.script =
          asked ->
              asked.path().equals(STATUS)
                  ? DownloadReply.completed(CONTENT)
                  : DownloadReply.redirect(scene.cdn.url("/v.mp4?sig=secret"));
      // The gateway itself may use plain http and a loopback address without permission.
      scene.download(DownloadFixture.options());
      assertEquals(
          "Bearer " + DownloadFixture.KEY, scene.gateway.asked.get(1).header("Authorization"));
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      scene.assertOnlyTheGatewayGotTheKey();
      assertFalse(scene.cdn.asked.get(0).headers().containsKey("Authorization"));
    }
  }

  @Test
  void theKeyIsNotSentAfterARedirectToAnotherOrigin() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(500, new byte[0]))) {
      scene.cdn.script = asked -> DownloadReply.redirect(scene.gateway.url(CONTENT + "?back"));
      scene.gateway.script =
          asked -> {
            if (asked.path().equals(STATUS)) {
              return DownloadReply.completed(CONTENT);
            }
            return asked.path().endsWith("?back")
                ? DownloadReply.file(VIDEO, asked)
                : DownloadReply.redirect(scene.cdn.url("/"));
          };
      scene.download();
      assertNull(scene.gateway.asked.get(2).header("Authorization"));
      scene.assertOnlyTheGatewayGotTheKey();
    }
  }

  @Test
  void aContentPathOnAnotherHostGetsNoKey() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.gateway.script = asked -> DownloadReply.completed(scene.cdn.url(CONTENT));
      scene.download();
      scene.assertOnlyTheGatewayGotTheKey();
    }
  }

  @Test
  void responsesOfTheContentEndpoint() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.of(500, new byte[0]))) {
      DownloadReply[] content = new DownloadReply[1];
      scene.gateway.script =
          asked -> asked.path().equals(STATUS) ? DownloadReply.completed(CONTENT) : content[0];
      content[0] = DownloadReply.text(401, "application/json", "{\"error\":{\"message\":\"no\"}}");
      scene.fails(AuthenticationException.class);
      content[0] = DownloadReply.text(403, "application/json", "{\"error\":{\"message\":\"no\"}}");
      scene.fails(PermissionException.class);
      content[0] =
          DownloadReply.text(
              502,
              "application/json",
              "{\"error\":{\"message\":\"Upstream service returned status 403\"}}");
      scene.gateway.asked.clear();
      scene.fails(LinkExpiredException.class);
      assertEquals(2, scene.gateway.asked(CONTENT));
      content[0] = DownloadReply.text(400, "application/json", "{\"error\":{\"message\":\"bad\"}}");
      scene.fails(MalformedResponseException.class);
      content[0] =
          DownloadReply.text(400, "application/json", "{\"error\":\"Task is not completed yet\"}");
      scene.fails(
          WaitTimedOutException.class, DownloadFixture.options().timeout(Duration.ofMillis(700)));
    }
  }
}
