package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A project with a gateway of its own: a folder with a spec and a mapping, and no Java. */
class OwnGatewayIT {
  private static final Path CODE =
      Projects.ROOT.resolve("integration-tests/src/test/consumers/own-gateway-code");
  private static final String TESTKIT =
      """
          <dependency>
            <groupId>io.videotask</groupId>
            <artifactId>videotask-testkit</artifactId>
            <scope>test</scope>
          </dependency>
        </dependencies>

        <build>""";

  @Test
  void gatewayIsAFolder() throws Exception {
    Path shop = Projects.alone("own-gateway", "own-gateway");
    MavenRun run = MavenRun.in(shop, "test").succeeded();
    assertTrue(run.text().contains("Tests run: 3"), run::text);
  }

  @Test
  @Tag("long")
  void commandLineKnowsTheGatewayOfAJar() throws Exception {
    Path shop = Projects.alone("own-gateway", "own-gateway-jar");
    MavenRun.in(shop, "package", "-DskipTests").succeeded();
    Path jar = shop.resolve("target/shop-own-gateway-7.jar");
    assertTrue(Files.exists(jar), () -> "no " + jar);
    Path body = Files.writeString(shop.resolve("body.json"), "{\"status\":\"InQueue\"}");

    assertTrue(videotask(shop, jar, "gateways").contains("acme"));
    assertTrue(
        videotask(shop, jar, "explain", "--json", "--gateway", "acme", body.toString())
            .contains("\"state\":\"QUEUED\""));
  }

  /** Runs the command line that was built, with a jar of gateways, as its launcher does. */
  private static String videotask(Path folder, Path jar, String... arguments) throws Exception {
    String classes = System.getProperty("videotask.cli") + File.pathSeparator + jar;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        new ArrayList<>(List.of(java.toString(), "-cp", classes, "io.videotask.cli.Main"));
    command.addAll(List.of(arguments));
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it never ends");
    String text = Files.readString(printed);
    assertEquals(0, process.exitValue(), text);
    return text;
  }

  @Test
  void misspeltPathFailsWithItsLine() throws Exception {
    Path shop = Projects.alone("own-gateway", "own-gateway-misspelt");
    Path mapping = shop.resolve("specs/acme/gateway.yaml");
    Files.writeString(
        mapping, Files.readString(mapping).replace("results.videos[]", "results.video[]"));
    MavenRun run = MavenRun.in(shop, "compile").failed();
    assertTrue(
        run.text().contains("gateway.yaml, line 14: results.video[].url: Results has no `video`"),
        run::text);
  }

  @Test
  @Tag("long")
  void adapterClassRunsCodeOfItsOwn() throws Exception {
    Path shop = Projects.alone("own-gateway", "own-gateway-code");
    Projects.copyTree(CODE, shop, file -> true);
    Path mapping = shop.resolve("specs/acme/gateway.yaml");
    Files.writeString(
        mapping, Files.readString(mapping) + "adapterClass: com.example.shop.ShopAdapter\n");
    Path pom = shop.resolve("pom.xml");
    Files.writeString(
        pom, Files.readString(pom).replaceFirst("  </dependencies>\\R\\R  <build>", TESTKIT));
    MavenRun run = MavenRun.in(shop, "test").succeeded();
    assertTrue(run.text().contains("Tests run: 3"), run::text);
  }
}
