package io.videotask.codegen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Generates a gateway from a spec and a mapping. */
final class MappingRunner {
  private final Path folder;

  MappingRunner(Path folder) {
    this.folder = folder;
  }

  static String resource(String name) throws IOException {
    try (var in = MappingRunner.class.getResourceAsStream("/gateways/" + name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path run(String mapping) throws IOException {
    CodegenRunner runner = new CodegenRunner(folder);
    Path spec = runner.spec("siliconflow");
    Files.createDirectories(spec.getParent());
    Files.writeString(spec.resolveSibling("gateway.yaml"), mapping);
    return runner.run(
        "siliconflow",
        resource("siliconflow.yaml"),
        CodegenRunner.config("siliconflow", "SiliconflowJson"));
  }

  Path adapter() {
    return folder.resolve("out/test/siliconflow/SiliconflowAdapter.java");
  }
}
