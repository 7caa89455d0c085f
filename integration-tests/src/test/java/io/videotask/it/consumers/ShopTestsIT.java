package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.it.pages.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A project that tests its own code, as the page on testing describes. */
class ShopTestsIT {
  @Test
  void theTestOnThePagePassesInAProject() throws Exception {
    Path shop = Projects.consumer("testkit", "testkit");
    String test = Page.of("docs/testing-your-code.md").blocks("java").get(0);
    Files.writeString(shop.resolve("src/test/java/PatienceTest.java"), test);

    MavenRun run = MavenRun.in(shop, "test", "-Dtest=PatienceTest").succeeded();

    assertTrue(run.text().contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"), run::text);
  }
}
