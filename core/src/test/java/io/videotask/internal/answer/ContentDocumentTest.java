package io.videotask.internal.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.task.VideoTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JSON document that a gateway sent instead of a video. */
class ContentDocumentTest {
  private static final String URL = "https://cdn.example.com/v.mp4?s=1";

  private static ContentDocument document(String json) {
    return ContentDocument.of(null, json, Answers.BASE);
  }

  private static ContentDocument found(String url) {
    return new ContentDocument(url, false);
  }

  private static ContentDocument nothing() {
    return new ContentDocument(null, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"video_url", "url", "download_url", "result_url", "signed_url", "output_url"})
  void urlIsFoundInUsualFields(String field) {
    assertEquals(found(URL), document("{\"" + field + "\":\"" + URL + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "video", "result", "output", "content", "file"})
  void urlIsFoundBelowUsualFields(String level) {
    assertEquals(found(URL), document("{\"" + level + "\":{\"url\":\"" + URL + "\"}}"));
  }

  @Test
  void likelierFieldAndOuterLevelCount() {
    assertEquals(
        found(URL),
        document(
            "{\"data\":{\"video_url\":\"https://a.example/2\"},\"url\":\"https://a.example/1\","
                + "\"video_url\":\""
                + URL
                + "\"}"));
  }

  @Test
  void emptyFieldDoesNotHideOthers() {
    assertEquals(
        found(URL),
        document(
            "{\"video_url\":\"\",\"url\":null,\"data\":{},\"file\":{\"url\":\"" + URL + "\"}}"));
  }

  @Test
  void fourLevelsAreSearched() {
    String four = "{\"data\":".repeat(4) + "{\"url\":\"" + URL + "\"}" + "}".repeat(4);

    assertEquals(found(URL), document(four));
    assertEquals(nothing(), document("{\"data\":" + four + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"url\":7}",
        "{\"url\":{\"href\":\"https://a.example/v\"}}",
        "{\"url\":\"no URL\"}",
        "{\"data\":\"https://a.example/v\"}",
        "{\"data\":[{\"url\":\"https://a.example/v\"}]}",
        "{\"other\":{\"url\":\"https://a.example/v\"}}",
        "{\"url\":\"https://gw.example.com/v1/videos/task_1/content\"}",
        "[]",
        "{\"url\":",
        "no JSON"
      })
  void documentWithoutUsableUrlHasNone(String json) {
    assertEquals(nothing(), document(json));
  }

  @Test
  void finishedTaskHasItsUrl() {
    String body = Answers.row("\"status\":\"SUCCESS\",\"result_url\":\"" + URL + "\"");

    assertEquals(found(URL), ContentDocument.of(Answers.task(body), "{}", Answers.BASE));
  }

  @Test
  void finishedTaskWithoutUrlLeavesFieldsOfDocument() {
    VideoTask task = Answers.task(Answers.row("\"status\":\"SUCCESS\""));

    assertEquals(found(URL), ContentDocument.of(task, "{\"url\":\"" + URL + "\"}", Answers.BASE));
  }

  @ParameterizedTest
  @CsvSource({
    "QUEUED, true",
    "NOT_START, true",
    "IN_PROGRESS, true",
    "FAILURE, false",
    "odd, false"
  })
  void onlyRunningTaskIsPending(String status, boolean pending) {
    VideoTask task = Answers.task(Answers.row("\"status\":\"" + status + "\""));

    ContentDocument document = ContentDocument.of(task, "{\"url\":\"" + URL + "\"}", Answers.BASE);

    assertEquals(new ContentDocument(pending ? null : URL, pending), document);
  }
}
