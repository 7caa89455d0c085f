package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.error.ErrorKind;
import io.videotask.error.MalformedResponseException;
import io.videotask.error.UnsafeUrlException;
import io.videotask.gateway.Gateway;
import io.videotask.task.Observation;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts that a URL from a server may lead to, in every spelling of their address. */
@Timeout(60)
class PrivateAddressTest {
  private static final byte[] VIDEO = DownloadReply.video(10_000);

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/v",
        "http://2130706433:PORT/v",
        "http://127.1:PORT/v",
        "http://0x7f.0.0.1:PORT/v",
        "http://0x7f000001:PORT/v",
        "http://0177.0.0.1:PORT/v",
        "http://[::1]:PORT/v",
        "http://[::ffff:127.0.0.1]:PORT/v",
        "http://[0:0:0:0:0:ffff:7f00:1]:PORT/v",
        "http://①②⑦.0.0.1:PORT/v",
        "http://127。0。0。1:PORT/v",
        "http://localhost:PORT/v",
        "http://LOCALHOST.:PORT/v",
        "http://0.0.0.0:PORT/v",
        "http://0:PORT/v",
        "http://[::]:PORT/v",
        "http://10.1.2.3/v",
        "http://172.16.0.1/v",
        "http://192.168.1.1/v",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/v",
        "http://224.0.0.1/v",
        "http://255.255.255.255/v",
        "http://[fe80::1]/v",
        "http://[fd00::1]/v",
        "http://[ff02::1]/v",
        "http://[64:ff9b::7f00:1]/v",
        "http://[2002:7f00:1::]/v",
        "http://user@127.0.0.1:PORT/v",
        "http://user:pass@example.com/v",
        "http://@example.com/v",
        "file:///etc/passwd",
        "jar:file:///x.jar!/y",
        "ftp://example.com/v",
        "javascript:alert(1)",
        "gopher://127.0.0.1:PORT/",
        "//127.0.0.1:PORT/v",
        "/etc/passwd",
        "mp4"
      })
  void privateAddressesAreRefused(String spelling) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      String port = String.valueOf(scene.cdn.port());
      for (String url : List.of(spelling, spelling.replace("http:", "https:"))) {
        UnsafeUrlException failure =
            assertThrows(
                UnsafeUrlException.class,
                () -> fetch(scene.videos, url.replace("PORT", port), scene, false),
                url);
        assertEquals(ErrorKind.UNSAFE_URL, failure.kind());
        DownloadFixture.check(failure);
      }
      assertEquals(0, scene.cdn.connections.get());
      scene.assertNothingLeft();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.com/",
        "javascript:alert(1)",
        "data:video/mp4;base64,AAAA",
        "http://169.254.169.254/",
        "http://127.0.0.1:PORT/v",
        "//127.0.0.1:PORT/v",
        "http://user@example.com/"
      })
  void redirectsToPrivateAddressesAreRefused(String location) throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      // The gateway's own origin may be in a private network; its redirects may not.
      scene.gateway.script =
          asked ->
              DownloadReply.redirect(location.replace("PORT", String.valueOf(scene.cdn.port())));
      assertThrows(
          UnsafeUrlException.class,
          () -> fetch(scene.videos, scene.gateway.url("/v"), scene, false));
      assertEquals(0, scene.cdn.connections.get());
    }
  }

  @Test
  void followsAtMostFiveRedirects() throws Exception {
    AtomicInteger left = new AtomicInteger(5);
    try (DownloadFixture scene =
        new DownloadFixture(
            directory,
            asked ->
                left.getAndDecrement() > 0
                    ? DownloadReply.redirect("/next?" + left.get())
                    : DownloadReply.file(VIDEO, asked))) {
      scene.download();
      assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));

      left.set(1000);
      scene.cdn.asked.clear();
      scene.fails(MalformedResponseException.class, DownloadFixture.options().overwrite(true));
      assertEquals(6, scene.cdn.asked.size());
      scene.cdn.script = asked -> DownloadReply.of(302, new byte[0]);
      scene.fails(MalformedResponseException.class, DownloadFixture.options().overwrite(true));
    }
  }

  @Test
  void plainHttpHasToBeAllowed() throws Exception {
    try (DownloadFixture scene =
            new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked));
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.newApi("https://gateway.example", ApiKey.of(DownloadFixture.KEY)))
                .build()) {
      UnsafeUrlException failure =
          assertThrows(
              UnsafeUrlException.class, () -> fetch(videos, scene.cdn.url("/v"), scene, true));
      assertTrue(failure.getMessage().contains("plain http"), failure.getMessage());
      assertEquals(0, scene.cdn.connections.get());
      videos.download(
          completed(scene.cdn.url("/v")),
          DownloadTarget.file(scene.target),
          DownloadFixture.options().allowPlainHttp(true).build());
    }
  }

  @Test
  void onlyListedHostsAreRequested() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      UnsafeUrlException failure =
          scene.fails(
              UnsafeUrlException.class,
              DownloadFixture.options().hosts("cdn.example", ".good.example"));
      assertFalse(failure.getMessage().contains("v.mp4"), failure.getMessage());
      assertEquals(0, scene.cdn.connections.get());
      scene.download(DownloadFixture.options().hosts("127.0.0.1"));
    }
  }

  @Test
  void aNameOfAPrivateAddressIsRefusedOnConnect() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      OkHttpClient base =
          new OkHttpClient.Builder()
              .dns(host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
              .build();
      try (VideoTasks videos =
          VideoTasks.builder()
              .httpClient(base)
              .gateway(Gateway.newApi(scene.gateway.url(""), ApiKey.of(DownloadFixture.KEY)))
              .build()) {
        String url = "http://innocent.example:" + scene.cdn.port() + "/v";
        assertThrows(UnsafeUrlException.class, () -> fetch(videos, url, scene, false));
        assertEquals(0, scene.cdn.connections.get());
        fetch(videos, url, scene, true);
        assertArrayEquals(VIDEO, Files.readAllBytes(scene.target));
      }
    }
  }

  @Test
  void aPooledConnectionOfTheGatewayIsNotReused() throws Exception {
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      scene.task();
      String loopback = "http://localhost:" + scene.gateway.port() + "/v";
      assertThrows(UnsafeUrlException.class, () -> fetch(scene.videos, loopback, scene, false));
      assertTrue(
          scene.gateway.asked.stream().noneMatch(asked -> asked.path().equals("/v")),
          scene.gateway.asked.toString());
    }
  }

  @Test
  void behindAProxyTheAddressIsCheckedBefore() throws Exception {
    try (DownloadFixture scene =
            new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked));
        VideoHost proxy =
            new VideoHost(
                asked ->
                    asked.path().endsWith("/content")
                        ? DownloadReply.of(404, new byte[0])
                        : DownloadReply.file(VIDEO, asked))) {
      OkHttpClient base =
          new OkHttpClient.Builder()
              .proxy(
                  new Proxy(
                      Proxy.Type.HTTP,
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())))
              .build();
      try (VideoTasks videos =
          VideoTasks.builder()
              .httpClient(base)
              .gateway(Gateway.newApi("http://localhost:1", ApiKey.of(DownloadFixture.KEY)))
              .build()) {
        for (String inside :
            new String[] {"http://169.254.169.254/v", "http://localhost/v", "http://127.1/v"}) {
          assertThrows(UnsafeUrlException.class, () -> fetch(videos, inside, scene, false));
        }
        // Only the gateway's own content path is requested instead of the refused URL.
        assertTrue(
            proxy.asked.stream().allMatch(asked -> asked.path().startsWith("http://localhost:1/")),
            proxy.asked.toString());
        proxy.asked.clear();
        fetch(videos, "http://only-the-proxy-knows.invalid/v", scene, false);
        assertEquals("http://only-the-proxy-knows.invalid/v", proxy.asked.get(0).path());
      }
    }
  }

  private static void fetch(VideoTasks videos, String url, DownloadFixture scene, boolean inner) {
    DownloadOptions options =
        DownloadOptions.builder()
            .allowPrivateAddresses(inner)
            .timeout(Duration.ofSeconds(20))
            .build();
    videos.download(completed(url), DownloadTarget.file(scene.target), options);
  }

  private static VideoTask.Completed completed(String url) {
    VideoResult video =
        new VideoResult(url, false, null, null, "mp4", null, null, null, null, null, null, null);
    Observation seen =
        new Observation(
            DownloadFixture.REF,
            TaskState.COMPLETED,
            "x",
            null,
            null,
            null,
            null,
            List.of(),
            Instant.EPOCH,
            "");
    return new VideoTask.Completed(seen, List.of(video));
  }
}
