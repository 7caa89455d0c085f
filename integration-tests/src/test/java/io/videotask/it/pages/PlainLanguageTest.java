package io.videotask.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Javadoc, comments and pages use the field's terms, so that a search for them finds the place. */
class PlainLanguageTest {
  /** Words that stand for a standard term, and the term. */
  private static final Pattern AVOIDED =
      Pattern.compile(
          "\\b(?:nobody|somebody|whoever" // threads, servers and callers have names
              + "|wish(?:es|ed)?" // Retry-After hint
              + "|alarms?" // timer
              + "|complain(?:s|ts?|ed)?" // 429
              + "|troubles?" // failures
              + "|can pass" // transient
              + "|foreign code" // callbacks
              + "|rooms?" // module, package
              + "|the press" // generator
              + "|goes by|stands? elsewhere|c[oa]mes? to an end" // translated word for word
              + ")\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

  @Test
  void commentsOfMainCodeUseStandardTerms() throws IOException {
    List<String> found = new ArrayList<>();
    int files = 0;
    for (Path file : files("src/main", ".java")) {
      files++;
      Matcher comment = COMMENT.matcher(Files.readString(file));
      while (comment.find()) {
        collect(file, comment.group(), found);
      }
    }
    assertTrue(files > 200, "sources were read");
    assertEquals(List.of(), found);
  }

  @Test
  void pagesUseStandardTerms() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> pages = files("docs", ".md");
    for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")) {
      pages.add(Page.ROOT.resolve(page));
    }
    pages.removeIf(page -> page.endsWith("mutation.md")); // its tables quote the mutated code
    for (Path page : pages) {
      collect(page, Files.readString(page), found);
    }
    assertTrue(pages.size() > 15, "pages were read");
    assertEquals(List.of(), found);
  }

  private static void collect(Path file, String text, List<String> found) {
    Matcher word = AVOIDED.matcher(text);
    while (word.find()) {
      found.add(Page.ROOT.relativize(file) + ": " + word.group());
    }
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(Page.ROOT)) {
      return new ArrayList<>(
          all.filter(file -> file.toString().endsWith(ending))
              .filter(
                  file -> {
                    String place = "/" + Page.ROOT.relativize(file);
                    return place.contains("/" + folder + "/") && !place.contains("/target/");
                  })
              .toList());
    }
  }
}
