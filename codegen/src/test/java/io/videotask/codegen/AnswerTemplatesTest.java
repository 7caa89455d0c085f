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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of a gateway for tests come from its mapping, and from files in its folder. */
final class AnswerTemplatesTest {
  private static final String MORE =
      """
      variants:
        fast:
          when: prompt
          prefix: 'fast:'
          answers: results
          operations:
            query: {call: getVideoStatus, body: {requestId: $id}}
      """;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private String answers(String mapping) throws IOException {
    new MappingRunner(folder).run(mapping);
    return Files.readString(folder.resolve("out/test/siliconflow/SiliconflowAnswers.java"))
        .replace("\\\"", "'");
  }

  private static String mapping() throws IOException {
    return MappingRunner.resource("siliconflow-gateway.yaml");
  }

  private void file(String name, String text) throws IOException {
    Path file = folder.resolve("specs/siliconflow").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "queued | 200 | {'status':'${status:InQueue}'}",
        "completed | 200 | {'status':'${status:Succeed}','results':{'videos':[{'url':'${video}'}]}}",
        "failed | 200 | {'status':'${status:Failed}','reason':'${message}'}",
        "submitted | 200 | {'requestId':'${id}'}",
        "error | 400 | {'message':'${message}'}",
        "not-found | 404 | {'message':'the task does not exist'}",
      })
  void answersFollowFromTheMapping(String name, int status, String body) throws IOException {
    assertContains(name, status, body, answers(mapping()));
  }

  @Test
  void aStateWithoutAStatusHasNoAnswer() throws IOException {
    assertFalse(answers(mapping()).contains("\"cancelled\""));
  }

  @Test
  void aMissingTaskIsSaidInTheMappingsWords() throws IOException {
    String all = answers(mapping() + "texts: {notFound: [no such task]}\n");

    assertContains("not-found", 400, "{'message':'no such task'}", all);
  }

  @Test
  void aWrongKeyIsSaidInTheMappingsWords() throws IOException {
    String all = answers(mapping() + "texts: {authentication: [who are you]}\n");

    assertContains("unauthorised", 401, "{'message':'who are you'}", all);
  }

  @Test
  void aResultOfItsOwnIsNotInTheAnswerToAQuery() throws IOException {
    String result =
        "operations:\n  result: {call: getVideoStatus, as: results, body: {requestId: $id}}";
    String all = answers(mapping().replace("operations:", result));

    assertContains("completed", 200, "{'status':'${status:Succeed}'}", all);
    assertContains("result-completed", 200, "{'videos':[{'url':'${video}'}]}", all);
  }

  @Test
  void aVariantWithAQueryOfItsOwnHasAFormat() throws IOException {
    String all = answers(mapping() + MORE);

    assertContains("queued", 200, "{'results':{'status':'${status:InQueue}'}}", all);
    assertTrue(all.contains("(\"fast\", \"Fast\", \"fast:\", "), all);
  }

  @Test
  void filesTakePrecedence() throws IOException {
    file("answers/queued.json", "{\"status\": \"${status:InQueue}\", \"position\": ${progress}}\n");
    file("answers/not-found.410.json", "{\"gone\": \"${id}\"}");

    String all = answers(mapping());

    assertContains("queued", 200, "{'status': '${status:InQueue}', 'position': ${progress}}", all);
    assertContains("not-found", 410, "{'gone': '${id}'}", all);
    assertContains("submitted", 200, "{'requestId':'${id}'}", all);
  }

  @Test
  void folderForEachFormat() throws IOException {
    file("answers/slow/failed.json", "{\"status\": \"${status:Failed}\", \"slow\": true}");
    file("answers/large/queued.json", "{\"status\": \"${status:InQueue}\", \"large\": true}");
    file("answers/submitted.json", "{\"requestId\": \"${id:req-77aa88bb}\"}");

    String all = answers(mapping().replace("statuses: {", "statuses: {CANCELLED: [cancelled], "));

    assertFalse(all.contains("\"expired\""), "no status means it");
    assertContains("cancelled", 200, "{'status': '${status:cancelled}', 'slow': true}", all);
    assertContains("queued", 200, "{'status': '${status:InQueue}', 'large': true}", all);
    assertTrue(all.contains("(\"slow\", \"\", \"\", \"req-77aa88bb\", answers, null)"), all);
  }

  @Test
  void idIsThatOfMostExamples() throws IOException {
    file("examples/a.expected.json", "{\"asked\": \"k3v9w2x7q1\"}");
    file("examples/b.expected.json", "{\"asked\": \"an-odd-one-17\"}");
    file("examples/c.expected.json", "{\"asked\": \"k3v9w2x7q1\"}");
    file("examples/d.expected.json", "{\"asked\": \"short\"}");

    assertTrue(answers(mapping()).contains("\"k3v9w2x7q1\", answers, null)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "queue.json | {} | line 1: no answer has this name | queued",
        "queued.txt | {} | line 1: no answer has this name | NAME.json",
        "queued.json | {~\"a\": ${statsu}} | line 2: there is no placeholder ${statsu} | status",
        "queued.json | {~\"a\": } | line 2: is no JSON | correct",
      })
  void mistakesInFilesAreReported(String name, String text, String problem, String remedy)
      throws IOException {
    file("answers/" + name, text.replace('~', '\n'));

    String message =
        String.valueOf(
            assertThrows(InvalidSpecException.class, () -> answers(mapping())).getMessage());

    assertTrue(message.contains("answers/" + name + ", " + problem), message);
    assertTrue(message.contains(remedy), message);
    assertFalse(Files.exists(folder.resolve("out/test")), "nothing is written");
  }

  private static void assertContains(String name, int status, String body, String all) {
    String line = "answers.put(\"" + name + "\", new AnswerTemplates.Answer(" + status + ", \"";
    String found = all.lines().filter(l -> l.contains(line + body)).findFirst().orElse("");
    assertFalse(found.isEmpty(), () -> line + body + " is not in\n" + all);
    assertEquals(line + body + "\"));", found.strip());
  }
}
