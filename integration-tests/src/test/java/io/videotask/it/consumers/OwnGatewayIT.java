package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A project with a gateway of its own: a folder with a spec and a mapping, and no Java. */
class OwnGatewayIT {
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
}
