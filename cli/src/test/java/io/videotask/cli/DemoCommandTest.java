package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
  private final CliRun host = new CliRun();

  @Test
  void everyTaskEndsAsScripted(@TempDir Path folder) {
    ProcessEnvironment world = host.process();
    CommandContext context = new CommandContext(world, new Console(world), new ShutdownHandler());
    assertEquals(
        0,
        new CommandLine(new DemoCommand(context, 4, folder)).execute("--json"),
        host::everything);
    assertEquals(
        5, host.outLines().stream().filter(line -> line.startsWith("{\"submitted\"")).count());
    assertEquals(4, ends("COMPLETED"), host::everything);
    assertEquals(1, ends("FAILED"), host::everything);
    assertTrue(host.everything().contains("HTTP 502"), host::everything);
    assertTrue(host.everything().contains("HTTP 429"), host::everything);
  }

  private long ends(String state) {
    return host.outLines().stream()
        .filter(line -> line.contains("\"state\":\"" + state + "\""))
        .count();
  }
}
