package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeGatewayCommandTest {
  private final CliRun host = new CliRun();

  @ParameterizedTest
  @CsvSource({"fal, example-ai/motion", "new-api, kling-v1"})
  void servesTasksUntilItIsInterrupted(String dialect, String model) throws Exception {
    PipedOutputStream out = new PipedOutputStream();
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new PipedInputStream(out), StandardCharsets.UTF_8));
    CommandRunner runner = new CommandRunner(process(out));
    FutureTask<Integer> run =
        new FutureTask<>(
            () ->
                runner.run(
                    "gateway", dialect, "--key", "k-1234567", "--script", "queued,502,completed"));
    Thread thread = new Thread(run);
    thread.start();

    String url = lines.readLine();
    Gateway gateway = Gateway.of(TaskRefParser.dialect(dialect), url, ApiKey.of("k-1234567"));
    try (VideoTasks videos =
        VideoTasks.builder()
            .gateway(gateway)
            .schedule(Schedule.fixed(Duration.ofMillis(20)))
            .build()) {
      for (int i = 0; i < 2; i++) {
        TaskRef ref = videos.submit(VideoRequest.of("a kite").model(model).build()).orThrow();
        assertEquals(TaskState.COMPLETED, videos.await(ref, Duration.ofSeconds(20)).state());
      }
    }
    assertFalse(run.isDone());
    thread.interrupt();
    assertEquals(130, run.get(10, TimeUnit.SECONDS));
  }

  private static ProcessEnvironment process(OutputStream out) {
    return new ProcessEnvironment(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
        Map.of(),
        0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queued,done",
        "",
        "queued,,completed",
        "running:101",
        "queued@5s,completed",
        "queued,completed@9s,502@3s",
        "queued,completed@soon",
        "502@3s,completed@9s"
      })
  void refusesWhatIsNoScript(String script) {
    assertEquals(2, host.run("gateway", "fal", "--script", script));
    assertEquals(1, host.errLines().size(), host::everything);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fal --port 70000",
        "nowhere",
        "fal --format kling",
        "kling --script expired",
        "veo --path x"
      })
  void refusesWhatNoGatewayCanBe(String arguments) {
    assertEquals(2, host.run(("gateway " + arguments).split(" ")), host::everything);
  }

  @Test
  void completionHasEveryCommandAndItsOptions() {
    assertEquals(0, host.run("completion"));
    String script = String.join("\n", host.outLines());
    for (String word : new String[] {"submit", "gateway", "--script", "--base-url"}) {
      assertTrue(script.contains(word), word);
    }
  }

  @Test
  void pageHasEveryCommandAndEveryStep() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("videotask.root"), "docs", "cli.md"));
    CommandContext context =
        new CommandContext(host.process(), new Console(host.process()), new ShutdownHandler());
    assertEquals(
        new TreeSet<>(Videotask.commandLine(context).getSubcommands().keySet()),
        found(page, "(?m)^\\| `videotask ([a-z]+)"));
    Set<String> steps = found(page.substring(page.indexOf("| step |")), "`([a-z-]+)`");
    assertTrue(steps.containsAll(ScriptParser.words()), steps::toString);
    for (String step : ScriptParser.words()) {
      ScriptParser.parse(step);
    }
    ScriptParser.parse("queued,429:5@2s,running:30@3s,completed@9s");
  }

  private static Set<String> found(String text, String pattern) {
    Set<String> found = new TreeSet<>();
    for (Matcher match = Pattern.compile(pattern).matcher(text); match.find(); ) {
      found.add(match.group(1));
    }
    return found;
  }
}
