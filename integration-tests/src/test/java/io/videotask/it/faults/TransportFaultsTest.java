package io.videotask.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.error.ErrorKind;
import io.videotask.error.VideoTaskException;
import io.videotask.task.TaskState;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest.Operation;
import io.videotask.testkit.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of a connection: always a typed error after three attempts, within the time limit. */
class TransportFaultsTest {
  private static final String PROXY_REFUSAL =
      "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";

  /**
   * On a busy machine a request must still be ended before its query, which takes twice as long.
   */
  private static final Duration HASTY = Duration.ofSeconds(1);

  static Stream<Reply> brokenConnections() {
    return Stream.of(Reply.reset(), Reply.closed(), Reply.truncated(), Reply.garbage());
  }

  @ParameterizedTest
  @MethodSource
  void brokenConnections(Reply fault) {
    try (FakeGateway gateway = FakeGateway.start();
        FaultFixture fixture = new FaultFixture(gateway.baseUrl())) {
      gateway.answer(Operation.QUERY, fault);

      fixture.failed(ErrorKind.UNREACHABLE);
      assertEquals(3, gateway.requests().size());
    }
  }

  /** Malformed headers and bodies, as their names say. */
  static Stream<Map.Entry<String, String>> malformedResponses() {
    String ok = "HTTP/1.1 200 OK\r\n";
    return Stream.of(
        Map.entry("a bad status line", "HELLO\r\n\r\n"),
        Map.entry("HTTP/0.9", FaultFixture.DONE),
        Map.entry("a status of two digits", "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n"),
        Map.entry("a status of four digits", "HTTP/1.1 1000 High\r\nContent-Length: 0\r\n\r\n"),
        Map.entry("a status that is no number", "HTTP/1.1 abc Huh\r\n\r\n"),
        Map.entry("a head that breaks off", ok + "Content-Le"),
        Map.entry("a header without end", ok + "X-Long: " + "x".repeat(400_000)),
        Map.entry("too many headers", ok + "X-Many: y\r\n".repeat(60_000) + "\r\n"),
        Map.entry("a length and no body", ok + "Content-Length: 40\r\n\r\n{\"task_id\""),
        Map.entry("an unknown chunk size", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n"),
        Map.entry("a chunk that breaks off", ok + "Transfer-Encoding: chunked\r\n\r\n20\r\n{\"ta"),
        Map.entry(
            "a negative chunk", ok + "Transfer-Encoding: chunked\r\n\r\n-5\r\n{}\r\n0\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource
  void malformedResponses(Map.Entry<String, String> said) throws Exception {
    try (RawServer server = new RawServer((exchange, number) -> exchange.say(said.getValue()));
        FaultFixture fixture = new FaultFixture(server.url())) {
      fixture.failed(ErrorKind.UNREACHABLE);
      assertEquals(3, server.requests());
    }
  }

  /** Contradicting lengths or invalid names: an answer or a typed error. */
  static Stream<Map.Entry<String, String>> unusualResponses() {
    String body = FaultFixture.DONE;
    String length = "Content-Length: " + body.length() + "\r\n";
    return Stream.of(
        Map.entry("a header without a name", "HTTP/1.1 200 OK\r\n: x\r\n" + length + "\r\n" + body),
        Map.entry("a CR in a name", "HTTP/1.1 200 OK\r\nX-\rY: x\r\n" + length + "\r\n" + body),
        Map.entry("a NUL in a value", "HTTP/1.1 200 OK\r\nX: \0\r\n" + length + "\r\n" + body),
        Map.entry("a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n" + body),
        Map.entry("a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + body),
        Map.entry("no length", "HTTP/1.1 200 OK\r\n\r\n" + body),
        Map.entry("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + length + "\r\n" + body),
        Map.entry(
            "early hints",
            "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\n" + length + "\r\n" + body),
        Map.entry(
            "100-continue", "HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 200 OK\r\n" + length + "\r\n" + body));
  }

  @ParameterizedTest
  @MethodSource
  void unusualResponses(Map.Entry<String, String> said) throws Exception {
    try (RawServer server = new RawServer((exchange, number) -> exchange.say(said.getValue()));
        FaultFixture fixture = new FaultFixture(server.url())) {
      try {
        assertEquals(TaskState.COMPLETED, fixture.answered().state());
        assertEquals(1, server.requests());
      } catch (VideoTaskException e) {
        fixture.checked(ErrorKind.UNREACHABLE, e);
      }
    }
  }

  @Test
  void aSlowHeaderTimesOut() throws Exception {
    try (RawServer server =
        new RawServer(
            (exchange, number) -> {
              exchange.say("HTTP/1.1 200 OK\r\n");
              drip(exchange, "X-Drip: y\r\n");
            })) {
      assertEndsInTime(server.url());
    }
  }

  @Test
  void aSlowBodyTimesOut() throws Exception {
    try (RawServer server =
        new RawServer(
            (exchange, number) -> {
              exchange.say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              drip(exchange, " ");
            })) {
      assertEndsInTime(server.url());
    }
  }

  @Test
  void endlessInformationalResponsesTimeOut() throws Exception {
    try (RawServer server =
        new RawServer(
            (exchange, number) -> {
              while (true) {
                exchange.say("HTTP/1.1 103 Early Hints\r\n\r\n");
              }
            })) {
      try (FaultFixture fixture =
          new FaultFixture(server.url(), settings -> settings.requestTimeout(HASTY))) {
        fixture.failed(ErrorKind.UNREACHABLE);
      }
    }
  }

  @Test
  void silenceTimesOut() throws Exception {
    try (RawServer server = new RawServer((exchange, number) -> exchange.staySilent())) {
      assertEndsInTime(server.url());
    }
  }

  @Test
  void aFullBacklogTimesOut() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEndsInTime("http://127.0.0.1:" + deaf.getLocalPort());
    }
  }

  @Test
  void aClosedPort() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    try (FaultFixture fixture = new FaultFixture("http://127.0.0.1:" + port)) {
      VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
      assertTrue(e.getMessage().contains("refused"), e.getMessage());
      assertEquals(3, fixture.exchanges.size());
    }
  }

  @Test
  void anUnknownHost() {
    try (FaultFixture fixture =
        new FaultFixture(
            "http://gateway.localhost",
            settings -> {},
            http ->
                http.dns(
                    host -> {
                      throw new UnknownHostException(host);
                    }))) {
      VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
      assertTrue(e.getMessage().contains("can't be found"), e.getMessage());
    }
  }

  @Test
  void usesTheSecondAddressOfAHostIfTheFirstFails() throws Exception {
    try (RawServer server =
        new RawServer((exchange, number) -> exchange.answer(FaultFixture.DONE))) {
      List<InetAddress> both =
          List.of(
              InetAddress.getByAddress(new byte[] {127, 0, 0, 77}),
              InetAddress.getLoopbackAddress());
      try (FaultFixture fixture =
          new FaultFixture(
              "http://gateway.localhost:" + server.port(),
              settings -> {},
              http -> http.dns(host -> both))) {
        assertEquals(TaskState.COMPLETED, fixture.answered().state());
        assertEquals(1, server.requests());
      }
    }
  }

  @Test
  void aProxyThatIsDownAndOneThatRequiresAPassword() throws Exception {
    try (RawServer proxy = new RawServer((exchange, number) -> exchange.say(PROXY_REFUSAL))) {
      for (int port : new int[] {proxy.port(), 1}) {
        Proxy through =
            new Proxy(
                Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try (FaultFixture fixture =
            new FaultFixture("http://127.0.0.1:9", settings -> {}, http -> http.proxy(through))) {
          fixture.failed(port == 1 ? ErrorKind.UNREACHABLE : ErrorKind.MALFORMED_RESPONSE);
        }
      }
    }
  }

  @Test
  @Tag("long")
  void aThousandPollsOfAServerThatClosesIdleConnections() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      MockResponse closing =
          new MockResponse.Builder()
              .body(FaultFixture.RUNNING)
              .onResponseEnd(new SocketEffect.CloseSocket())
              .build();
      for (int i = 0; i < 2_100; i++) {
        server.enqueue(closing);
      }
      try (FaultFixture fixture = new FaultFixture(server.url("/").toString())) {
        for (int i = 0; i < 1_000; i++) {
          assertEquals(TaskState.IN_PROGRESS, fixture.answered().state());
        }
        assertEquals(1_000, fixture.exchanges.size(), "no attempt has failed");
        assertEquals(1_000, server.getRequestCount(), "and none came twice");
      }
    }
  }

  @Test
  void aNetworkOutageDuringAWaitLosesNoTask() throws Exception {
    try (FastTime time = new FastTime(50);
        FakeGateway gateway = FakeGateway.start();
        CuttingProxy proxy = new CuttingProxy(URI.create(gateway.baseUrl()).getPort());
        FaultFixture fixture = new FaultFixture(proxy.url(), settings -> settings.time(time))) {
      gateway.answer(Operation.QUERY, Reply.json(200, FaultFixture.RUNNING));
      var wait = fixture.videos.awaitAsync(FaultFixture.REF, Duration.ofHours(1));
      until(() -> fixture.exchanges.size() >= 1);
      proxy.cut();
      until(() -> fixture.exchanges.stream().filter(x -> x.status() == null).count() >= 3);
      gateway.answer(Operation.QUERY, Reply.json(200, FaultFixture.DONE));
      proxy.mend();

      assertEquals(TaskState.COMPLETED, wait.get().state());
    }
  }

  private static void assertEndsInTime(String url) {
    try (FaultFixture fixture = new FaultFixture(url, settings -> settings.requestTimeout(HASTY))) {
      long begun = System.nanoTime();
      VideoTaskException e = fixture.failed(ErrorKind.UNREACHABLE);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);

      assertTrue(e.getMessage().contains("no answer in time"), e.getMessage());
      assertTrue(took.compareTo(HASTY.multipliedBy(2).plusSeconds(2)) < 0, () -> "took " + took);
    }
  }

  private static void drip(RawServer.Exchange exchange, String drop) throws Exception {
    while (true) {
      exchange.say(drop);
      Thread.sleep(20);
    }
  }

  private static void until(java.util.function.BooleanSupplier happened) throws Exception {
    long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!happened.getAsBoolean()) {
      assertTrue(System.nanoTime() < limit, "it never happened");
      Thread.sleep(5);
    }
  }
}
