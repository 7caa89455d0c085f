package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.AnswerFields;
import io.videotask.generated.gateway.DetailKind;
import io.videotask.generated.gateway.TimeKind;
import io.videotask.generated.newapi.NewApiAdapter;
import io.videotask.generated.runtime.RawJson;
import io.videotask.internal.dialect.AnswerNode.Detail;
import io.videotask.internal.dialect.AnswerNode.Found;
import io.videotask.internal.dialect.AnswerNode.Reason;
import io.videotask.internal.text.JsonText;
import io.videotask.internal.text.Scalar;
import io.videotask.internal.text.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The fields that a generated adapter reports, as a level. */
class AnswerNodeBuilderTest {
  private static final AnswerDecoder JSON = Dialect.NEW_API.adapter();
  private static final AnswerNode VENDORS = builder().build();

  private static AnswerNodeBuilder builder() {
    return new AnswerNodeBuilder(JSON, Position.top(Drift.IGNORED));
  }

  /** Reports values by the names of their fields. */
  private static AnswerNode level(Object... namesAndValues) {
    AnswerNodeBuilder fields = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = (String) namesAndValues[i];
      Object value = namesAndValues[i + 1];
      switch (name) {
        case "task_id" -> fields.id(name, value);
        case "id" -> fields.idOrRow(name, value);
        case "model" -> fields.model(name, value);
        case "status", "state" -> fields.status(name, value);
        case "progress" -> fields.progress(name, value);
        case "error" -> fields.error(name, null, value);
        case "detail" -> fields.message(name, value);
        case "err_code" -> fields.codeAndMessage(name, value);
        case "fail_reason" -> fields.resultOrReason(name, value);
        case "submit_time", "created_at" -> fields.time(TimeKind.SUBMITTED, name, value);
        case "start_time" -> fields.time(TimeKind.STARTED, name, value);
        case "finish_time" -> fields.time(TimeKind.FINISHED, name, value);
        case "expires_at" -> fields.time(TimeKind.EXPIRES, name, value);
        case "url", "metadata.url" -> fields.video(name, value);
        case "fps" -> fields.detail(DetailKind.FPS, name, value);
        case "seed" -> fields.detail(DetailKind.SEED, name, value);
        default -> throw new IllegalArgumentException(name);
      }
    }
    return fields.build();
  }

  @Test
  void emptyRecordIsEmptyLevel() {
    AnswerNode level = level();

    assertEquals(new AnswerNode.Ids(null, null, false), level.ids());
    assertNull(level.status());
    assertNull(level.baseResp());
    assertEquals(List.of(), level.reasons());
    assertEquals(new AnswerNode.Times(List.of(), List.of(), List.of(), List.of()), level.times());
    assertEquals(List.of(), level.urlFields());
    assertEquals(new AnswerNode.Inner(null, null, null, List.of()), level.inner());
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
  void reasonsAreInOrderOfReport() {
    AnswerNodeBuilder fields = builder();
    fields.error("error", null, "broke");
    fields.message("detail", "lost");
    fields.codeAndMessage("err_code", "CreditInsufficient");
    fields.result("base_resp.status_code", 1026L, "refused");
    fields.code("code", "get_task_failed", AnswerFields.first(" ", "no such luck"));
    AnswerNode level = fields.build();

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
  void resultWithoutCodeIsIgnored() {
    AnswerNodeBuilder fields = builder();
    fields.result("base_resp.status_code", null, "who knows");

    assertNull(fields.build().baseResp());
    assertEquals(List.of(new Reason("base_resp", null, "who knows")), fields.reasons());
  }

  @Test
  void errorMayBeATextInFreeFormJson() {
    AnswerNodeBuilder fields = builder();
    fields.error("error.code", null, new RawJson("\"broke\""));

    assertEquals(
        List.of(new Reason(Reason.FieldKind.ERROR, "error", null, "broke")), fields.reasons());
  }

  @Test
  void firstPresentFieldIsUsed() {
    assertEquals(new Reason("failure_reason", null, "new"), failReason(" ", "new"));
    assertEquals(new Reason("fail_reason", null, "old"), failReason("old", "new"));
    assertNull(builder().build().failReason());
  }

  private static @Nullable Reason failReason(String first, String second) {
    AnswerNodeBuilder fields = builder();
    fields.resultOrReason("fail_reason", first);
    fields.resultOrReason("failure_reason", second);
    return fields.build().failReason();
  }

  @Test
  void timeWithoutOffsetIsInTheGatewaysZone() {
    AnswerDecoder inChina =
        new AnswerDecoder(
            new NewApiAdapter() {
              @Override
              public ZoneOffset timeZone() {
                return ZoneOffset.ofHours(8);
              }
            }) {};
    AnswerNodeBuilder fields = new AnswerNodeBuilder(inChina, Position.top(Drift.IGNORED));
    fields.time(TimeKind.SUBMITTED, "submit_time", "2026-01-02 09:45:16.123");
    fields.time(TimeKind.STARTED, "start_time", "2026-01-02T09:45:16Z");
    AnswerNode.Times times = fields.build().times();

    assertEquals(Instant.parse("2026-01-02T01:45:16.123Z"), Timestamps.first(times.submitted()));
    assertEquals(Instant.parse("2026-01-02T09:45:16Z"), Timestamps.first(times.started()));
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
  void urlsAndDetailsKeepTheirOrder() {
    AnswerNodeBuilder fields = builder();
    fields.video("url", "https://a.example/1");
    fields.videosOfList("list", new RawJson("\"https://a.example/is-no-list\""));
    fields.video("download_url", "https://a.example/2", "https://a.example/3");
    AnswerFields.Videos list = fields.videos("videos");
    list.add("https://a.example/4", 5L);
    fields.detail(DetailKind.FPS, "fps", 24L);
    fields.detail(DetailKind.SEED, "metadata.seed", 7L);
    AnswerNode level = fields.build();

    assertEquals(
        List.of(
            new AnswerNode.UrlField("url", List.of(new Found("https://a.example/1", null, null))),
            new AnswerNode.UrlField(
                "download_url",
                List.of(new Found("https://a.example/2", "https://a.example/3", null))),
            new AnswerNode.UrlField(
                "videos", List.of(new Found("https://a.example/4", null, new Scalar("5", true))))),
        level.urlFields());
    assertEquals(
        List.of(
            new Detail(DetailKind.FPS, new Scalar("24", true)),
            new Detail(DetailKind.SEED, new Scalar("7", true))),
        level.details());
  }

  @Test
  void nestedLevelThatWasReadBeforeIsUsed() {
    assertSame(VENDORS, builder().withNested(VENDORS).build().inner().data());
  }

  @Test
  void firstWrapperWithALevelIsUsed() {
    AnswerNodeBuilder fields = builder();
    fields.wrapper("output", new RawJson("[]"));
    fields.wrapper("task").status("status", "inner");
    fields.wrapper("result").status("status", "other");
    AnswerNode.Inner inner = fields.build().inner();

    assertEquals("task", inner.wrapper());
    assertEquals("inner", inner.wrapped() == null ? null : inner.wrapped().status());
  }

  @Test
  void videoObjectHasFirstUrlAndDuration() {
    assertEquals(
        List.of(new Found("https://a.example/v", null, new Scalar("5", true))),
        JSON.videoFields()
            .videosInJson("{\"url\":\" \",\"video_url\":\"https://a.example/v\",\"duration\":5}"));
    assertEquals(
        List.of(new Found("https://a.example/1", null, null)),
        JSON.videoFields()
            .videosInJson("{\"url\":\"https://a.example/1\",\"video_url\":\"https://b.example\"}"));
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
