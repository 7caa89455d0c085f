package io.videotask.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {
  private static final String SPEC_3_1 =
      """
      openapi: 3.1.0
      info: {title: t, version: '1'}
      paths:
        /v1/video/generations/{task_id}:
          get:
            responses:
              200:
                description: the task
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Task'}
              4XX: {description: an error}
      components:
        schemas:
          Task:
            type: object
            required: [id]
            properties:
              id: {type: [string, 'null']}
              kind: {enum: [video]}
              tags: {type: array, items: {type: string}}
              size:
                allOf:
                  - {type: object, properties: {width: {type: integer}}}
                  - {type: object, properties: {height: {type: integer}}}
              free: {type: object}
              cover: {oneOf: [{type: string}, {type: object, properties: {url: {type: string}}}]}
      """;

  @TempDir
  private @SuppressWarnings("NullAway.Init") Path folder;

  @Test
  void conformingResponseHasNoDrift() throws IOException {
    assertEquals(
        List.of(),
        of31(
            "{'id':null,'kind':'video','tags':['a'],'size':{'width':1,'height':2},"
                + "'free':{'any':1},'cover':{'url':'u'}}"));
  }

  @Test
  void eachKindOfDriftHasItsPath() throws IOException {
    assertEquals(
        List.of(
            "MISSING $.id",
            "UNKNOWN_WORD $.kind",
            "WRONG_TYPE $.tags[1]",
            "WRONG_TYPE $.size.width",
            "UNKNOWN_FIELD $.size.depth",
            "UNKNOWN_FIELD $.cover.alt",
            "UNKNOWN_FIELD $.extra"),
        of31(
            "{'kind':'film','tags':['a',1],'size':{'width':1.5,'depth':3},"
                + "'cover':{'url':'u','alt':1},'extra':{}}"));
    assertEquals(List.of("WRONG_TYPE $.cover"), of31("{'id':'1','cover':[]}"));
    assertEquals(List.of("WRONG_TYPE $"), of31("[]"));
  }

  @Test
  void matchesStatusExactlyThenByItsRange() throws IOException {
    SpecCheck contract = contract31();
    assertTrue(contract.answer("query", 404, bytes("{}")).isClean());
    DriftReport report = contract.answer("query", 503, bytes("{}"));
    assertEquals(SchemaDrift.Kind.UNDOCUMENTED_STATUS, report.drifts().get(0).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "<html>", "{", "{} {}", "{\"a\":NaN}"})
  void reportsBodiesThatAreNotJson(String body) {
    DriftReport report = SpecCheck.of(Dialect.NEW_API).answer("query", 200, bytes(body));
    assertEquals(SchemaDrift.Kind.NO_JSON, report.drifts().get(0).kind());
  }

  @Test
  void reportsUnknownStatusAtAnyDepth() {
    String body =
        "{\"code\":\"success\",\"data\":{\"status\":\"IN_PROGRESS\",\"data\":{\"task_status\":\"dreamt\"}}}";
    DriftReport report = SpecCheck.of(Dialect.NEW_API).answer("query", 200, bytes(body));
    assertEquals(1, report.drifts().size(), report.text());
    assertEquals(SchemaDrift.Kind.UNKNOWN_WORD, report.drifts().get(0).kind());
    assertEquals("$.data.data.task_status", report.drifts().get(0).path());
    assertTrue(report.text().contains("\"dreamt\""), report.text());
  }

  @Test
  void reportContainsNoValuesOfTheResponse() {
    String body = "{\"status\":7,\"secret\":\"s3cret\",\"url\":{\"a\":\"https://x/?sig=s3cret\"}}";
    DriftReport report = SpecCheck.of(Dialect.NEW_API).answerOfAnyStatus(bytes(body));
    assertEquals(3, report.drifts().size(), report.text());
    assertFalse(report.text().contains("s3cret"));
  }

  @Test
  void junitReportHasATestCasePerKindAndIsValidXml() {
    DriftReport report =
        new DriftReport(
            "a <b> & \u0001\"c\"",
            List.of(
                new SchemaDrift(SchemaDrift.Kind.UNKNOWN_FIELD, "$.<x>", "is \u0000 & \ud800")));
    String xml = report.junitXml();
    assertTrue(xml.contains("tests=\"6\" failures=\"1\""), xml);
    assertTrue(xml.contains("a &lt;b&gt; &amp; ?&quot;c&quot;"), xml);
    assertTrue(xml.contains("$.&lt;x&gt;: is ? &amp; ?"), xml);
  }

  @Test
  void rejectsFilesThatAreNotASpecWithTheirName() throws IOException {
    Path file = Files.writeString(folder.resolve("other.yaml"), "a: [");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> SpecCheck.of(Dialect.NEW_API, file));
    assertTrue(String.valueOf(e.getMessage()).contains("other.yaml"));
    Files.writeString(file, "openapi: 3.0.3");
    assertThrows(IllegalArgumentException.class, () -> SpecCheck.of(Dialect.NEW_API, file));
  }

  private List<String> of31(String json) throws IOException {
    return contract31().answer("query", 200, bytes(json.replace('\'', '"'))).drifts().stream()
        .map(drift -> drift.kind() + " " + drift.path())
        .toList();
  }

  private SpecCheck contract31() throws IOException {
    return SpecCheck.of(
        Dialect.NEW_API, Files.writeString(folder.resolve("openapi.yaml"), SPEC_3_1));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
