package io.videotask.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The libraries of other clients, each in a folder of {@code benchmarks/peers}. */
public final class Peers {
  private static final String COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies";

  private Peers() {}

  /**
   * Downloads a peer's libraries into a folder of their own, if missing.
   *
   * @param root the project's folder
   * @param folder the peer's folder
   */
  public static Path libraries(Path root, String folder) throws IOException, InterruptedException {
    Path libraries = root.resolve("benchmarks/target/peers").resolve(folder);
    if (Files.isDirectory(libraries)) {
      return libraries;
    }
    Files.createDirectories(libraries.getParent());
    Path project = root.resolve("benchmarks/peers").resolve(folder).resolve("pom.xml");
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-q",
                "-B",
                "-f",
                project.toString(),
                COPY,
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + libraries)
            .redirectErrorStream(true)
            .redirectOutput(libraries.resolveSibling(folder + ".log").toFile())
            .start();
    if (!maven.waitFor(10, TimeUnit.MINUTES) || maven.exitValue() != 0) {
      maven.destroyForcibly();
      throw new IOException("the libraries of " + folder + " could not be fetched");
    }
    return libraries;
  }
}
