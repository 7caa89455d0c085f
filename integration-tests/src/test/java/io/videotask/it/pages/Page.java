package io.videotask.it.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A parsed Markdown file. */
public record Page(Path file, String text) {
  /** The folder of this repository. */
  public static final Path ROOT = Path.of(System.getProperty("videotask.root")).normalize();

  private static final Pattern FENCED =
      Pattern.compile("(?m)^```(\\w*)\\R(.*?)^```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#+) +(.*)$");

  public static Page of(String name) throws IOException {
    Path file = ROOT.resolve(name);
    return new Page(file, Files.readString(file));
  }

  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    for (String folder : List.of("", "docs", "specs", "codegen", "benchmarks")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
          pages.add(new Page(file, Files.readString(file)));
        }
      }
    }
    return pages;
  }

  /** Returns the content of the fenced blocks of a language. */
  public List<String> blocks(String language) {
    return FENCED
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  List<String> fenced() {
    return FENCED.matcher(text).results().map(MatchResult::group).toList();
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  List<String> inlineCode() {
    return CODE.matcher(prose()).results().map(found -> found.group(1)).sorted().toList();
  }

  List<String> links() {
    return LINK.matcher(CODE.matcher(prose()).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  List<Integer> headingLevels() {
    return HEADING.matcher(prose()).results().map(found -> found.group(1).length()).toList();
  }

  /** Returns anchors like the usual renderers: lower case, hyphens for spaces, no punctuation. */
  List<String> anchors() {
    return HEADING
        .matcher(prose())
        .results()
        .map(found -> found.group(2).strip().toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .toList();
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
