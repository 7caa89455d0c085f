package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid documents are reported with their position and the remedy. */
final class SpecSyntaxRuleTest {
  private static final String GOOD =
      """
      openapi: 3.0.3
      info: {title: t, version: '1'}
      paths: {}
      components:
        schemas:
          Task: {type: object, properties: {next: {$ref: '#/components/schemas/Task'}}}
      """;

  private static String problems(Path folder, String document) throws IOException {
    Path spec = Files.createDirectories(folder.resolve("specs/known"));
    Files.writeString(spec.resolve("openapi.yaml"), document);
    return String.join("\n", SpecSyntaxRule.findProblems(folder.resolve("specs"), pom(folder)))
        .replace(folder + "/", "");
  }

  private static Path pom(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("pom.xml"),
        "<project><build><plugins><plugin><artifactId>openapi-generator-maven-plugin</artifactId>"
            + "<executions><execution><id>known</id></execution></executions>"
            + "</plugin></plugins></build></project>");
  }

  @Test
  void acceptsValidDocument(@TempDir Path folder) throws Exception {
    assertEquals("", problems(folder, GOOD));
  }

  @Test
  void reportsInvalidYamlWithItsLine(@TempDir Path folder) throws Exception {
    assertEquals(
        "specs/known/openapi.yaml, line 3, column 1: is no YAML: expected '<document start>', but"
            + " found '<block mapping start>'. Correct this line or the one before it",
        problems(folder, "  openapi: 3.0.3\n  info: {}\npaths: {}\n"));
  }

  @Test
  void reportsUnresolvedReferenceWithItsLine(@TempDir Path folder) throws Exception {
    assertEquals(
        "specs/known/openapi.yaml, line 6, column 52: refers to #/components/schemas/Gone, which is"
            + " not there. Add it, or correct the $ref",
        problems(folder, GOOD.replace("schemas/Task", "schemas/Gone")));
  }

  @Test
  void reportsDuplicateKey(@TempDir Path folder) throws Exception {
    assertEquals(
        "specs/known/openapi.yaml, line 7, column 5: has `Task` twice. Rename or remove one",
        problems(folder, GOOD + "    Task: {type: string}\n"));
  }

  @Test
  void reportsDocumentsThatAreNotOpenApi(@TempDir Path folder) throws Exception {
    assertEquals(
        "specs/known/openapi.yaml: is no OpenAPI document: it is empty or a single value. Export it"
            + " again",
        problems(folder, ""));
    assertEquals(
        "specs/known/openapi.yaml, line 1, column 1: is Swagger 2. Convert it to OpenAPI 3",
        problems(folder, "swagger: '2.0'\npaths: {}\n"));
  }

  @Test
  void reportsMissingDocumentWithItsUses(@TempDir Path folder) throws Exception {
    Path specs = Files.createDirectories(folder.resolve("specs"));
    List<String> problems = SpecSyntaxRule.findProblems(specs, pom(folder));
    assertEquals(1, problems.size());
    assertEquals(
        "specs/known/openapi.yaml: is not there, and pom.xml generates from it. Bring it back, or"
            + " remove its <execution>, config/known.yaml and contract/known.txt there, and the"
            + " adapter in core that uses it",
        problems.get(0).replace(folder + "/", ""));
  }

  @Test
  void reportsOnlyAMissingFolder(@TempDir Path folder) throws Exception {
    assertEquals(
        List.of(folder.resolve("gone") + ": there is no such folder. Correct -Dvideotask.specs"),
        SpecSyntaxRule.findProblems(folder.resolve("gone"), pom(folder)));
  }

  @Test
  void rejectsRelativeFolder(@TempDir Path folder) throws Exception {
    Path relative = Path.of("..", "mine");
    assertEquals(
        List.of(
            "videotask.specs is %s, and each module would look for that beside itself. Give the whole path, such as -Dvideotask.specs=\"$PWD/%s\""
                .formatted(relative, relative)),
        SpecSyntaxRule.findProblems(relative, pom(folder)));
  }
}
