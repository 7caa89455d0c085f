package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.internal.dialect.AnswerNode.Detail;
import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A table of accessors, read as a level. */
class FieldMappingTableTest {
  private static final AnswerDecoder JSON = Dialect.NEW_API.adapter();
  private static final AnswerNode VENDORS =
      new FieldMapping<AnyRecord>().level(AnyRecord.of(), source());

  /** A record with arbitrary fields. */
  private record AnyRecord(Map<String, Object> fields) {
    static AnyRecord of(Object... namesAndValues) {
      Map<String, Object> fields = new java.util.HashMap<>();
      for (int i = 0; i < namesAndValues.length; i += 2) {
        fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
      return new AnyRecord(fields);
    }

    @Nullable Object get(String name) {
      return fields.get(name);
    }
  }

  private record Resp(@Nullable Long code, @Nullable String message) {}

  private static FieldMapping.Field<AnyRecord> field(String name) {
    return record -> record.get(name);
  }

  private static @Nullable Resp baseRespOf(AnyRecord record) {
    return (Resp) record.get("base_resp");
  }

  private static FieldSource source() {
    return FieldSource.alone(JSON);
  }

  private static FieldMapping<AnyRecord> table() {
    return new FieldMapping<AnyRecord>()
        .ids(field("task_id"), field("id"))
        .model(field("model"))
        .status(field("status"))
        .status(field("state"))
        .progress(field("progress"))
        .error(field("error"))
        .reason("detail", field("detail"))
        .codeAsReason("err_code", field("err_code"))
        .baseResp(FieldMappingTableTest::baseRespOf, Resp::code, Resp::message)
        .code(field("code"), List.of(field("message"), field("msg")))
        .failReason("fail_reason", field("fail_reason"))
        .submitted("submit_time", field("submit_time"))
        .submitted("created_at", field("created_at"))
        .started("start_time", field("start_time"))
        .finished("finish_time", field("finish_time"))
        .expires("expires_at", field("expires_at"))
        .url("url", field("url"))
        .urlList("list", field("list"))
        .url(
            "download_url",
            record -> (String) record.get("download_url"),
            record -> (String) record.get("backup_download_url"))
        .detail(Detail.Kind.FPS, "fps", field("fps"))
        .nested(
            record -> (AnyRecord) record.get("metadata"),
            new FieldMapping<AnyRecord>()
                .url("metadata.url", field("url"))
                .detail(Detail.Kind.SEED, "seed", field("seed")))
        .data(field("data"))
        .wrapper("task", field("task"));
  }

  private static AnswerNode level(Object... namesAndValues) {
    return table().level(AnyRecord.of(namesAndValues), source());
  }

  @Test
  void emptyRecordIsEmptyLevel() {
    AnswerNode level = level();

    assertEquals(new AnswerNode.Ids(null, null, false), level.ids());
    assertNull(level.status());
    assertNull(level.baseResp());
    assertEquals(List.of(), level.reasons());
    assertEquals(new AnswerNode.Times(List.of(), List.of(), List.of(), List.of()), level.times());
    assertEquals(
        List.of(new AnswerNode.UrlField("download_url", List.of(new Found(null, null, null)))),
        level.urlFields());
    assertEquals(new AnswerNode.Inner(null, null, List.of()), level.inner());
  }

  @Test
  void idsAndProgressAreRead() {
    AnswerNode level =
        level(
            "task_id",
            "a",
            "id",
            7L,
            "model",
            "m",
            "status",
            " ",
            "state",
            "busy",
            "progress",
            30L,
            "fail_reason",
            "odd");

    assertEquals(
        new AnswerNode.Ids(new Scalar("a", false), new Scalar("7", true), true), level.ids());
    assertEquals("busy", level.status());
    assertEquals(new Scalar("30", true), level.progress());
    assertEquals(new Reason("fail_reason", null, "odd"), level.failReason());
  }

  @Test
  void firstUsableStatusIsUsed() {
    assertEquals("first", level("status", "first", "state", "second").status());
  }

  @Test
  void reasonsAreInTableOrder() {
    AnswerNode level =
        level(
            "error", "broke",
            "detail", "lost",
            "err_code", "CreditInsufficient",
            "base_resp", new Resp(1026L, "refused"),
            "code", "get_task_failed",
            "message", " ",
            "msg", "no such luck");

    assertEquals(
        List.of(
            new Reason(Reason.FieldKind.ERROR, "error", null, "broke"),
            new Reason("detail", null, "lost"),
            new Reason("err_code", new Scalar("CreditInsufficient", false), "CreditInsufficient"),
            new Reason("base_resp", new Scalar("1026", true), "refused"),
            new Reason(
                Reason.FieldKind.ENVELOPE,
                "message",
                new Scalar("get_task_failed", false),
                "no such luck")),
        level.reasons());
    assertEquals(new AnswerNode.BaseResp(1026, "refused"), level.baseResp());
    assertEquals(new Scalar("get_task_failed", false), level.code());
  }

  @Test
  void baseRespWithoutCodeIsIgnored() {
    AnswerNode level = level("base_resp", new Resp(null, "who knows"));

    assertNull(level.baseResp());
    assertEquals(List.of(new Reason("base_resp", null, "who knows")), level.reasons());
  }

  @Test
  void timesAreSeparated() {
    AnswerNode.Times times =
        level(
                "submit_time",
                1L,
                "created_at",
                2L,
                "start_time",
                3L,
                "finish_time",
                4L,
                "expires_at",
                5L)
            .times();

    assertEquals(List.of(new Scalar("1", true), new Scalar("2", true)), times.submitted());
    assertEquals(List.of(new Scalar("3", true)), times.started());
    assertEquals(List.of(new Scalar("4", true)), times.finished());
    assertEquals(List.of(new Scalar("5", true)), times.expires());
  }

  @Test
  void urlsAndDetailsAreReadFromNestedRecords() {
    AnswerNode level =
        level(
            "url", "https://a.example/1",
            "list", "https://a.example/is-no-list",
            "download_url", "https://a.example/2",
            "backup_download_url", "https://a.example/3",
            "fps", 24L,
            "metadata", AnyRecord.of("url", "https://a.example/4", "seed", 7L));

    assertEquals(
        List.of(
            new AnswerNode.UrlField("url", List.of(new Found("https://a.example/1", null, null))),
            new AnswerNode.UrlField(
                "download_url",
                List.of(new Found("https://a.example/2", "https://a.example/3", null))),
            new AnswerNode.UrlField(
                "metadata.url", List.of(new Found("https://a.example/4", null, null)))),
        level.urlFields());
    assertEquals(
        List.of(
            new Detail(Detail.Kind.FPS, new Scalar("24", true)),
            new Detail(Detail.Kind.SEED, new Scalar("7", true))),
        level.details());
  }

  @Test
  void decodedDataIsLevelBelow() {
    FieldSource read = new FieldSource(JSON, Position.top(Drift.IGNORED), VENDORS);

    assertSame(VENDORS, table().level(AnyRecord.of(), read).inner().data());
  }

  @Test
  void videoRecordHasFirstUrlAndDuration() {
    FieldMapping<AnyRecord> video =
        new FieldMapping<AnyRecord>()
            .url("url", field("url"))
            .url("video_url", field("video_url"))
            .detail(Detail.Kind.DURATION, "duration", field("duration"));

    assertEquals(
        new Found("https://a.example/v", null, new Scalar("5", true)),
        video.found(
            AnyRecord.of("url", " ", "video_url", "https://a.example/v", "duration", 5L), JSON));
    assertEquals(
        new Found("https://a.example/1", null, null),
        video.found(
            AnyRecord.of("url", "https://a.example/1", "video_url", "https://b.example"), JSON));
  }

  @Test
  void dataIsObjectTextOrList() throws Exception {
    assertEquals("inner", data("{\"status\":\"inner\"}").status());
    assertEquals("inner", data("\"{\\\"status\\\":\\\"inner\\\"}\"").status());
    AnswerNode rows = read("{\"data\":[{\"status\":\"a\"},7,{\"status\":\"b\"}]}");
    assertNull(rows.inner().data());
    assertEquals(
        List.of("a", "b"),
        rows.inner().rows().stream().map(row -> String.valueOf(row.status())).toList());
    assertEquals(List.of(), read("{\"data\":{\"status\":\"a\"}}").inner().rows());
    assertNull(read("{\"data\":\"{ no JSON\"}").inner().data());
  }

  private static AnswerNode data(String json) throws Exception {
    AnswerNode data = read("{\"data\":" + json + "}").inner().data();
    assertNotNull(data);
    return data;
  }

  private static AnswerNode read(String json) throws Exception {
    return JSON.level(json, Position.top(Drift.IGNORED));
  }

  @Test
  void levelsBelowSixthAreIgnored() throws Exception {
    AnswerNode level = read("{\"data\":".repeat(20) + "{}" + "}".repeat(20));

    List<AnswerNode> below = new ArrayList<>();
    for (AnswerNode at = level; at != null; at = at.inner().data()) {
      below.add(at);
    }
    assertEquals(1 + 6, below.size());
  }

  @Test
  void listIsLimitedToHundredElements() throws Exception {
    String hundred = "{\"status\":\"a\"},".repeat(99) + "{\"status\":\"last\"}";

    List<AnswerNode> rows =
        read("{\"data\":[" + hundred + ",{\"status\":\"more\"}]}").inner().rows();

    assertEquals(100, rows.size());
    assertEquals("last", rows.get(99).status());
    assertTrue(JsonText.elements("{}").isEmpty());
    assertTrue(JsonText.elements(null).isEmpty());
    assertEquals(List.of("1"), JsonText.elements("[1,"));
  }
}
