package io.videotask.codegen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fails the build if a spec folder has no generator execution: Maven needs one for each folder and
 * would silently skip a new one.
 */
final class SpecFolderGuard {
  private static final String DOCUMENT = "openapi.yaml";

  private final Path pom;
  private final Path configFolder;

  /** Config files are in the folder {@code config} next to the POM. */
  SpecFolderGuard(Path pom) {
    this.pom = pom.toAbsolutePath().normalize();
    this.configFolder = this.pom.resolveSibling("config");
  }

  /** Checks all folders next to the document's folder. */
  void check(Path document) {
    Path folder = document.toAbsolutePath().normalize().getParent();
    Path specs = folder == null ? null : folder.getParent();
    if (specs == null) {
      return;
    }
    Set<String> executions = GeneratorExecutions.in(pom);
    List<String> steps = new ArrayList<>();
    for (Path child : children(specs)) {
      if (Files.isDirectory(child) && children(child).stream().anyMatch(SpecFolderGuard::isSpec)) {
        addSteps(child, executions, steps);
      } else if (isSpec(child)) {
        String name = child.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        steps.add("move " + child + " to " + specs.resolve(name).resolve(DOCUMENT));
      }
    }
    if (!steps.isEmpty()) {
      RuntimeLibrary.missingDependency(pom).ifPresent(steps::add);
      throw InvalidSpecException.uncoveredFolders(specs, steps);
    }
  }

  private void addSteps(Path folder, Set<String> executions, List<String> steps) {
    String name = folder.getFileName().toString();
    if (!Files.exists(folder.resolve(DOCUMENT))) {
      steps.add("rename the document in " + folder + " to " + DOCUMENT);
    }
    if (!executions.contains(name)) {
      steps.add(
          """
          paste into %s, into <executions> of the openapi-generator-maven-plugin:

                    <execution>
                      <id>%s</id>
                      <goals>
                        <goal>generate</goal>
                      </goals>
                    </execution>
          """
              .formatted(pom, name));
    }
    Path config = configFolder.resolve(name + ".yaml");
    if (!Files.exists(config)) {
      steps.add("create " + config + " with this content:\n\n" + configTemplate(name));
    }
  }

  /** Returns a config file that is sufficient for a document with valid names. */
  static String configTemplate(String name) {
    String lettersAndDigits = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    boolean reserved = RuntimeLibrary.PACKAGE.endsWith("." + lettersAndDigits);
    boolean valid =
        !lettersAndDigits.isEmpty() && !Character.isDigit(lettersAndDigits.charAt(0)) && !reserved;
    String packageSuffix = valid ? lettersAndDigits : "spec" + lettersAndDigits;
    return """
        apiPackage: io.videotask.generated.%s
        modelPackage: io.videotask.generated.%s
        factoryName: %sJson
        """
        .formatted(packageSuffix, packageSuffix, JavaNames.className(name));
  }

  private static boolean isSpec(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.startsWith("openapi."));
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
