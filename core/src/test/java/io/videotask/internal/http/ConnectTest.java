package io.videotask.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.http.RequestListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Connections depend on no thread that is started for them, neither by OkHttp nor by the JVM: once
 * such a thread could not be started, no client of the JVM would connect again.
 */
class ConnectTest {
  private final MockWebServer server = new MockWebServer();
  private final List<String> events = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    server.enqueue(new MockResponse.Builder().build());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void callsConnectToOneAddressAfterTheOtherOnTheirOwnThread() throws Exception {
    OkHttpClient client = ApiClient.configure(base(), twoAddresses(), Duration.ofSeconds(20));

    assertConnectsInSequence(client);
  }

  @Test
  void downloadsConnectToOneAddressAfterTheOtherOnTheirOwnThread() throws Exception {
    OkHttpClient base = base().newBuilder().dns(twoAddresses()).build();
    try (DownloadHttpClient client = new DownloadHttpClient(base, RequestListener.NONE)) {
      assertConnectsInSequence(client.calls(true, null));
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void theThreadsThatWaitForSocketsStartWithTheClient() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                UnusedTransport.class.getName())
            .redirectErrorStream(true)
            .start();
    try (InputStream output = program.getInputStream()) {
      String printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("true", printed.strip());
    } finally {
      program.destroyForcibly();
    }
  }

  private void assertConnectsInSequence(Call.Factory calls) throws IOException {
    Request request = new Request.Builder().url(server.url("/v1/videos")).build();
    try (Response response = calls.newCall(request).execute()) {
      assertEquals(200, response.code());
    }

    String here = Thread.currentThread().getName();
    assertEquals(
        List.of(
            "connect to 127.0.0.2 on " + here,
            "127.0.0.2 failed",
            "connect to 127.0.0.1 on " + here,
            "127.0.0.1 connected"),
        events);
  }

  /** The server listens on the second address only. */
  private static Dns twoAddresses() {
    return host -> {
      List<InetAddress> addresses = new ArrayList<>();
      addresses.add(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 2}));
      addresses.add(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
      return addresses;
    };
  }

  private OkHttpClient base() {
    return new OkHttpClient.Builder()
        .eventListener(
            new EventListener() {
              @Override
              public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
                events.add("connect to " + ip(address) + " on " + Thread.currentThread().getName());
              }

              @Override
              public void connectFailed(
                  Call call,
                  InetSocketAddress address,
                  Proxy proxy,
                  @Nullable Protocol protocol,
                  IOException failure) {
                events.add(ip(address) + " failed");
              }

              @Override
              public void connectEnd(
                  Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
                events.add(ip(address) + " connected");
              }
            })
        .build();
  }

  private static String ip(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }
}
