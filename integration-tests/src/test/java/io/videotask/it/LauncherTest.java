package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.pages.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher reports each checkout in which it cannot build, and exits. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final int CANT_START = 126;

  @TempDir
  private @SuppressWarnings("NullAway.Init") Path checkout;

  private @SuppressWarnings("NullAway.Init") Path lock;

  @BeforeEach
  void checkout() throws IOException {
    Path launcher = Page.ROOT.resolve("videotask");
    Files.copy(launcher, checkout.resolve("videotask"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectory(checkout.resolve("bin"));
    lock = checkout.resolve("cli/target/launcher/lock");
    // Sleeping returns at once.
    program("sleep", "exit 0");
  }

  @Test
  void reportsACheckoutThatIsNotWritable() throws Exception {
    Files.createDirectories(checkout.resolve("cli"));
    Files.writeString(checkout.resolve("cli/target"), "a file where a directory has to be made");

    assertEnds("can't write to ");
  }

  @Test
  void reportsALockThatCannotBeCreated() throws Exception {
    Files.createDirectories(lock.getParent());
    program("mkdir", "case $1 in -p) exit 0 ;; *) exit 1 ;; esac");

    assertEnds("can't make ");
  }

  @Test
  @Tag("long")
  void waitsForALockReportsItAndTimesOut() throws Exception {
    Files.createDirectories(lock);
    Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");

    String said = assertEnds("waited 15 minutes for process " + ProcessHandle.current().pid());
    assertTrue(said.contains("waiting for process " + ProcessHandle.current().pid()), said);
    assertTrue(Files.exists(lock), "it belongs to another");
  }

  private String assertEnds(String sentence) throws IOException, InterruptedException {
    ProcessBuilder launcher = new ProcessBuilder("sh", checkout.resolve("videotask").toString());
    String path = checkout.resolve("bin") + ":" + System.getenv("PATH");
    launcher.environment().put("PATH", path);
    launcher.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path said = checkout.resolve("said");
    Process process = launcher.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it never ends");
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertEquals(CANT_START, process.exitValue(), text);
    assertTrue(text.contains(sentence), text);
    return text;
  }

  private void program(String name, String script) throws IOException {
    Path file = checkout.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
