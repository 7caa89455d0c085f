package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        "status: status | cost: {header: X-Units}~  status: status | 12 | needs its unit | unit",
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
        "  submit: | many: {call: listVideo, rows: items, most: 50}~  submit: | 6 | no operation `listVideo` | listVideos",
        "  submit: | many: {rows: items, most: 50}~  submit: | 6 | `call` is missing | operationId",
        "  submit: | many: {call: listVideos, with: {ids: $ids}, most: 50}~  submit: | 6 | `rows` is missing | list of tasks",
        "  submit: | many: {call: listVideos, rows: item, most: 50}~  submit: | 6 | item: Page has no `item` | items",
        "  submit: | many: {call: listVideos, rows: paging.items, most: 50}~  submit: | 6 | Paging has no `items` | next",
        "  submit: | many: {call: listVideos, rows: items.status, most: 50}~  submit: | 6 | it is a list: write items[] | no object",
        "  submit: | many: {call: listVideos, rows: paging, most: 50}~  submit: | 6 | Page has no list there | list of tasks",
        "  submit: | many: {call: listVideos, rows: items}~  submit: | 6 | `most` is missing | 10 to 999",
        "  submit: | many: {call: listVideos, rows: items, most: 5}~  submit: | 6 | `5` is no number of tasks | 10 to 999",
        "  submit: | many:~    call: listVideos~    rows: items~    most: 50~    every: often~  submit: | 10 | `often` is no time | 1s",
        "  submit: | many:~    call: listVideos~    rows: items~    most: 50~    ends: together~  submit: | 10 | `together` says nothing about ends | `alone`",
        "  submit: | many:~    call: listVideos~    rows: items~    row: items~    most: 50~  submit: | 9 | `row` is no key of many | rows",
        "  submit: | many:~    call: listVideos~    rows: items~    rows: items~    most: 50~  submit: | 9 | `rows` is there twice | remove",
        "  submit: | many:~    call: listVideos~    rows: items~    most: 50~    with: {id: $ids}~  submit: | 10 | has no parameter `id` | ids",
        "  submit: | many:~    call: listVideos~    rows: items~    most: 50~    with: {ids: $ids, next: $ids}~  submit: | 10 | `$ids` is there twice | keep",
        "  submit: | many:~    call: listVideos~    rows: items~    most: 50~    with: {ids: $id}~  submit: | 10 | `$id` has no value in `many` | $ids",
        "  submit: | many:~    call: listVideos~    rows: items~    most: 50~    body: {}~  submit: | 10 | has no body in the spec | remove",
        "  submit: | many: {call: getVideoStatus, rows: results.videos, most: 50}~  submit: | 6 | needs a body | StatusRequest",
        "statuses: { | variants: {v: {when: image, operations: {many: {call: listVideos, rows: items, most: 50}}}}~statuses: { | 2 | not told from others | `prefix`",
        "  submit: | list: {call: listVideos, rows: itens}~  submit: | 6 | itens: Page has no `itens` | items",
        "  submit: | list: {call: listVideos, rows: items, next: after}~  submit: | 6 | after: Page has no `after` | paging",
        "  submit: | list: {call: listVideos, rows: items, more: paging.more}~  submit: | 6 | Paging has no `more` | next",
        "  submit: | list: {call: listVideos, rows: items, with: {ids: $ids}}~  submit: | 6 | `$ids` has no value in `list` | $after",
        "  submit: | list: {call: listVideos, rows: items, with: {ids: $kind}}~  submit: | 6 | `$kind` has no value in this `list` | kinds",
        "  submit: | list: {call: listVideos, rows: items, kinds: [a]}~  submit: | 6 | no value of this `list` is `$kind` | remove `kinds`",
        "  submit: | list:~    call: listVideos~    rows: items~    with: {ids: $kind}~    kinds: [a]~    prefix: b~  submit: | 11 | the kind is the prefix | remove `prefix`",
        "statuses: { | variants: {v: {when: image, operations: {list: {call: listVideos, rows: items}}}}~statuses: { | 2 | not told from others | `prefix`",
        "{requestId: $id} | {requestId: $ids} | 5 | `$ids` has no value in `query` | $id",
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
        "statuses: { | variants: {v: {when: image, operations: {submit: {call: submitVideo, body: {seed: $seed}, requires: [text]}}}}~statuses: { | 2 | a request has no `text` | prompt",
        "statuses: { | variants: {v: {when: image, operations: {submit: {call: submitVideo, body: {seed: $seed}, files: {f: $imageFile}}}}}~statuses: { | 2 | `variants.v.operations.submit.files` has no effect | remove it",
        "statuses: { | variants: {v: {when: image, operations: {submit: {call: submitVideo, body: {seed: $seed}, id: status}}}}~statuses: { | 2 | in status for this variant only | usual `submit`",
        "statuses: { | variants: {v: {when: image, operations: {submit: {call: getVideoStatus, body: {requestId: $clientId}}}}}~statuses: { | 2 | another object, Status | answer with Submitted",
        "statuses: { | variants: {v: {when: image, operations: {query: {call: getVideoStatus, body: {requestId: $id}}}}}~statuses: { | 2 | not told from others | `prefix`",
        "statuses: { | variants: {v: {when: image, prefix: 'v:', operations: {cancel: {call: listVideos}}}}~statuses: { | 2 | `variants.v.operations.cancel` has no effect | remove it",
        "statuses: { | variants: {v: {when: image, prefix: 'v:', operations: {content: {call: listVideos}}}}~statuses: { | 2 | `variants.v.operations.content` has no effect | remove it",
        "statuses: { | variants: {v: {when: image, prefix: 'v:', ids: '.*', operations: {}}}~statuses: { | 2 | `variants.v.ids` has no effect | remove it",
        "statuses: { | variants: {v: {when: image, answers: results, operations: {}}}~statuses: { | 2 | `answers` has no effect without `prefix` | add the prefix",
        "statuses: { | kind: [text, {value: other, when: image}]~statuses: { | 2 | `kind[1]` has no effect | remove it",
        "seed: $seed | seed: {value: 5, as: text} | 10 | `operations.submit.body.seed.as` has no effect | remove it",
        "{requestId: $id} | {requestId: $id}, files: {} | 5 | `files` is no key of query | call",
        "[{message: reason}] | [{message: reason, text: reason}] | 13 | `answer.reasons[0].text` has no effect | remove it",
        "[{message: reason}] | [{codeAndMessage: reason, pattern: x}] | 13 | `answer.reasons[0].pattern` has no effect | remove it",
        "status: status | status: status~  retryAfter: seconds | 13 | Status has no `seconds` | status",
        "  submit: | list: {call: listVideos, rows: items, with: {next: {value: $after, when: image}}}~  submit: | 6 | `operations.list.with.next.when` has no effect | remove it",
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
    if (replacement.contains("many:") || replacement.contains("list:")) {
      assertEquals(message.indexOf(", line "), message.lastIndexOf(", line "), "once: " + message);
    }
    assertFalse(Files.exists(folder.resolve("out/test")), "nothing is written");
  }
}
