package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code explain} makes of the examples of all gateways if it isn't told which it is. */
class DialectDetectorTest {
  private static final Path SPECS = Path.of(System.getProperty("videotask.specs"));

  private static final Pattern HTTP_STATUS =
      Pattern.compile("\"http\"\\s*:\\s*\\{\\s*\"status\"\\s*:\\s*([0-9]+)");

  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

  /** Bodies that another gateway sends with another meaning, or describes at least as well. */
  private static Set<String> listed() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(Files.readString(SPECS.resolve("explained-otherwise.json")));
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  @Test
  void exampleMeansWhatItMeansAtItsGateway() throws IOException {
    Set<String> listed = listed();
    List<String> wrong = new ArrayList<>();
    int examples = 0;
    int ambiguous = 0;
    for (Dialect dialect : Dialect.all()) {
      for (Path file : examples(dialect)) {
        examples++;
        String name = dialect.name() + "/" + file.getFileName().toString().replace(".json", "");
        String other = otherMeaning(file, dialect, status(file));
        ambiguous += other != null && other.isEmpty() ? 1 : 0;
        if (other != null && !other.isEmpty() && !listed.remove(name)) {
          wrong.add(
              name
                  + ": explain without --gateway says "
                  + other
                  + ". If the body alone does not tell, add \""
                  + name
                  + "\" to specs/explained-otherwise.json");
        }
      }
    }
    listed.forEach(
        name -> wrong.add(name + ": remove it from specs/explained-otherwise.json: it is right"));

    assertTrue(wrong.isEmpty(), () -> "\n" + String.join("\n", wrong));
    assertTrue(ambiguous <= examples / 100, ambiguous + " are ambiguous");
    assertTrue(examples > 700, examples + " examples");
  }

  /** Without the HTTP status many gateways' errors are alike. */
  @Test
  void mostExamplesMeanTheSameWithoutTheirHttpStatus() throws IOException {
    int examples = 0;
    int others = 0;
    for (Dialect dialect : Dialect.all()) {
      for (Path file : examples(dialect)) {
        examples++;
        others += otherMeaning(file, dialect, null) == null ? 0 : 1;
      }
    }

    assertTrue(others <= examples / 20, others + " of " + examples + " mean something else");
  }

  /**
   * Returns what an example means without its gateway; empty for several meanings, null if it is
   * what it means with it.
   */
  private static @Nullable String otherMeaning(Path file, Dialect dialect, @Nullable Integer status)
      throws IOException {
    byte[] body = Files.readAllBytes(file);
    String expected = meaning(body, status, List.of(dialect));
    try {
      String meaning = meaning(body, status, Dialect.all());
      return meaning.equals(expected) ? null : meaning + " instead of " + expected;
    } catch (UsageException e) {
      return "";
    }
  }

  private static @Nullable Integer status(Path example) throws IOException {
    String name = example.getFileName().toString().replaceFirst("\\.[a-z]+$", ".expected.json");
    Matcher status = HTTP_STATUS.matcher(Files.readString(example.resolveSibling(name)));
    return status.find() && !status.group(1).equals("200")
        ? Integer.valueOf(status.group(1))
        : null;
  }

  private static String meaning(byte[] body, @Nullable Integer status, List<Dialect> dialects) {
    return DialectDetector.meaning(DialectDetector.of(body, status, dialects).explanation());
  }

  private static List<Path> examples(Dialect dialect) throws IOException {
    try (Stream<Path> files = Files.list(SPECS.resolve(dialect.name()).resolve("examples"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".expected.json"))
          .sorted()
          .toList();
    }
  }
}
