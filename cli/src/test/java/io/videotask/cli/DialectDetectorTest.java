package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code explain} makes of the examples of all gateways if it isn't told which it is. */
class DialectDetectorTest {
  private static final Path SPECS = Path.of(System.getProperty("videotask.specs"));

  private static final Pattern HTTP_ERROR =
      Pattern.compile("\"http\"\\s*:\\s*\\{\\s*\"status\"\\s*:\\s*[45]");

  /** Bodies that another gateway sends with another meaning, or describes at least as well. */
  private static final Set<String> OF_ANOTHER_GATEWAY =
      Set.of(
          "ark/reseller-id-and-drift.json",
          "minimax-anyapi/base-resp-2013.json",
          "minimax-anyapi/numbers-as-texts.json",
          "minimax/v1-base-resp-2013.json",
          "new-api/quirk-01-shape-b-with-error-code.json",
          "new-api/quirk-01-shape-b-with-metadata.json",
          "new-api/quirk-16-short-form-url-is-the-error.json",
          "new-api/quirk-24-metadata-fractions.json",
          "new-api/quirk-24-metadata-objects.json",
          "new-api/quirk-24-metadata-texts.json",
          "new-api/seed-000-failed.json",
          "openrouter/callback-cancelled.json",
          "openrouter/callback-completed.json",
          "openrouter/callback-failed-signed.json");

  @Test
  void exampleMeansWhatItMeansAtItsGateway() throws IOException {
    Set<String> others = new TreeSet<>();
    int errors = 0;
    int examples = 0;
    int ambiguous = 0;
    for (Dialect dialect : Dialect.all()) {
      for (Path file : examples(dialect)) {
        examples++;
        byte[] body = Files.readAllBytes(file);
        String expected = meaning(body, List.of(dialect));
        try {
          if (meaning(body, Dialect.all()).equals(expected)) {
            continue;
          }
          if (isHttpError(file)) {
            errors++;
          } else {
            others.add(dialect.name() + "/" + file.getFileName());
          }
        } catch (UsageException e) {
          ambiguous++;
        }
      }
    }

    assertEquals(new TreeSet<>(OF_ANOTHER_GATEWAY), others);
    // Without the HTTP status, which explain is not told, many gateways' errors are alike.
    assertTrue(errors <= examples / 40, errors + " errors mean something else");
    assertTrue(ambiguous <= 6, ambiguous + " are ambiguous");
    assertTrue(examples > 700, examples + " examples");
  }

  private static boolean isHttpError(Path example) throws IOException {
    String name = example.getFileName().toString().replaceFirst("\\.json$", ".expected.json");
    return HTTP_ERROR.matcher(Files.readString(example.resolveSibling(name))).find();
  }

  private static String meaning(byte[] body, List<Dialect> dialects) {
    return DialectDetector.meaning(DialectDetector.of(body, dialects).explanation());
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
