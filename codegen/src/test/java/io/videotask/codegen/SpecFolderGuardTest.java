package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document without a generator execution is reported. */
final class SpecFolderGuardTest {
  private static final String DOCUMENT =
      "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n";

  private static Path pom(Path folder, String... executions) throws IOException {
    StringBuilder ids = new StringBuilder();
    for (String id : executions) {
      ids.append("<execution><id>").append(id).append("</id></execution>");
    }
    Path pom = Files.createDirectories(folder.resolve("client/config")).resolveSibling("pom.xml");
    return Files.writeString(
        pom,
        "<project><build><plugins><plugin><artifactId>openapi-generator-maven-plugin</artifactId>"
            + "<executions>"
            + ids
            + "</executions></plugin></plugins></build></project>");
  }

  private static void config(Path folder, String name, String content) throws IOException {
    Files.writeString(folder.resolve("client/config/" + name + ".yaml"), content);
  }

  private static String rejectionMessage(Path folder, Path pom) {
    var thrown =
        assertThrows(
            InvalidSpecException.class,
            () ->
                new CodegenRunner(folder)
                    .run("known", DOCUMENT, CodegenRunner.config("k", "KJson"), pom));
    return String.valueOf(thrown.getMessage());
  }

  private static void addSpec(Path folder, String file) throws IOException {
    Path spec = folder.resolve("specs").resolve(file);
    Files.createDirectories(spec.getParent());
    Files.writeString(spec, CodegenRunner.resource("anyapi-raw.yaml"));
  }

  @Test
  void followingTheMessageIsSufficient(@TempDir Path folder) throws Exception {
    Path pom = pom(folder, "known");
    config(folder, "known", "");
    addSpec(folder, "anyapi-raw/openapi.yaml");

    String message = rejectionMessage(folder, pom);
    assertTrue(message.contains("paste into " + pom), message);
    assertTrue(message.contains("<id>anyapi-raw</id>"), message);
    assertTrue(message.contains("create " + pom.resolveSibling("config/anyapi-raw.yaml")), message);
    String content = SpecFolderGuard.configTemplate("anyapi-raw");
    assertTrue(message.contains(content), message);
    assertEquals(
        """
        apiPackage: io.videotask.generated.anyapiraw
        modelPackage: io.videotask.generated.anyapiraw
        factoryName: AnyapiRawJson
        """,
        content);

    Path completed = pom(folder, "known", "anyapi-raw");
    config(folder, "anyapi-raw", content);
    Path sources =
        new CodegenRunner(folder)
            .run("anyapi-raw", CodegenRunner.resource("anyapi-raw.yaml"), content, completed);
    CompiledClient.compile(sources, "io.videotask.generated.anyapiraw", "AnyapiRawJson");
  }

  @Test
  void reportsMissingRuntimeLibrary(@TempDir Path folder) throws Exception {
    Path pom = pom(folder, "known");
    config(folder, "known", "");
    addSpec(folder, "anyapi-raw/openapi.yaml");
    String dependency = "<artifactId>videotask-generated-runtime</artifactId>";
    String message = rejectionMessage(folder, pom);
    assertTrue(message.contains("paste into " + pom + ", into <dependencies>"), message);
    assertTrue(message.contains(dependency), message);
    assertTrue(RuntimeLibrary.missingDependency(pom).isPresent());

    String declared =
        Files.readString(pom)
            .replace(
                "<build>",
                "<dependencies><dependency>" + dependency + "</dependency></dependencies><build>");
    Files.writeString(pom, declared);
    assertFalse(rejectionMessage(folder, pom).contains("<dependencies>"));
    assertFalse(RuntimeLibrary.missingDependency(pom).isPresent());
  }

  @Test
  void configOfAFolderNamedRuntimeHasAnotherPackage() {
    String config = SpecFolderGuard.configTemplate("runtime");
    assertTrue(config.contains("modelPackage: io.videotask.generated.specruntime\n"), config);
  }

  @Test
  void reportsOnlyAMissingConfig(@TempDir Path folder) throws Exception {
    Path pom = pom(folder, "known", "other");
    config(folder, "known", "");
    addSpec(folder, "other/openapi.yaml");
    String message = rejectionMessage(folder, pom);
    assertTrue(message.contains("config/other.yaml"), message);
    assertTrue(!message.contains("<execution>"), message);
  }

  @Test
  void reportsDocumentWithAnotherNameOrFolder(@TempDir Path folder) throws Exception {
    Path pom = pom(folder, "known", "other");
    config(folder, "known", "");
    config(folder, "other", "");
    addSpec(folder, "other/vendor.yml");
    addSpec(folder, "loose.yaml");
    String message = rejectionMessage(folder, pom);
    assertTrue(message.contains("rename the document in"), message);
    assertTrue(message.contains("loose/openapi.yaml"), message);
  }

  @Test
  void ignoresFoldersWithoutDocument(@TempDir Path folder) throws Exception {
    Path pom = pom(folder, "known");
    config(folder, "known", "");
    Files.createDirectories(folder.resolve("specs/notes"));
    Files.writeString(folder.resolve("specs/README.md"), "text");
    addSpec(folder, "known/source/vendor.yaml");
    Path out =
        new CodegenRunner(folder).run("known", DOCUMENT, CodegenRunner.config("k", "KJson"), pom);
    assertTrue(Files.exists(out.resolve("test/k/KJson.java")));
  }
}
