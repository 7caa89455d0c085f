package io.videotask.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openapitools.codegen.DefaultGenerator;
import org.openapitools.codegen.config.CodegenConfigurator;

/**
 * Runs the generator as the Maven plugin does, with a document, a config file and an output folder.
 */
final class CodegenRunner {
  private final Path folder;

  CodegenRunner(Path folder) {
    this.folder = folder;
  }

  Path output() {
    return folder.resolve("out");
  }

  Path spec(String name) {
    return folder.resolve("specs").resolve(name).resolve("openapi.yaml");
  }

  /** Generates code from a document under {@code specs/name} with this config file. */
  Path run(String name, String document, String config) throws IOException {
    return run(name, document, config, null);
  }

  Path run(String name, String document, String config, @org.jspecify.annotations.Nullable Path pom)
      throws IOException {
    Path spec = spec(name);
    Files.createDirectories(spec.getParent());
    Files.writeString(spec, document);
    Path configFile = folder.resolve(name + "-config.yaml");
    Files.writeString(configFile, config);
    CodegenConfigurator configurator = CodegenConfigurator.fromFile(configFile.toString());
    configurator.setGeneratorName("java-retrofit-moshi");
    configurator.setInputSpec(spec.toString());
    configurator.setOutputDir(output().toString());
    configurator.setEnableMinimalUpdate(true);
    if (pom != null) {
      configurator.addAdditionalProperty("generatingPom", pom.toString());
    }
    new DefaultGenerator().opts(configurator.toClientOptInput()).generate();
    return output();
  }

  static String config(String lastName, String factory, String... more) {
    return """
        apiPackage: test.%s
        modelPackage: test.%s
        factoryName: %s
        """
            .formatted(lastName, lastName, factory)
        + String.join("\n", more)
        + "\n";
  }

  static String resource(String name) throws IOException {
    try (var in = CodegenRunner.class.getResourceAsStream("/specs/" + name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
