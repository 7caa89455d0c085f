package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class in a mapping that the service loader creates instead of the generated one. */
final class AdapterClassTest {
  @ParameterizedTest
  @ValueSource(strings = {"ShopAdapter", "com.example.", "com/example/ShopAdapter", "'a b.C'"})
  void nameThatTheServiceLoaderCannotFindFailsTheBuild(String name, @TempDir Path folder)
      throws IOException {
    String mapping = MappingRunner.resource("siliconflow-gateway.yaml");
    int line = mapping.split("\n", -1).length;

    InvalidSpecException e =
        assertThrows(
            InvalidSpecException.class,
            () -> new MappingRunner(folder).run(mapping + "adapterClass: " + name + "\n"));

    String message = String.valueOf(e.getMessage());
    assertTrue(message.contains("gateway.yaml, line " + line + ": adapterClass: "), message);
    assertTrue(message.contains("a public subclass of SiliconflowAdapter"), message);
  }
}
