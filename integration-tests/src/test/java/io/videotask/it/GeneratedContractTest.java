package io.videotask.it;

import io.videotask.it.pages.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The contracts of the specs are committed too, a line for each field, so that a diff shows what a
 * changed document means. Run with {@code -Dsurface.update=true} to update them.
 */
class GeneratedContractTest {
  private static final Path CLIENT = Page.ROOT.resolve("generated-client");
  private static final Path COMMITTED = CLIENT.resolve("contract");

  @Test
  void isTheCommittedOne() throws Exception {
    Map<String, String> generated = generated();
    if (Committed.isAccepted()) {
      write(generated);
    }

    Committed.assertSame(
        committed(),
        generated,
        "the specs' contract has changed: if that is meant, run this test with"
            + " -Dsurface.update=true and commit generated-client/contract");
  }

  private static Map<String, String> generated() throws IOException {
    Map<String, String> contracts = new TreeMap<>();
    try (Stream<Path> folders = Files.list(CLIENT.resolve("config"))) {
      for (Path config : folders.toList()) {
        String name = config.getFileName().toString().replace(".yaml", "");
        Path file =
            CLIENT
                .resolve("target/generated-sources/openapi")
                .resolve(name)
                .resolve(".openapi-generator/contract.txt");
        contracts.put(name + ".txt", Files.readString(file));
      }
    }
    return contracts;
  }

  private static Map<String, String> committed() throws IOException {
    Map<String, String> contracts = new TreeMap<>();
    try (Stream<Path> files = Files.list(COMMITTED)) {
      for (Path file : files.toList()) {
        contracts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contracts;
  }

  private static void write(Map<String, String> generated) throws IOException {
    Files.createDirectories(COMMITTED);
    for (String name : committed().keySet()) {
      Files.delete(COMMITTED.resolve(name));
    }
    for (Map.Entry<String, String> contract : generated.entrySet()) {
      Files.writeString(COMMITTED.resolve(contract.getKey()), contract.getValue());
    }
  }
}
