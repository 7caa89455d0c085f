package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generates an adapter from a mapping. */
final class MappingTest {
  private static String mapping() throws IOException {
    return MappingRunner.resource("siliconflow-gateway.yaml");
  }

  @Test
  void adapterCompilesWithoutWarnings(@TempDir Path folder) throws Exception {
    Path out = new MappingRunner(folder).run(mapping());

    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @Test
  void readsPresentFieldsOneByOne(@TempDir Path folder) throws IOException {
    MappingRunner runner = new MappingRunner(folder);
    runner.run(mapping());

    String adapter = Files.readString(runner.adapter());
    assertTrue(
        adapter.contains("if (answer.status() != null) {\n      fields.status(\"status\", "),
        adapter);
    assertTrue(adapter.contains("fields.status(\"status\", answer.status().value());"), adapter);
    assertFalse(adapter.contains("->"), "no lambdas: " + adapter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{header: x-goog-api-key} | new KeyHeader(\"x-goog-api-key\", \"\", null)",
        "{prefix: Key} | new KeyHeader(\"Authorization\", \"Key \", null)",
        "{header: X-Key, prefix: Token} | new KeyHeader(\"X-Key\", \"Token \", null)",
        "{signed: HS256} | new KeyHeader(\"Authorization\", \"Bearer \", Duration.ofMinutes(30))",
        "{signed: HS256, lifetime: 10m} | Duration.ofMinutes(10)",
        "{header: X-Key, bearerAt: /projects/} | url.contains(\"/projects/\") ? KeyHeader.BEARER",
      })
  void writesHowTheKeyIsSent(String auth, String expected, @TempDir Path folder) throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    Path out = runner.run("auth: " + auth + "\n" + mapping());

    String adapter = Files.readString(runner.adapter());
    assertTrue(adapter.contains(expected), adapter);
    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @Test
  void listsOfKindsAndOfVariantsAreToldByTheirPrefixes(@TempDir Path folder) throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    Path out =
        runner.run(
            "kind: a\nvariants: {big: {when: image, prefix: 'big:', operations: {"
                + "list: {call: listVideos, with: {next: $after}, rows: items}}}}\n"
                + mapping()
                    .replace(
                        "  submit:",
                        "  list: {call: listVideos, with: {ids: $kind}, kinds: [a, b-c], rows: items}\n"
                            + "  submit:"));

    String adapter = Files.readString(runner.adapter());
    assertTrue(adapter.contains("if (of.operation().equals(\"listBig\")) {"), adapter);
    assertTrue(adapter.contains("String kind = kind(String.valueOf(of.prefix()));"), adapter);
    for (String list :
        List.of(
            "\"a:\", false, null, \"list\"",
            "\"b-c:\", false, null, \"list\"",
            "\"big:\", false, null, \"listBig\"")) {
      assertTrue(adapter.contains(list), list + " in " + adapter);
    }
    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requestId: reason | List<String> requestIdFields() {~return List.of(\"reason\");",
        "requestId: [results.seed, reason] | return List.of(\"results.seed\", \"reason\");",
        "headers: {requestId: [X-A, X-B]} | requestIdHeaders() {~return List.of(\"X-A\", \"X-B\");",
        "headers: {retryable: X-Again} | retryableHeader() {~return \"X-Again\";",
        "headers: {retryAfter: X-Later} | retryAfterHeader() {~return \"X-Later\";",
        "cost: {header: X-Units, unit: units} | costHeader() {~return \"X-Units\";",
        "cost: {amount: results.seed, unit: usd} | fields.cost(\"results.seed\", results.seed(), \"usd\");",
        "cost: {amount: results.seed, unitIn: [reason, status]} | AnswerFields.first(answer.reason(), ",
        "cost: {amount: 'results.videos[].url', unitIn: 'results.videos[].url'} |"
            + " AnswerFields.elementWith(results.videos(), Video::url);",
      })
  void writesWhatAnAnswerSaysBesidesTheTask(String key, String expected, @TempDir Path folder)
      throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    Path out = runner.run(mapping().replace("answer:\n", "answer:\n  " + key + "\n"));

    String adapter = Files.readString(runner.adapter()).replaceAll("\\n *", "~");
    assertTrue(adapter.contains(expected), adapter);
    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[a, b] | new SubmitRequest(model, prompt, imageSize, image, null, seed, List.of(\"a\", \"b\"));",
        "$callback | tags = request.callback() == null ? null : List.of(request.callback());",
        "{value: [a], when: callback} | tags = request.callback() != null ? List.of(\"a\") : null;",
        "{value: [a], unless: x.y given as parameter} | tags = !request.hasParameter(\"x\", \"y\") ? ",
        "{value: [a], unless: at /p/} | tags = !retrofit.baseUrl().toString().contains(\"/p/\") ? ",
      })
  void writesListsOfTextsAndTheirConditions(String value, String expected, @TempDir Path folder)
      throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    Path out = runner.run(mapping().replace("seed: $seed}", "seed: $seed, tags: " + value + "}"));

    String adapter = Files.readString(runner.adapter());
    assertTrue(adapter.contains(expected), adapter);
    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", requires: [image] | if (!request.images().isEmpty()) {~return Set.of(RequestField.IMAGE);~}~"
            + "return Set.of(RequestField.PROMPT); | ",
        ", requires: [prompt, image] | return Set.of(RequestField.IMAGE, RequestField.PROMPT);~}~"
            + "return Set.of(RequestField.PROMPT); | requiredFields() {~return Set.of(RequestField.PROMPT);",
        ", requires: [] | {~return Set.of();~}~return Set.of(RequestField.PROMPT); | ",
        "'' | | requiredFields() {~return Set.of(RequestField.PROMPT);",
      })
  void variantsSubmitHasRequiredFieldsOfItsOwn(
      String requires, @Nullable String ofRequest, @Nullable String always, @TempDir Path folder)
      throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    Path out =
        runner.run(
            "variants: {v: {when: image, operations: {submit: {call: submitVideo, id: requestId,"
                + " body: {prompt: $prompt, image: $image}"
                + requires
                + "}}}}\n"
                + mapping());

    String adapter = Files.readString(runner.adapter()).replaceAll("\\n *", "~");
    assertEquals(ofRequest != null, adapter.contains("requiredFields(RequestValues"), adapter);
    assertTrue(ofRequest == null || adapter.contains(ofRequest), adapter);
    assertEquals(always != null, adapter.contains("requiredFields() {"), adapter);
    assertTrue(always == null || adapter.contains(always), adapter);
    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @Test
  void unitBesideTheAmountIsThatOfTheSameElement(@TempDir Path folder) throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    runner.run(
        mapping()
            .replace(
                "answer:\n",
                "answer:\n  cost: {amount: 'results.videos[].url', unitIn: 'results.videos[].url'}\n"));

    String adapter = Files.readString(runner.adapter());
    assertTrue(
        adapter.contains("withResultsVideosUrl.url(), withResultsVideosUrl.url());"), adapter);
  }

  @Test
  void serversDifferByProfile(@TempDir Path folder) throws Exception {
    MappingRunner runner = new MappingRunner(folder);
    Path out =
        runner.run(
            mapping()
                + "profiles:\n"
                + "  usual: {about: The usual server}\n"
                + "  other: {about: Another, form: never, requires: [prompt, size], body: {seed: null}}\n");

    String adapter = Files.readString(runner.adapter());
    assertTrue(adapter.contains("if (\"other\".equals(request.profile())) {"), adapter);
    assertFalse(adapter.contains("if (\"usual\".equals("), adapter);
    String other = adapter.substring(adapter.indexOf("new GatewayProfile(\"other\""));
    assertTrue(other.contains("GatewayProfile.Form.NEVER"), other);
    assertTrue(other.contains("Set.of(RequestField.PROMPT, RequestField.SIZE)"), other);
    assertFalse(other.substring(0, other.indexOf(");")).contains("RequestField.SEED"), other);
    assertTrue(other.contains("Map.entry(\"image_size\", \"string\")"), other);
    CompiledClient.compile(out, "test.siliconflow", "SiliconflowJson");
  }

  @Test
  void bearerIsTheDefault(@TempDir Path folder) throws IOException {
    MappingRunner runner = new MappingRunner(folder);
    runner.run("auth: bearer\n" + mapping());

    assertFalse(Files.readString(runner.adapter()).contains("keyHeader"));
  }

  @Test
  void changedMappingRewritesTheAdapterOnly(@TempDir Path folder) throws IOException {
    MappingRunner runner = new MappingRunner(folder);
    Path out = runner.run(mapping());
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    for (Path file : java(out)) {
      Files.setLastModifiedTime(file, longAgo);
    }

    runner.run(mapping().replace("[Succeed]", "[Succeed, Done]"));

    for (Path file : java(out)) {
      boolean unchanged = Files.getLastModifiedTime(file).equals(longAgo);
      assertEquals(!file.equals(runner.adapter()), unchanged, file.toString());
    }
  }

  @Test
  void specWithoutMappingIsAClientOnly(@TempDir Path folder) throws IOException {
    Path out =
        new CodegenRunner(folder)
            .run(
                "siliconflow",
                MappingRunner.resource("siliconflow.yaml"),
                CodegenRunner.config("siliconflow", "SiliconflowJson"));

    assertTrue(Files.exists(out.resolve("test/siliconflow/VideosApi.java")));
    assertFalse(Files.exists(new MappingRunner(folder).adapter()));
    String missing =
        new GatewayMapping(folder.resolve("specs/siliconflow/openapi.yaml"))
            .missing(Set.of("submitVideo"))
            .get(0);
    assertTrue(missing.contains("no gateway.yaml") && missing.contains("submitVideo"), missing);
  }

  @Test
  void serviceFileListsTheGatewaysOfAllRuns(@TempDir Path folder) throws IOException {
    Path generated = folder.resolve("generated");
    Path classes = folder.resolve("classes");
    for (String gateway : Set.of("a", "b", "removed")) {
      Files.createDirectories(generated.resolve(gateway));
      new ServiceFile(generated.resolve(gateway), classes).write("x." + gateway, Set.of());
    }
    new ServiceFile(generated.resolve("a"), classes).write("x.a", Set.of("a", "b", "client"));

    Path file = classes.resolve("META-INF/services/io.videotask.generated.gateway.GatewayAdapter");
    assertEquals("x.a\nx.b\n", Files.readString(file));
  }

  private static java.util.List<Path> java(Path out) throws IOException {
    try (var files = Files.walk(out)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
