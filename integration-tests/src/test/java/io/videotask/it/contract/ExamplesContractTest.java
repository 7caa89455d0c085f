package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.it.Example;
import io.videotask.it.Json;
import io.videotask.it.SelectedGateway;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.SchemaDrift;
import io.videotask.testkit.contract.SpecCheck;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks every body in {@code specs} against its spec twice: with our own drift report and with a
 * third-party validator. They must agree, and {@code drift.json} must list the bodies that drift.
 */
class ExamplesContractTest {
  /**
   * {@code null} beside {@code allOf}: in OpenAPI 3.0, {@code nullable} strictly has an effect only
   * beside a type, which authors of specs do not intend.
   */
  private static final Set<String> BY_THE_LETTER =
      Set.of(
          "new-api/recorded-0.9.0.9-jimeng-queued-fail-3",
          "new-api/recorded-2026-08-21-jimeng-queued-fail-3");

  static Stream<Example> bodies() throws IOException {
    return Example.all().filter(example -> example.body().toString().endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aValidatorAgreesWithTheDriftReport(Example example) {
    String query = Dialect.named(example.gateway()).orElseThrow().paths().get("query");
    String body = new String(example.bytes(), StandardCharsets.UTF_8);
    List<SchemaDrift> drifts =
        report(example).drifts().stream()
            // An unknown status is not a violation of the spec.
            .filter(drift -> drift.kind() != SchemaDrift.Kind.UNKNOWN_WORD)
            .toList();

    List<String> wrong = SpecValidator.of(example.gateway()).wrong(query, example.status(), body);

    if (!BY_THE_LETTER.contains(name(example))) {
      assertEquals(drifts.isEmpty(), wrong.isEmpty(), () -> drifts + "\n" + wrong);
    }
  }

  /** For OpenAPI 3.1 the validator silently accepts wrong types. */
  @Test
  void theValidatorSupportsTheVersionOfEverySpec() throws IOException {
    int specs = 0;
    for (Dialect dialect : SelectedGateway.dialects()) {
      Path spec = Example.SPECS.resolve(dialect.name()).resolve("openapi.yaml");
      String version = Files.readAllLines(spec).get(0);
      assertTrue(version.startsWith("openapi: 3.0."), () -> spec + " is " + version);
      specs++;
    }
    assertTrue(specs > 3 || !SelectedGateway.isAll());
  }

  @Test
  void exactlyTheListedExamplesDrift() throws IOException {
    Set<String> listed = listed();
    List<String> wrong = new ArrayList<>();
    for (Example example : bodies().toList()) {
      DriftReport report = report(example);
      if (!listed.remove(name(example)) && !report.isClean()) {
        wrong.add(
            example
                + " differs from specs/"
                + example.gateway()
                + "/openapi.yaml. Correct the body or the spec; where the gateway really sends what"
                + " the spec should not have, add \""
                + name(example)
                + "\" to specs/drift.json. "
                + report.text().strip());
      } else if (report.isClean() && listed().contains(name(example))) {
        wrong.add(
            "\"" + name(example) + "\" conforms to its spec: remove it from specs/drift.json");
      }
    }
    listed.stream()
        .filter(name -> SelectedGateway.includes(name.substring(0, name.indexOf('/'))))
        .forEach(name -> wrong.add("\"" + name + "\" is no example: remove it from drift.json"));
    assertTrue(wrong.isEmpty(), () -> "\n" + String.join("\n", wrong));
  }

  static List<Path> creates() throws IOException {
    try (Stream<Path> files = Files.walk(Example.SPECS)) {
      return files
          .filter(file -> file.toString().endsWith(".outcome.json"))
          .filter(file -> Files.exists(body(file)))
          .filter(file -> SelectedGateway.includes(gateway(file)))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("creates")
  void anAnswerToASubmitConformsToItsSpec(Path outcome) throws IOException {
    Dialect dialect = Dialect.named(gateway(outcome)).orElseThrow();
    boolean v2 = outcome.getFileName().toString().startsWith("v2-");
    String operation = v2 && dialect.paths().containsKey("submitV2") ? "submitV2" : "submit";
    Map<?, ?> http = (Map<?, ?>) Json.object(Files.readString(outcome)).get("http");
    int status = ((BigDecimal) http.get("status")).intValueExact();
    DriftReport report =
        SpecCheck.of(dialect).answer(operation, status, Files.readAllBytes(body(outcome)));
    assertTrue(
        report.isClean(),
        () ->
            Example.shown(body(outcome))
                + " differs from the answer to the submit in specs/"
                + dialect.name()
                + "/openapi.yaml: correct one of them. "
                + report.text());
  }

  private static String gateway(Path example) {
    return Example.SPECS.relativize(example).getName(0).toString();
  }

  private static Path body(Path outcome) {
    String name = outcome.getFileName().toString().replace(".outcome.json", ".json");
    return outcome.resolveSibling(name);
  }

  private static DriftReport report(Example example) {
    return SpecCheck.of(Dialect.named(example.gateway()).orElseThrow())
        .answer("query", example.status(), example.bytes());
  }

  private static String name(Example example) {
    return example.gateway() + "/" + example.name();
  }

  private static Set<String> listed() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher name =
        Pattern.compile("\"([^\"]+)\"")
            .matcher(Files.readString(Example.SPECS.resolve("drift.json")));
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }
}
