package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Kling that creates a task and loses the answer. */
class ResolveCommandTest {
  private static final Pattern ID = Pattern.compile("\"external_task_id\":\"([^\"]+)\"");

  private final HttpServer server;
  private volatile String clientId = "none";

  ResolveCommandTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean submit = exchange.getRequestMethod().equals("POST");
    Matcher id = ID.matcher(body);
    if (submit && id.find()) {
      clientId = id.group(1);
    }
    boolean known = exchange.getRequestURI().getPath().endsWith("/text2video/" + clientId);
    String json =
        submit
            ? "{\"code\":5000,\"message\":\"broke\"}"
            : known
                ? "{\"code\":0,\"message\":\"SUCCEED\",\"data\":{\"task_id\":\"881234567890123440\","
                    + "\"task_status\":\"submitted\",\"task_info\":{\"external_task_id\":\""
                    + clientId
                    + "\"}}}"
                : "{\"code\":1203,\"message\":\"no such task\"}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(submit ? 500 : known ? 200 : 404, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static CliRun run() {
    return new CliRun().with("VIDEOTASK_API_KEY", "sk-test");
  }

  private CliRun submit(String... more) {
    CliRun run = run();
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(
                "submit",
                "--gateway=kling",
                "--prompt=a secret kite",
                "--model=kling-v1",
                "--base-url=http://127.0.0.1:" + server.getAddress().getPort()));
    arguments.addAll(List.of(more));
    assertEquals(7, run.run(arguments.toArray(new String[0])), run::everything);
    return run;
  }

  private static String[] printedCommand(CliRun submit) {
    String line =
        submit.errLines().stream()
            .filter(text -> text.startsWith("find out with: videotask "))
            .findFirst()
            .orElseThrow();
    return line.replace("find out with: videotask ", "").replace("'", "").split(" ");
  }

  @Test
  void printedCommandFindsTheTask() {
    CliRun submit = submit();
    String[] command = printedCommand(submit);
    assertEquals("resolve", command[0]);

    CliRun resolve = run();
    assertEquals(0, resolve.run(command), resolve::everything);
    assertEquals(List.of("kling:text2video:881234567890123440"), resolve.outLines());
    assertTrue(!submit.everything().contains("secret kite"), submit::everything);
  }

  @Test
  void jsonHasTheWordAndTheProof() {
    CliRun submit = submit("--json");
    Matcher word = Pattern.compile("\"lostSubmit\":\"([^\"]+)\"").matcher(submit.everything());
    assertTrue(word.find(), submit::everything);

    CliRun resolve = run();
    resolve.run(
        "resolve",
        word.group(1),
        "--json",
        "--base-url=http://127.0.0.1:" + server.getAddress().getPort());
    assertTrue(
        resolve.outLines().get(0).contains("\"outcome\":\"FOUND\"")
            && resolve.outLines().get(0).contains("\"proof\":\"CLIENT_ID\""),
        resolve::everything);
  }

  @Test
  void whatIsNotKnownYetIsNotCalledAbsent() {
    String[] command = printedCommand(submit());
    clientId = "another";

    CliRun resolve = run();
    assertEquals(7, resolve.run(command), resolve::everything);
    assertTrue(resolve.outLines().isEmpty(), resolve::everything);
    assertTrue(
        resolve.everything().toLowerCase(Locale.ROOT).contains("ask again after"),
        resolve::everything);
  }

  @Test
  void aDamagedWordIsAUsageError() {
    CliRun resolve = run();
    assertEquals(2, resolve.run("resolve", "1,kling", "--base-url=http://127.0.0.1:9"));
  }
}
