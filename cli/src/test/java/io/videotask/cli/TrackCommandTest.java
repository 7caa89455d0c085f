package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskRef;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that keep tasks in a database, here a file of H2. */
class TrackCommandTest {
  private final FakeGateway gateway = FakeGateway.builder().key("sk-canary").start();

  @TempDir
  private @SuppressWarnings("NullAway.Init") Path folder;

  private CliRun host = new CliRun();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private int track(String... arguments) {
    host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary");
    List<String> all = new ArrayList<>(List.of("track"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--db", "jdbc:h2:file:" + folder.resolve("tracked")));
    return host.run(all.toArray(String[]::new));
  }

  private int runUntilEmpty(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "--until-empty", "--interval", "50ms", "--base-url", gateway.baseUrl()));
    arguments.addAll(Arrays.asList(more));
    return track(arguments.toArray(String[]::new));
  }

  @Test
  void taskIsAddedListedShownAndRunToItsEnd() {
    TaskRef ref = gateway.add(TaskScript.of(Reply.inProgress(30), Reply.completed()));

    assertEquals(0, track("add", ref.toString(), "--attribute", "order=17"), host::everything);
    assertEquals(1, host.outLines().size());
    assertTrue(host.outLines().get(0).endsWith(" OPEN " + ref + " order=17"), host::everything);
    String id = host.outLines().get(0).split(" ", -1)[0];

    assertEquals(0, track("list", "--state", "OPEN", "--json"), host::everything);
    assertTrue(host.outLines().get(0).startsWith("{\"id\":\"" + id + "\""), host::everything);
    assertEquals(0, track("list", "--state", "PARKED,DELIVERED"));
    assertEquals(List.of(), host.outLines());
    assertTrue(gateway.requests().isEmpty(), "no gateway was asked");

    assertEquals(0, runUntilEmpty(), host::everything);
    assertEquals(
        List.of(id + " ENDED " + ref + " COMPLETED order=17"), host.outLines(), host::everything);
    assertEquals(List.of(), host.errLines());

    assertEquals(0, track("show", ref.toString()));
    assertTrue(host.outLines().contains("state: DELIVERED"), host::everything);
    assertTrue(host.outLines().contains("order: 17"), host::everything);
  }

  @Test
  void longListIsReadInPagesAndGoesOnAfterATask() {
    List<String> added = new ArrayList<>(List.of("add"));
    for (int i = 0; i < 1_005; i++) {
      added.add("new-api:task_" + i);
    }
    assertEquals(0, track(added.toArray(String[]::new)), host::everything);

    assertEquals(0, track("list", "--limit", "5000"), host::everything);
    List<String> all = List.copyOf(host.outLines());
    assertEquals(1_005, all.size());
    assertEquals(1_005, all.stream().distinct().count());
    String last = all.get(1_000).split(" ", -1)[0];

    assertEquals(0, track("list", "--after", last), host::everything);
    assertEquals(all.subList(1_001, 1_005), host.outLines());
    assertEquals(5, track("list", "--after", "none"), host::everything);
  }

  @Test
  @Tag("long")
  void downloadedFileIsPrintedWithTheEnd() throws Exception {
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed()));
    Path videos = Files.createDirectory(folder.resolve("videos"));
    track("add", ref.toString());

    assertEquals(0, runUntilEmpty("--download", videos.toString(), "--json"), host::everything);

    String line = host.outLines().get(0);
    assertTrue(line.contains("\"state\":\"COMPLETED\""), line);
    assertTrue(line.contains("\"file\":\"" + videos), line);
    try (var files = Files.list(videos)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void deadlineEndsTheTrackingAndRetryTracksOn() {
    TaskRef ref = gateway.add(TaskScript.of(Reply.inProgress(30)));
    track("add", ref.toString(), "--deadline", "300ms");
    assertEquals(0, runUntilEmpty(), host::everything);
    assertTrue(host.outLines().get(0).contains(" TIMED_OUT"), host::everything);

    assertEquals(0, track("retry", ref.toString(), "--deadline", "1h"), host::everything);
    assertTrue(host.outLines().get(0).contains(" OPEN "), host::everything);
    assertEquals(2, track("retry", ref.toString()), host::everything);
    assertTrue(host.errLines().get(0).contains("nothing to retry"), host::everything);
  }

  @Test
  void endThatCannotBePrintedIsKept() {
    TaskRef ref = gateway.add(TaskScript.of(Reply.completed()));
    track("add", ref.toString());
    CliRun closed = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary").withBrokenOutput();

    assertEquals(
        6,
        closed.run(
            "track",
            "run",
            "--base-url",
            gateway.baseUrl(),
            "--db",
            "jdbc:h2:file:" + folder.resolve("tracked")));

    track("list");
    assertTrue(host.outLines().get(0).contains(" ENDED "), host::everything);
  }

  @Test
  @Tag("long")
  void terminalShowsWhatIsOutstanding() {
    TaskRef ref =
        gateway.add(
            TaskScript.startingWith(Reply.inProgress(30))
                .from(Duration.ofMillis(2_500), Reply.completed()));
    track("add", ref.toString());
    host = new CliRun().with(ApiKeySource.VARIABLE, "sk-canary").withTerminal(100);

    assertEquals(
        0,
        host.run(
            "track",
            "run",
            "--until-empty",
            "--interval",
            "50ms",
            "--base-url",
            gateway.baseUrl(),
            "--db",
            "jdbc:h2:file:" + folder.resolve("tracked")));

    assertTrue(host.everything().contains("  " + ref + "  OPEN"), host::everything);
    assertTrue(host.everything().contains("shards"), host::everything);
  }

  @Test
  void mistakesAreOneLine() {
    assertEquals(2, new CliRun().run("track"));
    assertEquals(5, track("show", "new-api:none"), host::everything);
    assertEquals(5, track("retry", "none"), host::everything);
    assertEquals(2, track("run"), host::everything);
    CliRun other = new CliRun();
    assertEquals(2, other.run("track", "list", "--db", "jdbc:oracle:thin:secret"));
    assertFalse(other.everything().contains("secret"), other::everything);
    assertEquals(1, other.errLines().size(), other::everything);
    CliRun unreachable = new CliRun();
    assertEquals(
        6,
        unreachable.run(
            "track", "list", "--db", "jdbc:postgresql://127.0.0.1:1/none?password=secret"));
    assertFalse(unreachable.everything().contains("secret"), unreachable::everything);
    assertEquals(1, unreachable.errLines().size(), unreachable::everything);
  }
}
