package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds and tests example projects that import core, each in its own Maven run. Every build runs
 * the usual ways to import it; {@code -Pall-tests} runs all of them.
 */
class ImportIT {
  private static final String RAN = "Tests run: ";

  @Test
  void oneDependencyIsEnough() throws Exception {
    ran(MavenRun.in(Projects.consumer("plain", "plain"), "test"));
  }

  @Test
  void theBomUpgradesDependenciesOnOkHttp4() throws Exception {
    ran(MavenRun.in(Projects.consumer("bom", "bom"), "test"));
  }

  @Test
  void aNamedModuleRequiresOnlyCore() throws Exception {
    ran(MavenRun.in(Projects.consumer("modular", "modular"), "test"));
  }

  @Test
  void aShopKeepsItsOwnOkHttpClientAndMoshi() throws Exception {
    ran(MavenRun.in(Projects.consumer("own-clients", "own-clients"), "test"));
  }

  @Test
  void twoVersionsOfOkHttpFailAtStart() throws Exception {
    MavenRun run = ran(MavenRun.in(Projects.consumer("two-okhttps", "two-okhttps"), "test"));
    assertTrue(run.text().contains("TOLD "), run::text);
    assertTrue(run.text().contains("okhttp-4.12.0.jar"), run::text);
    assertTrue(run.text().contains("import io.videotask:videotask-bom"), run::text);
  }

  @Test
  void okHttp4FailsAtStart() throws Exception {
    MavenRun run = otherOkHttp("okhttp", "4.12.0").failed();
    assertTrue(
        run.text().contains("OkHttp 4.12.0 is on the class path, and 5 is needed"), run::text);
  }

  @ParameterizedTest
  @CsvSource({"okhttp-jvm, 5.1.0"})
  void anotherVersionOfOkHttp5Works(String artifact, String version) throws Exception {
    ran(otherOkHttp(artifact, version));
  }

  @Test
  void kotlinSeesNullability() throws Exception {
    Path shop = Projects.consumer("kotlin", "kotlin");
    ran(MavenRun.in(shop, "test"));

    Path source = shop.resolve("src/main/kotlin/com/example/shop/KotlinShop.kt");
    Files.writeString(source, Files.readString(source).replace(" ?: \"without a URL\"", ""));
    MavenRun careless = MavenRun.in(shop, "test").failed();
    assertTrue(careless.errors().contains("String?'"), careless::text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "modular"})
  void worksUnderJava25(String consumer) throws Exception {
    Optional<Path> jdk = jdkBesideThisOne("25");
    assumeTrue(jdk.isPresent(), "there is no JDK 25 beside the one that runs this");
    ran(MavenRun.with(jdk.get(), Projects.consumer(consumer, consumer + "-on-25"), "test"));
  }

  private static MavenRun otherOkHttp(String artifact, String version) throws Exception {
    return MavenRun.in(
        Projects.consumer("other-okhttp", "okhttp-" + version),
        "test",
        "-Dshop.okhttp.artifact=" + artifact,
        "-Dshop.okhttp.version=" + version);
  }

  private static MavenRun ran(MavenRun run) {
    run.succeeded();
    assertTrue(run.text().contains(RAN), run::text);
    assertFalse(run.text().contains(RAN + "0,"), run::text);
    return run;
  }

  private static Optional<Path> jdkBesideThisOne(String version) throws IOException {
    Path beside = Path.of(System.getProperty("java.home")).toRealPath().getParent();
    try (Stream<Path> jdks = Files.list(beside)) {
      return jdks.filter(jdk -> isJdk(jdk, version)).sorted().findFirst();
    }
  }

  private static boolean isJdk(Path folder, String version) {
    try {
      return Files.exists(folder.resolve("bin/javac"))
          && Files.readString(folder.resolve("release")).contains("JAVA_VERSION=\"" + version);
    } catch (IOException e) {
      return false;
    }
  }
}
