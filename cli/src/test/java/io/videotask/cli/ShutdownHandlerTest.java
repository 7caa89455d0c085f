package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs a process of its own, which can be signalled. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process there can only be killed")
class ShutdownHandlerTest {
  private final FakeGateway gateway = FakeGateway.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void printsEachRunningTaskOnceAndExitsWith130() throws Exception {
    gateway.answerAlways(Reply.json(200, "{\"status\":\"processing\",\"progress\":5}"));
    Process process = start("wait", "a", "b", "--gateway", "new-api", "--json");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertTrue(out.readLine().contains("\"state\":\"IN_PROGRESS\""));
      assertTrue(out.readLine().contains("\"state\":\"IN_PROGRESS\""));
      process.toHandle().destroy(); // Process.destroy would close what we still want to read
      assertTrue(process.waitFor(5, TimeUnit.SECONDS));
      List<String> last = out.lines().collect(Collectors.toList());
      assertEquals(130, process.exitValue());
      assertEquals(2, last.size(), last::toString);
      assertTrue(last.get(0).contains("\"kind\":\"INTERRUPTED\""), last::toString);
      assertTrue(last.get(0).contains("\"task\":\"new-api:a\""), last::toString);
      assertTrue(last.get(1).contains("\"task\":\"new-api:b\""), last::toString);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... words) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    command.addAll(List.of("--base-url", gateway.baseUrl()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(ApiKeySource.VARIABLE, "sk-canary");
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
