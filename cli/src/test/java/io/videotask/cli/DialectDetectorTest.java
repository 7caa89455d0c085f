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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code explain} makes of the examples of all gateways if it isn't told which it is. */
class DialectDetectorTest {
  private static final Path SPECS = Path.of(System.getProperty("videotask.specs"));

  /** Bodies that another gateway sends with another meaning, or describes at least as well. */
  private static final Set<String> OF_ANOTHER_GATEWAY =
      Set.of(
          "ark/reseller-id-and-drift.json",
          "dashscope/access-denied.json",
          "dashscope/throttled.json",
          "dashscope/wrong-key.json",
          "kling/invalid-parameters.json",
          "kling/not-found.json",
          "kling/rate-limited.json",
          "kling/token-expired.json",
          "kling/white-list.json",
          "minimax-anyapi/base-resp-2013.json",
          "minimax-anyapi/numbers-as-texts.json",
          "minimax/v1-base-resp-2013.json",
          "new-api/error-404-vendor-detail.json",
          "new-api/error-422.json",
          "new-api/quirk-01-shape-b-with-error-code.json",
          "new-api/quirk-01-shape-b-with-metadata.json",
          "new-api/quirk-16-short-form-url-is-the-error.json",
          "new-api/quirk-24-metadata-fractions.json",
          "new-api/quirk-24-metadata-objects.json",
          "new-api/quirk-24-metadata-texts.json",
          "new-api/seed-000-failed.json",
          "openrouter/callback-cancelled.json",
          "openrouter/callback-completed.json",
          "openrouter/callback-failed-signed.json",
          "replicate/throttled-with-reset.json",
          "replicate/throttled.json",
          "siliconflow/rate-limited.json",
          "siliconflow/unknown-request.json",
          "xai/forbidden-2.json",
          "xai/moderated-http-400-proxy.json",
          "xai/moderated-http-400-text.json",
          "xai/permission-denied.json",
          "xai/unauthorized.json");

  @Test
  void exampleMeansWhatItMeansAtItsGateway() throws IOException {
    Set<String> others = new TreeSet<>();
    int examples = 0;
    int ambiguous = 0;
    for (Dialect dialect : Dialect.all()) {
      for (Path file : examples(dialect)) {
        examples++;
        byte[] body = Files.readAllBytes(file);
        String expected = meaning(body, List.of(dialect));
        try {
          if (!meaning(body, Dialect.all()).equals(expected)) {
            others.add(dialect.name() + "/" + file.getFileName());
          }
        } catch (UsageException e) {
          ambiguous++;
        }
      }
    }

    assertEquals(new TreeSet<>(OF_ANOTHER_GATEWAY), others);
    assertTrue(ambiguous <= 6, ambiguous + " are ambiguous");
    assertTrue(examples > 700, examples + " examples");
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
