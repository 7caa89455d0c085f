package io.videotask.it.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/**
 * One offline run of Maven. It sees only the modules that this build has installed in a separate
 * repository and the artifacts that this build has downloaded.
 *
 * @param exit the exit code, 0 for success
 * @param log the output
 */
record MavenRun(int exit, List<String> log) {
  private static final Path TARGET = Path.of(System.getProperty("consumers.target"));
  private static final Path REPOSITORY = Path.of(System.getProperty("consumers.repository"));
  private static final String DOWNLOADS =
      Path.of(System.getProperty("consumers.downloads")).toUri().toString();

  /** Runs Maven in a folder with these goals and options. */
  static MavenRun in(Path folder, String... words) throws Exception {
    return with(Path.of(System.getProperty("java.home")), folder, words);
  }

  /** Runs Maven on another JDK. */
  static MavenRun with(Path javaHome, Path folder, String... words) throws Exception {
    List<String> log = new ArrayList<>();
    InvocationRequest request = new DefaultInvocationRequest();
    request.setBaseDirectory(folder.toFile());
    request.setJavaHome(javaHome.toFile());
    request.setLocalRepositoryDirectory(REPOSITORY.toFile());
    request.setUserSettingsFile(settings().toFile());
    request.setProperties(versions());
    request.addArgs(List.of("-Daether.offline.protocols=file", "-Dstyle.color=never"));
    request.addArgs(List.of(words));
    request.setBatchMode(true);
    request.setOffline(true);
    // otherwise a missing artifact would be cached as missing
    request.setUpdateSnapshots(true);
    request.setNoTransferProgress(true);
    request.addShellEnvironment("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    request.addShellEnvironment("MAVEN_ARGS", "");
    request.setOutputHandler(log::add);
    request.setErrorHandler(log::add);
    request.setTimeoutInSeconds(600);
    DefaultInvoker invoker = new DefaultInvoker();
    invoker.setMavenHome(Path.of(System.getProperty("maven.home")).toFile());
    try {
      return new MavenRun(invoker.execute(request).getExitCode(), List.copyOf(log));
    } catch (MavenInvocationException e) {
      throw new IOException("Maven could not be started: " + e.getMessage(), e);
    }
  }

  MavenRun succeeded() {
    if (exit != 0) {
      throw new AssertionError("the build failed:\n" + text());
    }
    return this;
  }

  MavenRun failed() {
    if (exit == 0) {
      throw new AssertionError("the build succeeded:\n" + text());
    }
    return this;
  }

  String text() {
    return String.join("\n", log);
  }

  /** Returns the lines that Maven marks as errors. */
  String errors() {
    return String.join("\n", log.stream().filter(line -> line.startsWith("[ERROR]")).toList());
  }

  private static Properties versions() {
    Properties versions = new Properties();
    System.getProperties()
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith("version.")) {
                String version = System.getProperty(name);
                versions.setProperty(name.substring("version.".length()) + ".version", version);
              }
            });
    return versions;
  }

  /** Uses the artifacts that this build has downloaded as the remote repository. */
  private static Path settings() throws IOException {
    Files.createDirectories(TARGET);
    return Files.writeString(
        TARGET.resolve("settings.xml"),
        """
        <settings>
          <mirrors>
            <mirror><id>downloads</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """
            .formatted(DOWNLOADS));
  }
}
