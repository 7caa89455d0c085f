package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code videotask download} as a process, and kills it during a download. */
@Timeout(60)
class CliDownloadIT {
  @TempDir Path folder;

  private VideoServer server;

  @BeforeEach
  void start() throws IOException {
    server = VideoServer.start(2_000_000);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theFileIsNamedAfterTheTask() throws Exception {
    Process process = CliRun.startIn(folder, "download", "new-api:a:b@c", "--base-url", url());

    CliRun run = CliRun.ended(process);

    assertEquals(0, run.exit(), run::all);
    assertEquals(List.of("a_b_c.mp4"), run.lines());
    assertArrayEquals(server.video(), Files.readAllBytes(folder.resolve("a_b_c.mp4")));
    assertEquals(List.of("a_b_c.mp4"), files());
  }

  @Test
  @Tag("long")
  void aKilledDownloadIsResumed() throws Exception {
    server.slowDown();
    Process first = download("-o", "v.mp4");
    server.awaitSent(300_000);
    first.destroyForcibly().waitFor();
    assertFalse(files().contains("v.mp4"), "half a video");
    server.speedUp();

    CliRun second = CliRun.ended(download("-o", "v.mp4", "--json"));

    assertEquals(0, second.exit(), second::all);
    assertArrayEquals(server.video(), Files.readAllBytes(folder.resolve("v.mp4")));
    assertTrue(server.lastRange() > 0, "it began anew");
    assertEquals(List.of("v.mp4"), files());
  }

  @Test
  void anInterruptExitsWith130AndKeepsThePart() throws Exception {
    server.slowDown();
    Process first = download("-o", "v.mp4", "--json");
    server.awaitSent(300_000);

    first.toHandle().destroy();

    CliRun run = CliRun.ended(first);
    assertEquals(130, run.exit(), run::all);
    assertTrue(run.out().contains("\"INTERRUPTED\""), run::all);
    assertTrue(run.out().contains("goes on from there"), run::all);
    server.speedUp();
    assertEquals(0, CliRun.ended(download("-o", "v.mp4")).exit());
    assertTrue(server.lastRange() > 0, "it began anew");
  }

  @Test
  void anExistingFileIsUnchangedUntilTheNewOneIsComplete() throws Exception {
    Path file = Files.writeString(folder.resolve("v.mp4"), "mine");
    CliRun refused = CliRun.ended(download("-o", "v.mp4"));
    assertEquals(2, refused.exit(), refused::all);
    assertEquals(0, server.requests());

    server.slowDown();
    Process killed = download("-o", "v.mp4", "--overwrite");
    server.awaitSent(300_000);
    killed.destroyForcibly().waitFor();
    assertEquals("mine", Files.readString(file));
    server.speedUp();

    CliRun run = CliRun.ended(download("-o", "v.mp4", "--overwrite"));
    assertEquals(0, run.exit(), run::all);
    assertArrayEquals(server.video(), Files.readAllBytes(file));
  }

  @Test
  void aDeadlineExitsWithThreeAndTheSameCommandResumes() throws Exception {
    server.slowDown();

    CliRun run = CliRun.ended(download("-o", "v.mp4", "--timeout", "1500ms"));

    assertEquals(3, run.exit(), run::all);
    assertTrue(run.err().contains("go on with: videotask download new-api:t1"), run::all);
    assertFalse(files().contains("v.mp4"));
    server.speedUp();
    assertEquals(0, CliRun.ended(download("-o", "v.mp4")).exit());
    assertTrue(server.lastRange() > 0, "it began anew");
  }

  @Test
  void aDownloadNeedsOnlyTheReferenceOfASubmit() throws Exception {
    CliRun submit =
        CliRun.of(
            "submit", "--gateway", "new-api", "--model", "m", "--prompt", "p", "--base-url", url());
    assertEquals(0, submit.exit(), submit::all);

    CliRun run =
        CliRun.ended(
            CliRun.startIn(folder, "download", submit.lines().get(0), "--base-url", url()));

    assertEquals(0, run.exit(), run::all);
    assertEquals(List.of("made.mp4"), files());
  }

  private Process download(String... words) throws Exception {
    List<String> all =
        Stream.concat(Stream.of("download", "new-api:t1", "--base-url", url()), Stream.of(words))
            .toList();
    return CliRun.startIn(folder, all.toArray(String[]::new));
  }

  private String url() {
    return server.url();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
