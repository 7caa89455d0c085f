package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The Chinese README has the same headings, code, commands and links as the English one. */
class TranslationTest {
  private final Page english;
  private final Page chinese;

  TranslationTest() throws Exception {
    english = Page.of("README.md");
    chinese = Page.of("README.zh-CN.md");
  }

  @Test
  void hasTheSameHeadings() {
    assertEquals(english.headingLevels(), chinese.headingLevels());
  }

  @Test
  void hasTheSameCodeAndCommands() {
    assertTrue(english.fenced().size() > 1);
    assertEquals(english.fenced(), chinese.fenced());
    assertEquals(english.inlineCode(), chinese.inlineCode());
  }

  @Test
  void hasTheSameLinks() {
    assertEquals(
        sortedWithout(english.links(), "README.zh-CN.md"),
        sortedWithout(chinese.links(), "README.md"));
  }

  private static List<String> sortedWithout(List<String> links, String other) {
    return links.stream().filter(link -> !link.equals(other)).sorted().toList();
  }
}
