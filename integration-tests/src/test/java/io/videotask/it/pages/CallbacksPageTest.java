package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.Snippet;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the page on callbacks works, with a real server and a real call. */
class CallbacksPageTest {
  private static final Pattern URL = Pattern.compile("\"callback_url\":\"([^\"]+)\"");

  @Test
  void aCallToTheProgramOnThePageEndsItsWait(@TempDir Path folder) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (FakeGateway gateway =
        FakeGateway.builder().key(System.getenv("VIDEOTASK_API_KEY")).start()) {
      gateway.onSubmit(AnswerFormat.NEW_API_KLING, TaskScript.of(Reply.completed()));
      String snippet =
          Page.of("docs/callbacks.md")
              .blocks("java")
              .get(0)
              .replace("https://api.example.com", gateway.baseUrl())
              .replace("https://app.example.com", "http://127.0.0.1:" + port)
              .replace("System.getenv(\"CALLBACK_SECRET\")", "\"the secret of this test\"")
              .replace("8080", Integer.toString(port));
      CompletableFuture<String> printed =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Snippet.run(snippet, folder);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });

      while (gateway.submits().isEmpty() && !printed.isDone()) {
        Thread.onSpinWait();
      }
      // Only now: to compile the page's program may take long on a busy machine.
      Instant called = Instant.now();
      assertEquals(200, call(gateway.submits().get(0).body()));

      String output = printed.get(60, TimeUnit.SECONDS);
      assertTrue(output.matches("(?s)(WOKEN|KEPT) .*COMPLETED\\s*"), output);
      // By the schedule alone, the first query of a new task comes after half a minute.
      assertTrue(Duration.between(called, Instant.now()).toSeconds() < 20);
    }
  }

  private static int call(String submit) throws Exception {
    Matcher url = URL.matcher(submit);
    assertTrue(url.find(), submit);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url.group(1)))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"task_id\":\"900000000000000021\",\"task_status\":\"succeed\"}"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
