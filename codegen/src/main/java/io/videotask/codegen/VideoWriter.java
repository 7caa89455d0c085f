package io.videotask.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Writes the statements for one entry of {@code videos}. */
final class VideoWriter {
  private final SchemaPaths paths;
  private final @Nullable MappingNode video;
  private final AnswerScope scope;
  private final JavaLines body;
  private boolean needingKey;
  private boolean anyType;
  private @Nullable MappingNode where;

  /**
   * @param video describes the spec's video object; null where it has none
   */
  VideoWriter(SchemaPaths paths, @Nullable MappingNode video, AnswerScope scope, JavaLines body) {
    this.paths = paths;
    this.video = video;
    this.scope = scope;
    this.body = body;
  }

  void video(MappingNode entry) {
    MappingNode node = entry;
    if (entry.isObject()) {
      Map<String, MappingNode> keys = entry.entries("videoField");
      node = keys.getOrDefault("field", entry);
      MappingNode needsKey = keys.get("needsKey");
      needingKey = needsKey != null && needsKey.text().equals("true");
      MappingNode any = keys.get("anyType");
      anyType = any != null && any.text().equals("true");
      where = keys.get("where");
    }
    String[] parts = node.text().split("\\|", 2);
    String path = parts[0].strip();
    if (parts.length == 2) {
      withBackup(path, parts[1].strip(), node);
      return;
    }
    List<SchemaPaths.Step> steps = paths.resolve(scope.schema(), path, node);
    if (steps == null) {
      return;
    }
    int each = eachAt(steps);
    if (each >= 0) {
      list(path, steps, each, node);
    } else {
      single(path, steps, node);
    }
  }

  private void withBackup(String path, String backupPath, MappingNode node) {
    AnswerScope.Value url = scope.value(path, node);
    AnswerScope.Value backup = scope.value(backupPath, node);
    if (url == null || backup == null) {
      return;
    }
    body.add("if (" + url.present() + " || " + backup.present() + ") {")
        .add(
            "fields.video("
                + JavaText.literal(path)
                + ", "
                + url.nullable()
                + ", "
                + backup.nullable()
                + ");")
        .end();
  }

  private void single(String path, List<SchemaPaths.Step> steps, MappingNode node) {
    AnswerScope.Value value = scope.value(steps);
    String record = paths.recordOf(value.type());
    if (anyType && !value.type().name().equals("RawJson")) {
      node.error(path + " is not free-form JSON", "write `x-raw-json: true` beside it in the spec");
      return;
    }
    if (record == null) {
      String call =
          anyType
              ? "fields.videosOfAnyType("
              : needingKey ? "fields.videoNeedingKey(" : "fields.video(";
      body.add("if (" + value.present() + ") {")
          .add(call + JavaText.literal(path) + ", " + value.text() + ");")
          .end();
      return;
    }
    if (!record.equals(schemaOfVideo())) {
      node.error(
          path + " holds " + record + " objects, and `video` does not describe those",
          "name the field with the URL: "
              + path
              + (value.type().isContainer() ? "[]" : "")
              + "."
              + "FIELD");
      return;
    }
    if (value.type().isContainer()) {
      loop(value, path, record, null);
    } else {
      AnswerScope inner = new AnswerScope(paths, record);
      body.add("if (" + value.present() + ") {")
          .add(
              "fields.videos("
                  + JavaText.literal(path)
                  + ").add("
                  + renamed(urls(video, inner), value.expression())
                  + ", "
                  + renamed(duration(video, inner), value.expression())
                  + ");")
          .end();
    }
  }

  private void list(String path, List<SchemaPaths.Step> steps, int each, MappingNode node) {
    boolean last = each == steps.size() - 1;
    AnswerScope.Value value = scope.list(steps.subList(0, each + 1));
    if (last && value.type().name().equals("RawJson")) {
      String name = path.substring(0, path.length() - 2);
      body.add("if (" + value.present() + ") {")
          .add("fields.videosOfList(" + JavaText.literal(name) + ", " + value.text() + ");")
          .end();
      return;
    }
    String record = paths.recordOf(value.type());
    if (record == null || last || eachAt(steps.subList(each + 1, steps.size())) >= 0) {
      node.error(
          path + " is no list of objects with one field", "write LIST[].FIELD, or the list alone");
      return;
    }
    loop(value, path.replace("[]", ""), record, steps.subList(each + 1, steps.size()));
  }

  /**
   * @param field the steps from an element to its URL; null where {@code video} describes them
   */
  private void loop(
      AnswerScope.Value list, String name, String record, @Nullable List<SchemaPaths.Step> field) {
    String element = paths.record(record).className();
    AnswerScope inner = new AnswerScope(paths, record);
    String url = field == null ? urls(video, inner) : inner.value(field).nullable();
    String duration = field == null ? duration(video, inner) : "null";
    body.add("if (" + list.present() + ") {")
        .add(
            "AnswerFields.Videos list = fields."
                + (needingKey ? "videosNeedingKey(" : "videos(")
                + JavaText.literal(name)
                + ");")
        .add("for (" + element + " item : " + list.expression() + ") {")
        .add("if (item != null" + condition(inner) + ") {");
    inner.declarations().forEach(line -> body.add(renamed(line, "item")));
    body.add("list.add(" + renamed(url, "item") + ", " + renamed(duration, "item") + ");")
        .end()
        .end()
        .end();
  }

  /** Returns the condition that an element is a video, where its list has others too. */
  private String condition(AnswerScope element) {
    MappingNode node = where;
    if (node == null) {
      return "";
    }
    String[] parts = node.text().split("=", 2);
    if (parts.length != 2) {
      node.error("`" + node.text() + "` is no condition", "write FIELD=VALUE");
      return "";
    }
    AnswerScope.Value value = element.value(parts[0].strip(), node);
    return value == null
        ? ""
        : " && "
            + JavaText.literal(parts[1].strip())
            + ".equals("
            + renamed(value.nullable(), "item")
            + ")";
  }

  private static String renamed(String expression, String variable) {
    return expression.replaceAll("\\banswer\\b", Matcher.quoteReplacement(variable));
  }

  private String schemaOfVideo() {
    MappingNode schema = video == null ? null : video.entries("video").get("schema");
    return schema == null ? "" : schema.text();
  }

  private static int eachAt(List<SchemaPaths.Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).each()) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the expression for the URL of a video object. */
  static String urls(@Nullable MappingNode video, AnswerScope scope) {
    List<String> urls = values(video, "url", scope);
    List<String> data = values(video, "data", scope);
    List<String> types = values(video, "type", scope);
    for (String bytes : data) {
      urls.add(
          "AnswerFields.dataUrl("
              + bytes
              + ", "
              + (types.isEmpty() ? "null" : "AnswerFields.first(" + String.join(", ", types) + ")")
              + ")");
    }
    return urls.isEmpty()
        ? "null"
        : urls.size() == 1 ? urls.get(0) : "AnswerFields.first(" + String.join(", ", urls) + ")";
  }

  static String duration(@Nullable MappingNode video, AnswerScope scope) {
    List<String> durations = values(video, "duration", scope);
    return durations.isEmpty() ? "null" : durations.get(0);
  }

  private static List<String> values(@Nullable MappingNode video, String key, AnswerScope scope) {
    List<String> values = new ArrayList<>();
    Map<String, MappingNode> keys = video == null ? Map.of() : video.entries("video");
    MappingNode fields = keys.get(key);
    for (MappingNode field : fields == null ? List.<MappingNode>of() : fields.list()) {
      AnswerScope.Value value = scope.value(field.text(), field);
      if (value != null) {
        values.add(value.nullable());
      }
    }
    return values;
  }
}
