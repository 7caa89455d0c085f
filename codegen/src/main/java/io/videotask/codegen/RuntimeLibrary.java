package io.videotask.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The library that generated code calls. The generator does not depend on it: it only writes its
 * names, and the tests compile and run what it has written.
 */
final class RuntimeLibrary {
  static final String PACKAGE = "io.videotask.generated.runtime";
  static final String ARTIFACT = "videotask-generated-runtime";

  private RuntimeLibrary() {}

  /** The full name of one of its types. */
  static String type(String simpleName) {
    return PACKAGE + "." + simpleName;
  }

  /**
   * What to add to a POM that does not mention the library. Only its text is looked at: where
   * another dependency brings the library, there is nothing to do.
   *
   * @return empty if the POM mentions it
   */
  static Optional<String> missingIn(Path pom) {
    try {
      return Files.readString(pom).contains(ARTIFACT)
          ? Optional.empty()
          : Optional.of(
              """
              paste into %s, into <dependencies>, unless another dependency brings it (generated code calls it):

                        <dependency>
                          <groupId>io.videotask</groupId>
                          <artifactId>%s</artifactId>
                          <version>${videotask.version}</version>
                        </dependency>
              """
                  .formatted(pom, ARTIFACT));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pom, e);
    }
  }
}
