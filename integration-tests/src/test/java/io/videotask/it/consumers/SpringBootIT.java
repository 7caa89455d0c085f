package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.RecordedRequest;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with the starter, in a process of its own that is killed and started again. */
class SpringBootIT {
  private static final String KEY = "sk-canary-of-the-shop";
  private static final String SECRET = "canary-of-the-callbacks";
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static String boot(String major) {
    return System.getProperty("version.spring-boot" + (major.equals("3") ? "" : "-4"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "4"})
  void aPaidTaskSurvivesAKillAndItsHandlerIsCalled(String major) throws Exception {
    Path shop = Projects.alone("spring-boot", "spring-boot-" + major);
    Path jars = shop.resolve("target/jars");
    MavenRun.in(
            shop,
            "compile",
            "org.apache.maven.plugins:maven-dependency-plugin:"
                + System.getProperty("version.dependency-plugin")
                + ":build-classpath",
            "-Dmdep.outputFile=" + jars,
            "-Dshop.boot.version=" + boot(major))
        .succeeded();
    String classPath = shop.resolve("target/classes") + File.pathSeparator + Files.readString(jars);
    try (FakeGateway gateway = FakeGateway.builder().key(KEY).start()) {
      Reply[] replies = new Reply[30];
      Arrays.fill(replies, Reply.inProgress(30));
      replies[replies.length - 1] = Reply.completed();
      gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(replies));

      try (Shop first = Shop.start(classPath, shop, gateway)) {
        assertEquals(200, first.send("POST", "/orders/17").statusCode());
        eventually("the task is polled", () -> polls(gateway) >= 2);
        showsNoSecrets(first);
        first.kill();
      }
      assertTrue(polls(gateway) < replies.length, "the task had ended before the kill");

      try (Shop second = Shop.start(classPath, shop, gateway)) {
        eventually("handled", () -> second.get("/orders").equals("17 COMPLETED"));
        assertEquals(1, gateway.submits().size());
        second.stop();
        String log = second.log();
        assertFalse(log.contains("canary"), log);
        assertTrue(log.contains("Shutdown completed"), log);
      }
    }
  }

  @Test
  void theGlueHasAtMostTwentyLines() throws Exception {
    Path sample = Projects.alone("spring-boot", "spring-boot-glue");
    long properties =
        lines(sample.resolve("src/main/resources/application.properties"))
            .filter(line -> line.startsWith("videotask."))
            .count();
    long code =
        lines(sample.resolve("src/main/java/com/example/shop/VideoOrders.java"))
            .filter(line -> !line.isBlank() && !line.matches("(package|import) .*"))
            .count();
    assertTrue(properties + code <= 20, properties + " + " + code);
  }

  private static Stream<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream();
  }

  private static void showsNoSecrets(Shop shop) throws Exception {
    for (String page : List.of("env", "configprops", "beans")) {
      String shown = shop.get("/actuator/" + page);
      assertTrue(shown.contains("videotask") || shown.contains("videoTask"), shown);
      assertFalse(shown.contains("canary"), shown);
    }
    String health = shop.get("/actuator/health");
    assertTrue(health.contains("\"videotask\":{"), health);
    assertTrue(health.startsWith("{\"") && health.contains("\"parked\":0"), health);
    assertTrue(shop.get("/actuator/metrics/videotask.tracker.outstanding").contains("\"value\":1"));
    assertTrue(shop.get("/actuator/metrics").contains("\"videotask.submit\""));
    HttpResponse<String> forged = shop.send("POST", "/callbacks/new-api/a/b");
    assertEquals(404, forged.statusCode());
    assertEquals(405, shop.send("PUT", "/callbacks/new-api/a/b").statusCode());
  }

  private static long polls(FakeGateway gateway) {
    return gateway.requests().stream()
        .filter(request -> request.operation() == RecordedRequest.Operation.QUERY)
        .count();
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void eventually(String what, Check check) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!check.holds()) {
      assertTrue(System.nanoTime() < deadline, what);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** A process of the application. */
  private record Shop(Process process, int port, CompletableFuture<String> output)
      implements AutoCloseable {
    static Shop start(String classPath, Path folder, FakeGateway gateway) throws Exception {
      ProcessBuilder command =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  classPath,
                  "com.example.shop.ShopApplication",
                  "--server.port=0",
                  "--server.address=127.0.0.1",
                  "--shop.gateway=" + gateway.baseUrl(),
                  "--shop.data=" + folder.resolve("target/data"),
                  "--videotask.poll-interval=500ms",
                  "--videotask.tracker.heartbeat=1s")
              .redirectErrorStream(true);
      command.environment().put("SHOP_VIDEO_KEY", KEY);
      command.environment().put("SHOP_CALLBACK_SECRET", SECRET);
      Process process = command.start();
      StringBuilder log = new StringBuilder();
      BufferedReader lines = process.inputReader();
      Integer port = null;
      String line;
      while (port == null && (line = lines.readLine()) != null) {
        log.append(line).append('\n');
        Matcher started = PORT.matcher(line);
        if (started.find()) {
          port = Integer.valueOf(started.group(1));
        }
      }
      if (port == null) {
        throw new AssertionError("the application did not start:\n" + log);
      }
      CompletableFuture<String> output =
          CompletableFuture.supplyAsync(
              () -> {
                lines.lines().forEach(more -> log.append(more).append('\n'));
                return log.toString();
              });
      return new Shop(process, port, output);
    }

    HttpResponse<String> send(String method, String path) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .method(method, HttpRequest.BodyPublishers.ofString("{}"))
              .header("Content-Type", "application/json")
              .build();
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    String get(String path) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, response.statusCode(), () -> path + ": " + response.body());
      return response.body();
    }

    /** SIGKILL: no shutdown hook runs. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** SIGTERM: the application closes what it has. */
    void stop() throws InterruptedException {
      // A Process would close its streams too.
      process.toHandle().destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the application stops");
    }

    String log() {
      return output.join();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
