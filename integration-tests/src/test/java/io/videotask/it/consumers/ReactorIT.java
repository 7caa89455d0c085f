package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Builds the repository as a folder in another reactor, with another parent. */
class ReactorIT {
  @Test
  void anotherReactorBuildsItFromAnyFolder() throws Exception {
    Path shop = Projects.consumer("reactor", "reactor");
    Projects.copyTree(shop.resolve("src"), shop.resolve("app/src"), file -> true);
    Projects.checkout(shop.resolve("third-party/videotask"));
    Path elsewhere = Files.createDirectories(Projects.fresh("elsewhere"));
    String[] build = {"-f", shop.resolve("pom.xml").toString(), "-pl", "app", "-am", "-T2", "test"};

    MavenRun first = MavenRun.in(elsewhere, build).succeeded();
    assertTrue(first.text().contains("Tests run: 2"), first::text);
    assertFalse(first.text().contains("videotask-cli"), first::text);

    MavenRun second = MavenRun.in(elsewhere, build).succeeded();
    assertFalse(second.text().contains("Compiling"), second::text);
    assertTrue(Files.notExists(elsewhere.resolve("target")));
  }
}
