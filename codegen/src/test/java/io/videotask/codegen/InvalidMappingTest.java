package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a mapping fails the build with the file, the line and the remedy. */
final class InvalidMappingTest {
  /** The columns: a text of the mapping, its replacement, the line, and parts of the message. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "results.videos[].url | results.video[].url | 14 | Results has no `video` | videos",
        "results.videos[].url | results.videos[].uri | 14 | Video has no `uri` | url",
        "results.videos[].url | results.videos.url | 14 | is no object | videos[]",
        "status: status | requestId: request_id~  status: status | 12 | Status has no `request_id` | reason",
        "status: status | headers: {id: X-Id}~  status: status | 12 | `id` is no key of headersOfAnswer | requestId",
        "status: status | state: status | 12 | `state` is no key of answer | status",
        "status: status | status: [status, state] | 12 | Status has no `state` | status",
        "[InProgress] | [InProgress, Failed] | 2 | `Failed` is given twice | remove one",
        "FAILED: [Failed] | FAILED: [failed] | 2 | \"Failed\", which has no state | QUEUED",
        "FAILED: [Failed] | BROKEN: [Failed] | 2 | `BROKEN` is no key of statuses | FAILED",
        "getVideoStatus | getVideo | 5 | no operation `getVideo` | getVideoStatus",
        "image_size: $size | size: $size | 10 | SubmitRequest has no `size` | image_size",
        "seed: $seed | seed: $sede | 10 | a request has no $sede | $seed",
        "seed: $seed | seed: $prompt | 10 | $prompt is String | Long",
        "seed: $seed | seed: [1] | 10 | is no list of objects | describe it",
        "seed: $seed | tags: [$seed] | 10 | `$seed` is no text | without a list",
        "seed: $seed | tags: {value: [a], when: at p} | 10 | `at p` is no condition | at PATH",
        "seed: $seed | seed: many | 10 | `many` is not | Long",
        "[30001] | [50602] | 3 | `50602` is given twice | remove one",
        "permission: | forbidden: | 3 | `forbidden` is no key of codes | permission",
        "requires: [prompt] | requires: [text] | 9 | a request has no `text` | prompt",
        "body: {requestId: $id} | with: {} | 5 | needs a body | StatusRequest",
        "    id: requestId | # | 7 | answers with another object | `id:`",
        "{requestId: $id} | {requestId: {value: $id, when: tall}} | 5 | `tall` is no condition | image",
        "{requestId: $id} | {requestId: {value: $id, when: model is X}} | 5 | no `X` | models",
        "results.seed | results | 15 | is a list or an object | one value",
        "statuses: { | about: twice~statuses: { | 2 | `about` is there twice | remove",
        "answer: | answers: | 11 | `answers` is no key of gateway | answer",
        "answer: | answer: [ | 13 | is no YAML | correct",
        "  query: | # | 6 | `query` is missing | call",
        "statuses: { | lostSubmit: {prompt: status}~statuses: { | 2 | neither `find` nor `list` | remove `lostSubmit`",
        "statuses: { | lostSubmit: {clientId: status}~statuses: { | 2 | no submit sends $clientId | body",
        "statuses: { | lostSubmit: {prompt: text}~statuses: { | 2 | has no `text` | status",
        "statuses: { | lostSubmit: {lag: 5m}~statuses: { | 2 | `5m` is no time | 300s",
        "statuses: { | lostSubmit: {id: status}~statuses: { | 2 | `id` is no key of lostSubmit | clientId",
        "  query: | find: {call: getVideoStatus, body: {requestId: $id}}~  query: | 5 | not used without `lostSubmit` | clientId",
        "statuses: { | auth: basic~statuses: { | 2 | `basic` is no auth | bearer",
        "statuses: { | auth: {}~statuses: { | 2 | `auth` says nothing | header",
        "statuses: { | auth: {query: key}~statuses: { | 2 | `query` is no key of auth | header",
        "statuses: { | auth: {header: x key}~statuses: { | 2 | `x key` is no header | letters",
        "statuses: { | auth: {bearerAt: /p/}~statuses: { | 2 | another `header` | add `header`",
        "statuses: { | auth: {header: Host}~statuses: { | 2 | has another use | header of the key",
        "statuses: { | auth: {header: authorization}~statuses: { | 2 | needs a `prefix` | word",
        "statuses: { | auth: {prefix: 'Key: '}~statuses: { | 2 | `Key: ` is no prefix | one word",
        "statuses: { | auth: {signed: RS256}~statuses: { | 2 | can't be signed with `RS256` | HS256",
        "statuses: { | auth: {lifetime: 30m}~statuses: { | 2 | signed tokens only | `signed: HS256`",
        "statuses: { | auth: {signed: HS256, lifetime: 1h}~statuses: { | 2 | no lifetime | 30m",
        "statuses: { | profiles: {x: {about: X, form: often}}~statuses: { | 2 | `often` is no use of forms | always",
        "statuses: { | profiles: {x: {form: never}}~statuses: { | 2 | `about` is missing | which server",
        "statuses: { | profiles: {Big: {about: X}}~statuses: { | 2 | `Big` is no name of a profile | a-z",
        "statuses: { | profiles: {x: {about: X, lacks: [list]}}~statuses: { | 2 | `list` is no operation that a server may lack | `operations` has it",
        "statuses: { | profiles: {x: {about: X, body: {colour: null}}}~statuses: { | 2 | `colour` is not there | remove this null",
        "statuses: { | profiles: {x: {about: X, body: {colour: $seed}}}~statuses: { | 2 | SubmitRequest has no `colour` | it has",
        "statuses: { | profiles: {x: {about: X, requires: [text]}}~statuses: { | 2 | a request has no `text` | prompt",
        "statuses: { | profiles: {x: {about: X, forms: never}}~statuses: { | 2 | `forms` is no key of profile | form",
        "statuses: { | auth: {signed: HS256, lifetime: 2m}~statuses: { | 2 | no lifetime | at least 5m",
      })
  void isReportedWithItsLine(
      String text,
      String replacement,
      int line,
      String problem,
      String remedy,
      @TempDir Path folder)
      throws IOException {
    String mapping = MappingRunner.resource("siliconflow-gateway.yaml");
    assertTrue(mapping.contains(text), text);

    var thrown =
        assertThrows(
            InvalidSpecException.class,
            () ->
                new MappingRunner(folder)
                    .run(mapping.replace(text, replacement.replace('~', '\n'))));

    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.contains("siliconflow/gateway.yaml, line " + line + ": "), message);
    assertTrue(message.contains(problem), message);
    assertTrue(message.contains(remedy), message);
    assertFalse(Files.exists(folder.resolve("out/test")), "nothing is written");
  }
}
