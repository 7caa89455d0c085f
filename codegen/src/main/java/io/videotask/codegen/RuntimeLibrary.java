package io.videotask.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names of the runtime library of generated code. The generator only writes these names and does
 * not depend on the library.
 */
final class RuntimeLibrary {
  static final String PACKAGE = "io.videotask.generated.runtime";
  static final String ARTIFACT = "videotask-generated-runtime";

  private RuntimeLibrary() {}

  /** Returns the qualified name of a type. */
  static String type(String simpleName) {
    return PACKAGE + "." + simpleName;
  }

  /**
   * Returns the dependency to add if the POM does not mention the library. Only the POM's text is
   * checked; the library may also be a transitive dependency.
   *
   * @return empty if the POM mentions it
   */
  static Optional<String> missingDependency(Path pom) {
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
