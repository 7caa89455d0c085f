package io.videotask.it.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Edits a file in a copy of this repository and runs Maven, which succeeds, or reports file, line
 * and remedy in one message. Each case is a build of its own: they run with {@code -Pall-tests}.
 */
class RegenerationIT {
  private static final Path COPY = Path.of(System.getProperty("consumers.target"), "regeneration");
  private static final String MINIMAX = "specs/minimax/openapi.yaml";
  private static final String CONTENT_ITEM = "    ContentItem:\n";

  @BeforeAll
  static void checkOut() throws Exception {
    Projects.checkout(Projects.fresh("regeneration"));
    assertFalse(build().succeeded().text().contains("differs from the committed"));
  }

  /** Restores what a case has changed. */
  @AfterEach
  void restore() throws Exception {
    for (String folder : new String[] {"specs", "generated-client/config", "codegen/src"}) {
      Projects.mirror(Projects.ROOT.resolve(folder), COPY.resolve(folder));
    }
    Projects.mirror(
        Projects.ROOT.resolve("generated-client/contract"),
        COPY.resolve("generated-client/contract"));
    Files.copy(
        Projects.ROOT.resolve("generated-client/pom.xml"),
        COPY.resolve("generated-client/pom.xml"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private static MavenRun build(String... more) throws Exception {
    String[] words = new String[more.length + 4];
    System.arraycopy(new String[] {"compile", "-pl", "core", "-am"}, 0, words, 0, 4);
    System.arraycopy(more, 0, words, 4, more.length);
    return MavenRun.in(COPY, words);
  }

  private static void edit(String file, String from, String to) throws Exception {
    Path path = COPY.resolve(file);
    String text = Files.readString(path);
    assertTrue(text.contains(from), () -> file + " has no " + from);
    Files.writeString(path, text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
  }

  private static void says(MavenRun run, String... parts) {
    for (String part : parts) {
      assertTrue(run.text().contains(part), () -> "not said: " + part + "\n" + run.text());
    }
  }

  @Test
  void anAddedFieldIsGeneratedAndReported() throws Exception {
    edit(MINIMAX, "        task_id:", "        mood: {type: string}\n        task_id:");
    MavenRun run = build().succeeded();
    assertEquals("", run.errors(), "nothing looks like an error");
    says(run, "+ field TaskObject mood: string", "wire compatible, source compatible");
    assertTrue(generated("minimax/TaskObject.java").contains("@Nullable String mood"));
  }

  @Test
  void aRenamedFieldBreaksItsMapping() throws Exception {
    edit(MINIMAX, "        video_width:", "        video_breadth:");
    MavenRun run = build().failed();
    says(
        run,
        "- field TaskObject video_width: ",
        "BREAKS THE WIRE: comes no longer",
        "+ field TaskObject video_breadth: ",
        "BREAKS THE SOURCE: TaskObject.videoWidth(): java.lang.Long is gone",
        "wire broken, source broken",
        "minimax/gateway.yaml, line ",
        "video_width: TaskObject has no `video_width`. Remedy: it has video_");
  }

  @Test
  void aRemovedFieldBreaksItsMapping() throws Exception {
    Path spec = COPY.resolve(MINIMAX);
    Files.writeString(
        spec, Files.readString(spec).replaceFirst("(?m)^ {8}video_height:.*\\R( {10}.*\\R)*", ""));
    says(
        build().failed(),
        "- field TaskObject video_height: ",
        "video_height: TaskObject has no `video_height`");
  }

  @Test
  void aChangedTypeIsReportedWithOldAndNewType() throws Exception {
    Path spec = COPY.resolve(MINIMAX);
    Files.writeString(
        spec,
        Files.readString(spec)
            .replaceFirst(
                "(?m)^ {8}video_url:.*\\R( {10}.*\\R)*", "        video_url: {type: integer}\n"));
    says(
        build().succeeded(), // the adapter accepts any scalar as a URL
        "~ field TaskObject video_url: string, nullable -> integer",
        "BREAKS THE SOURCE: TaskObject.videoUrl(): java.lang.String is now java.lang.Long",
        "wire broken, source broken");
  }

  @Test
  void anAddedEnumValueIsCompatible() throws Exception {
    String field = "        mood: {type: string, enum: [calm, wild]}\n        task_id:";
    edit(MINIMAX, "        task_id:", field);
    build().succeeded();
    Files.copy(
        COPY.resolve(
            "generated-client/target/generated-sources/openapi/minimax/.openapi-generator/contract.txt"),
        COPY.resolve("generated-client/contract/minimax.txt"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    edit(MINIMAX, "[calm, wild]", "[calm, wild, odd]");
    says(
        build().succeeded(),
        "string of [calm, wild] in answers -> string of [calm, wild, odd] in answers",
        "wire compatible, source compatible");
  }

  @Test
  void anAddedOperationIsAnAddedMethod() throws Exception {
    edit(
        MINIMAX,
        "\npaths:\n",
        """

        paths:
          /v9/moods:
            get:
              operationId: listMoods
              tags: [VideoGeneration]
              responses:
                '200': {description: moods}
        """);
    says(
        build().succeeded(),
        "+ operation GET /v9/moods: listMoods",
        "wire compatible, source compatible");
    assertTrue(generated("minimax/VideoGenerationApi.java").contains("listMoods("));
  }

  @Test
  void aRawExportReportsWhatToAddAndThenWorks() throws Exception {
    Path raw = COPY.resolve("specs/raw-export/openapi.yaml");
    Files.createDirectories(raw.getParent());
    Files.copy(Projects.ROOT.resolve("codegen/src/test/resources/specs/anyapi-raw.yaml"), raw);
    MavenRun refused = build().failed();
    says(refused, "nothing generates what lies in", "paste into", "create ");

    Matcher execution =
        Pattern.compile("<execution>\\s*<id>raw-export</id>.*?</execution>", Pattern.DOTALL)
            .matcher(refused.text());
    assertTrue(execution.find());
    edit(
        "generated-client/pom.xml",
        "<execution>\n            <id>new-api",
        execution.group() + "\n<execution>\n            <id>new-api");
    Matcher config =
        Pattern.compile("apiPackage: .*\\s+modelPackage: .*\\s+factoryName: .*")
            .matcher(refused.text());
    assertTrue(config.find());
    Files.writeString(
        COPY.resolve("generated-client/config/raw-export.yaml"),
        config.group().replaceAll("(?m)^\\s+", ""));

    says(build().succeeded(), "raw-export: new here", "raw-export: there is no gateway.yaml");
    assertTrue(
        Files.exists(
            COPY.resolve("generated-client/target/classes/io/videotask/generated/rawexport")));
  }

  @Test
  void brokenYamlIsReportedWithItsLine() throws Exception {
    edit(MINIMAX, "\npaths:\n", "\npaths:\n  : [\n");
    MavenRun run = build().failed();
    says(run, MINIMAX + ", line ", "is no YAML", "Correct this line");
    assertFalse(run.text().contains("\tat "), run::text);
    assertFalse(run.text().contains("    at io."), run::text);
  }

  @Test
  void twoSchemasOfOneNameAreReportedWithTheRemedy() throws Exception {
    edit(
        MINIMAX,
        CONTENT_ITEM,
        "    Content_Item: {type: object, properties: {a: {type: string}}}\n" + CONTENT_ITEM);
    says(
        build().failed(),
        "minimax/openapi.yaml cannot be generated",
        "'ContentItem'",
        "'Content_Item'",
        "modelNameMappings");
  }

  @Test
  void aChangedTemplateRegenerates() throws Exception {
    edit(
        "codegen/src/main/resources/java-retrofit-moshi/factory.mustache",
        "/**",
        "// by another template\n/**");
    build().succeeded();
    assertTrue(generated("minimax/MinimaxJson.java").contains("// by another template"));
  }

  @Test
  void aChangedConfigRegenerates() throws Exception {
    Files.writeString(
        COPY.resolve("generated-client/config/minimax.yaml"),
        Files.readString(COPY.resolve("generated-client/config/minimax.yaml"))
            + "nameMappings: {ContentItem.role: part}\n");
    MavenRun run = build().succeeded(); // core only creates it
    says(run, "BREAKS THE SOURCE: ContentItem.role()", "wire compatible, source broken");
    assertTrue(generated("minimax/ContentItem.java").contains("String part"));
  }

  @Test
  void aMissingDocumentIsReportedWithItsUses() throws Exception {
    Files.delete(COPY.resolve(MINIMAX));
    says(
        build().failed(),
        MINIMAX + ": is not there",
        "remove its <execution>, config/minimax.yaml and contract/minimax.txt there, and the"
            + " adapter");
  }

  @Test
  void specsMayBeInAnotherFolder() throws Exception {
    Path elsewhere = Projects.fresh("specs-elsewhere");
    Projects.copyTree(COPY.resolve("specs"), elsewhere, file -> true);
    Path spec = elsewhere.resolve("minimax/openapi.yaml");
    Files.writeString(
        spec,
        Files.readString(spec)
            .replace("        task_id:", "        there: {type: string}\n        task_id:"));
    says(
        build("-Dvideotask.specs=" + elsewhere).succeeded(),
        "+ field TaskObject there: string",
        "-Dsurface.update=true -Dvideotask.specs='" + elsewhere + "', and commit");
  }

  @Test
  void aRelativePathOfSpecsIsRefused() throws Exception {
    MavenRun run = build("-Dvideotask.specs=../mine/specs").failed();
    says(run, "videotask.specs is ../mine/specs", "Give the whole path");
    assertFalse(run.text().contains("is not there"), run::text);
  }

  @Test
  void withoutChangesNothingIsCompiled() throws Exception {
    build().succeeded();
    MavenRun again = build().succeeded();
    assertEquals(-1, again.text().indexOf("Compiling"), again::text);
  }

  private static String generated(String file) throws Exception {
    String spec = file.substring(0, file.indexOf('/'));
    return Files.readString(
        COPY.resolve("generated-client/target/generated-sources/openapi")
            .resolve(spec)
            .resolve("io/videotask/generated")
            .resolve(file));
  }
}
