package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every link in a page leads to an existing file and heading. Web links are not checked. */
class LinksTest {
  @Test
  void everyLinkHasATarget() throws Exception {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!link.contains(":")) {
          links++;
          if (!leadsSomewhere(page, link)) {
            broken.add(page + ": " + link);
          }
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(links > 40, "links were looked at");
  }

  private static boolean leadsSomewhere(Page page, String link) throws Exception {
    String path = link.replaceFirst("#.*", "");
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return !link.contains("#")
        || new Page(target, Files.readString(target))
            .anchors()
            .contains(link.substring(link.indexOf('#') + 1));
  }
}
