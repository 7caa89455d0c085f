package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of the database that is used unless another one is given. */
class TrackDatabaseTest {
  @Test
  void folderIsItsOwnersAlone(@TempDir Path home) throws Exception {
    Assumptions.assumeTrue(home.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path folder = home.resolve(".videotask");

    TrackDatabase.createForOwner(folder);

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    TrackDatabase.createForOwner(folder);
    TrackDatabase.createForOwner(home.resolve("none").resolve(".videotask"));
    assertTrue(Files.isDirectory(folder));
  }

  @Test
  void fileOfOneProcessStaysOpenUntilTheTrackerIsClosed() {
    assertEquals("jdbc:h2:./a;DB_CLOSE_ON_EXIT=FALSE", TrackDatabase.openOnExit("jdbc:h2:./a"));
    for (String url :
        List.of(
            "jdbc:h2:./a;auto_server=true",
            "jdbc:h2:./a;DB_CLOSE_ON_EXIT=TRUE",
            "jdbc:h2:mem:a",
            "jdbc:h2:tcp://localhost/a")) {
      assertEquals(url, TrackDatabase.openOnExit(url));
    }
  }
}
