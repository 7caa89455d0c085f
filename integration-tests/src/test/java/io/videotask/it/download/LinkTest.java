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
import io.videotask.error.NoAddressException;
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

/** Links that go, fresh ones, second ones, and the gateway's own content endpoint. */
@Timeout(60)
class LinkTest {
  private static final byte[] VIDEO = Reply.video(300_000);
  private static final String STATUS = "/v1/video/generations/task_1";
  private static final String CONTENT = "/v1/videos/task_1/content";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aLinkThatHasGoneIsAskedForAnewOnce(int status) throws Exception {
    try (Scene scene =
        new Scene(
            directory,
            asked ->
                asked.path().startsWith("/fresh")
                    ? Reply.file(VIDEO, asked)
                    : Reply.text(status, "application/xml", "<Error>AccessDenied</Error>"))) {
      AtomicInteger looks = new AtomicInteger();
      scene.gateway.script =
          asked ->
              Reply.completed(
                  scene.cdn.url(looks.getAndIncrement() == 0 ? "/old" : "/fresh?sig=secret"));
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals(2, looks.get());
      scene.assertKeyStayedHome();
    }
  }

  @Test
  void aFreshLinkGoesOnWithThePart() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (Scene scene =
        new Scene(
            directory,
            asked -> {
              if (asked.path().startsWith("/fresh")) {
                return Reply.file(VIDEO, asked);
              }
              return count.getAndIncrement() == 0
                  ? Reply.file(VIDEO, asked).cut(100_000)
                  : Reply.of(403, new byte[0]);
            })) {
      AtomicInteger looks = new AtomicInteger();
      scene.gateway.script =
          asked -> Reply.completed(scene.cdn.url(looks.getAndIncrement() == 0 ? "/old" : "/fresh"));
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      assertEquals("bytes=100000-", scene.cdn.asked.get(2).header("Range"));
    }
  }

  @Test
  void goneAgainIsTheEnd() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.of(403, new byte[0]))) {
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
  void noFreshLinkIsTheEndToo(int status, String body) throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.of(404, new byte[0]))) {
      var task = scene.task();
      scene.gateway.script = asked -> Reply.text(status, "application/json", body);
      LinkExpiredException failure =
          assertThrows(
              LinkExpiredException.class,
              () ->
                  scene.videos.download(
                      task, DownloadTarget.file(scene.target), Scene.options().build()));
      Scene.check(failure);
      assertEquals(1, scene.cdn.asked.size());
    }
  }

  @Test
  void aLinkWhoseTimeIsUpIsNotEvenTried() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.file(VIDEO, asked))) {
      AtomicInteger looks = new AtomicInteger();
      scene.gateway.script =
          asked ->
              Reply.completed(
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
  void theSecondAddressIsTriedWhenTheFirstFails() throws Exception {
    for (Reply first :
        new Reply[] {
          Reply.of(403, new byte[0]),
          Reply.of(503, new byte[0]),
          Reply.text(200, "text/html", "<html>"),
          Reply.file(VIDEO, new VideoHost.Asked("GET", "/", Map.of())).cut(5000)
        }) {
      Path own = Files.createTempDirectory(directory, "one");
      try (Scene scene =
          new Scene(own, asked -> asked.path().equals("/b") ? Reply.file(VIDEO, asked) : first)) {
        scene.gateway.script =
            asked ->
                Reply.json(
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
  void noAddressIsSaidSoAndNothingIsTouched() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.of(500, new byte[0]))) {
      scene.gateway.script =
          asked ->
              Reply.json(
                  "{\"task_id\":\"task_1\",\"status\":\"completed\",\"completed_at\":1756453535}");
      assertEquals(ErrorKind.NO_ADDRESS, scene.fails(NoAddressException.class).kind());
      scene.fails(NoAddressException.class, Scene.options().video(3));
      scene.assertNothingLeft();
    }
  }

  @Test
  void theGatewaysOwnContentGetsTheKeyAndNobodyElseDoes() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.file(VIDEO, asked))) {
      scene.gateway.script =
          asked ->
              asked.path().equals(STATUS)
                  ? Reply.completed(CONTENT)
                  : Reply.redirect(scene.cdn.url("/v.mp4?sig=secret"));
      // Neither plain http nor a loopback address need be allowed for the gateway itself.
      scene.download(Scene.options());
      assertEquals("Bearer " + Scene.KEY, scene.gateway.asked.get(1).header("Authorization"));
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      scene.assertKeyStayedHome();
      assertFalse(scene.cdn.asked.get(0).headers().containsKey("Authorization"));
    }
  }

  @Test
  void theKeyNeverComesBackFromAbroad() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.of(500, new byte[0]))) {
      scene.cdn.script = asked -> Reply.redirect(scene.gateway.url(CONTENT + "?back"));
      scene.gateway.script =
          asked -> {
            if (asked.path().equals(STATUS)) {
              return Reply.completed(CONTENT);
            }
            return asked.path().endsWith("?back")
                ? Reply.file(VIDEO, asked)
                : Reply.redirect(scene.cdn.url("/"));
          };
      scene.download();
      assertNull(scene.gateway.asked.get(2).header("Authorization"));
      scene.assertKeyStayedHome();
    }
  }

  @Test
  void aContentPathOnAnotherHostGetsNoKey() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.file(VIDEO, asked))) {
      scene.gateway.script = asked -> Reply.completed(scene.cdn.url(CONTENT));
      scene.download();
      scene.assertKeyStayedHome();
    }
  }

  @Test
  void whatTheContentEndpointSays() throws Exception {
    try (Scene scene = new Scene(directory, asked -> Reply.of(500, new byte[0]))) {
      Reply[] content = new Reply[1];
      scene.gateway.script =
          asked -> asked.path().equals(STATUS) ? Reply.completed(CONTENT) : content[0];
      content[0] = Reply.text(401, "application/json", "{\"error\":{\"message\":\"no\"}}");
      scene.fails(AuthenticationException.class);
      content[0] = Reply.text(403, "application/json", "{\"error\":{\"message\":\"no\"}}");
      scene.fails(PermissionException.class);
      content[0] =
          Reply.text(
              502,
              "application/json",
              "{\"error\":{\"message\":\"Upstream service returned status 403\"}}");
      scene.gateway.asked.clear();
      scene.fails(LinkExpiredException.class);
      assertEquals(2, scene.gateway.asked(CONTENT));
      content[0] = Reply.text(400, "application/json", "{\"error\":{\"message\":\"bad\"}}");
      scene.fails(MalformedResponseException.class);
      content[0] = Reply.text(400, "application/json", "{\"error\":\"Task is not completed yet\"}");
      scene.fails(WaitTimedOutException.class, Scene.options().timeout(Duration.ofMillis(700)));
    }
  }
}
