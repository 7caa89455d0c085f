package io.videotask.it.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadTarget;
import io.videotask.error.DownloadFailedException;
import io.videotask.gateway.Gateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads to a disk of 1 MiB, in a mount namespace, if the system allows that. */
@Timeout(120)
class FullDiskTest {
  private static final byte[] VIDEO = DownloadReply.video(3_000_000);

  @TempDir Path directory;

  @Test
  void aFullDiskIsReportedAndThePartCanBeResumed() throws Exception {
    assumeTrue(run("mount -t tmpfs -o size=64k none " + directory).waitFor() == 0);
    try (DownloadFixture scene =
        new DownloadFixture(directory, asked -> DownloadReply.file(VIDEO, asked))) {
      assertEquals("DISK_FULL 0", download(scene));
      // Without an announced length, the full disk is detected by the failing write.
      scene.cdn.script = asked -> DownloadReply.file(VIDEO, asked).chunked();
      String said = download(scene);
      assertEquals("DISK_FULL", said.substring(0, 9));
      assertTrue(Integer.parseInt(said.substring(10)) > 500_000, said);
    }
  }

  private String download(DownloadFixture scene) throws Exception {
    String java =
        String.join(
            " ",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "'" + Child.class.getName() + "'",
            scene.gateway.url(""),
            scene.target.toString());
    Process child =
        run(
            "mount -t tmpfs -o size=1m none "
                + directory
                + " && echo before > "
                + scene.target
                + " && exec "
                + java);
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      return said.readLine();
    } finally {
      child.destroyForcibly();
    }
  }

  private static Process run(String command) throws Exception {
    try {
      return new ProcessBuilder("unshare", "-m", "sh", "-c", command)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      return new ProcessBuilder("false").start();
    }
  }

  /** The process on the small disk: prints its failure and the size of the part. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Path target = Path.of(args[1]);
      try (VideoTasks videos =
          VideoTasks.builder().gateway(Gateway.newApi(args[0], ApiKey.of("sk-child"))).build()) {
        videos.download(
            DownloadFixture.REF,
            DownloadTarget.file(target),
            DownloadFixture.options().overwrite(true).build());
      } catch (DownloadFailedException e) {
        assertArrayEquals("before\n".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(target));
        long part =
            Arrays.stream(target.getParent().toFile().listFiles())
                .filter(file -> file.getName().endsWith(".part"))
                .mapToLong(file -> file.length())
                .sum();
        System.out.println(e.reason() + " " + part);
      }
    }
  }
}
