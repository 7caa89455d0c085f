package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A project that generates code from a spec of its own, with the generator and the runtime only.
 */
class OwnSpecIT {
  private static final String RUNTIME =
      """
          <dependency>
            <groupId>io.videotask</groupId>
            <artifactId>videotask-generated-runtime</artifactId>
          </dependency>
      """;

  @Test
  void generatedCodeNeedsOnlyTheRuntime() throws Exception {
    Path shop = shop("own-spec");
    MavenRun run = MavenRun.in(shop, "test").succeeded();
    assertTrue(run.text().contains("Tests run: 1"), run::text);
    MavenRun again = MavenRun.in(shop, "test").succeeded();
    assertFalse(again.text().contains("Compiling"), again::text);
  }

  @Test
  void withoutTheRuntimeTheCompilerNamesIt() throws Exception {
    Path shop = shop("own-spec-without");
    Path pom = shop.resolve("pom.xml");
    String without = Files.readString(pom).replace(RUNTIME, "");
    assertFalse(without.contains("videotask-generated-runtime"), without);
    Files.writeString(pom, without);
    MavenRun run = MavenRun.in(shop, "compile").failed();
    assertTrue(
        run.text().contains("package io.videotask.generated.runtime does not exist"), run::text);
  }

  private static Path shop(String as) throws IOException {
    Path shop = Projects.alone("own-spec", as);
    Path spec = Files.createDirectories(shop.resolve("specs/raw")).resolve("openapi.yaml");
    Files.copy(Projects.ROOT.resolve("codegen/src/test/resources/specs/anyapi-raw.yaml"), spec);
    return shop;
  }
}
