package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
  void misspeltPathFailsWithItsLine() throws Exception {
    Path shop = Projects.alone("own-gateway", "own-gateway-misspelt");
    Path mapping = shop.resolve("specs/siliconflow/gateway.yaml");
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
    Path mapping = shop.resolve("specs/siliconflow/gateway.yaml");
    Files.writeString(
        mapping, Files.readString(mapping) + "adapterClass: com.example.shop.ShopAdapter\n");
    Path pom = shop.resolve("pom.xml");
    Files.writeString(
        pom, Files.readString(pom).replaceFirst("  </dependencies>\\R\\R  <build>", TESTKIT));
    MavenRun run = MavenRun.in(shop, "test").succeeded();
    assertTrue(run.text().contains("Tests run: 3"), run::text);
  }
}
