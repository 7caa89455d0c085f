package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the methods that read answers: one statement for each field of the mapping. */
final class AnswerWriter {
  private static final String FIELDS = "io.videotask.generated.gateway.AnswerFields";
  private static final String READER = "com.squareup.moshi.JsonReader";

  private final SchemaPaths paths;
  private final Map<String, MappingNode> answer;
  private final @Nullable MappingNode video;
  private final JavaLines java;
  private final Patterns patterns;
  private final Set<String> recognised = new LinkedHashSet<>();
  private final List<String> envelope = new ArrayList<>();

  AnswerWriter(
      SchemaPaths paths, Map<String, MappingNode> answer, JavaLines java, Patterns patterns) {
    this.patterns = patterns;
    this.paths = paths;
    this.answer = answer;
    this.video = answer.get("video");
    this.java = java;
  }

  /** Returns the top-level fields by which an answer is recognised. */
  Set<String> recognised() {
    return recognised;
  }

  /** Returns the fields that count only together. */
  List<String> envelope() {
    return envelope;
  }

  /** Writes {@code readTask} and the method that it calls, also for wrappers. */
  void task(String schema) {
    wholeAnswer("readTask", schema, "read");
    AnswerScope scope = new AnswerScope(paths, schema);
    JavaLines body = new JavaLines(Set.of());
    one("id", "id", scope, body, true);
    one("idOrRow", "idOrRow", scope, body, true);
    one("model", "model", scope, body, false);
    one(answer.containsKey("kind") ? "kind" : "model", "kind", scope, body, false);
    one("updated", "updated", scope, body, false);
    one("status", "status", scope, body, true);
    ending(schema, scope, body);
    one("progress", "progress", scope, body, true);
    retryAfter(schema, scope, body);
    for (MappingNode node : FailureFactsWriter.costsOfBodies(list("cost"))) {
      cost(node, scope, body);
    }
    reasons(scope, body, false);
    resultOrReason(scope, body);
    keyed("times", MappingWords.TIMES, "time", "TimeKind", scope, body);
    for (MappingNode node : list("videos")) {
      new VideoWriter(paths, video, scope, body).video(node);
    }
    keyed("details", MappingWords.DETAILS, "detail", "DetailKind", scope, body);
    levels(schema, scope, body);
    method("read", schema, scope, body);
  }

  private void ending(String schema, AnswerScope scope, JavaLines body) {
    MappingNode done = answer.get("done");
    AnswerScope.Value value = done == null ? null : scope.value(done.text(), done);
    if (done != null && value != null) {
      recognised.add(SchemaPaths.firstName(done.text()));
      body.add("fields.done(" + JavaText.literal(done.text()) + ", " + value.nullable() + ");");
    }
    for (MappingNode node : list("finished")) {
      recognised.add(SchemaPaths.firstName(node.text()));
      List<SchemaPaths.Step> steps = paths.resolve(schema, node.text(), node);
      if (steps != null) {
        body.add("if (" + scope.value(steps).present() + ") {")
            .add("fields.finished(" + JavaText.literal(node.text()) + ");")
            .end();
      }
    }
    one("failed", "failed", scope, body, false);
    one("removed", "removed", scope, body, false);
  }

  private void cost(MappingNode node, AnswerScope scope, JavaLines body) {
    Map<String, MappingNode> keys = node.entries("cost");
    MappingNode amount = keys.get("amount");
    MappingNode unit = keys.get("unit");
    MappingNode unitIn = keys.get("unitIn");
    if (amount == null || (unit == null) == (unitIn == null)) {
      node.error(
          "a cost needs an amount, and either its unit or a field with it",
          "write `{amount: FIELD, unit: usd}` or `{amount: FIELD, unitIn: FIELD}`");
      return;
    }
    AnswerScope.Value value = scope.value(amount.text(), amount);
    if (value == null) {
      return;
    }
    String list = amount.text().replaceFirst("\\[\\]\\.[^.\\[]*$", "[].");
    AnswerScope.Element element =
        list.endsWith("[].") ? scope.elementWith(amount.text(), amount) : null;
    List<String> units = new ArrayList<>();
    for (MappingNode field : unitIn == null ? List.<MappingNode>of() : unitIn.list()) {
      // What stands beside the amount belongs to it; the first in the list may be another's.
      AnswerScope.Value sent =
          element != null && field.text().startsWith(list)
              ? scope.valueIn(element, field.text(), field)
              : scope.value(field.text(), field);
      if (sent != null) {
        units.add(sent.nullable());
      }
    }
    if (unitIn != null && units.isEmpty()) {
      return;
    }
    String present = element == null ? value.present() : element.name() + " != null";
    String sum = element == null ? value.text() : element.value();
    body.add("if (" + present + ") {")
        .add(
            "fields.cost("
                + JavaText.literal(amount.text())
                + ", "
                + sum
                + ", "
                + (unit != null
                    ? JavaText.literal(unit.text())
                    : units.size() == 1
                        ? units.get(0)
                        : "AnswerFields.first(" + String.join(", ", units) + ")")
                + ");")
        .end();
  }

  private void retryAfter(String schema, AnswerScope scope, JavaLines body) {
    for (MappingNode node : list("retryAfter")) {
      // An error's body has it, and is mostly another object than the task.
      AnswerScope.Value value =
          paths.exists(schema, node.text()) ? scope.value(node.text(), node) : null;
      if (value != null) {
        call(value, "retryAfter", body, node);
      }
    }
  }

  /** Reports the statuses that the spec lists and the mapping gives no state. */
  void checkStatuses(String schema, MappingNode statuses) {
    Set<String> known = new LinkedHashSet<>();
    statuses
        .entries("statuses")
        .values()
        .forEach(words -> words.list().forEach(word -> known.add(JavaText.literal(word.text()))));
    for (MappingNode node : list("status")) {
      List<SchemaPaths.Step> steps = paths.resolve(schema, node.text(), node);
      if (steps == null) {
        continue;
      }
      for (EnumShape.Constant value : paths.listedValues(steps.get(steps.size() - 1).type())) {
        if (!known.contains(value.literal())) {
          statuses.error(
              "the spec's " + node.text() + " may be " + value.literal() + ", which has no state",
              "add it to one of " + String.join(", ", MappingWords.STATES));
        }
      }
    }
  }

  /** Writes {@code readError}, for the reasons that an error's body has. */
  void error(String schema) {
    wholeAnswer("readError", schema, "readReasons");
    AnswerScope scope = new AnswerScope(paths, schema);
    JavaLines body = new JavaLines(Set.of());
    reasons(scope, body, true);
    retryAfter(schema, scope, body);
    method("readReasons", schema, scope, body);
  }

  /** Writes {@code readSubmitted}, for an answer to a submit that is another object. */
  void submitted(String schema, MappingNode id) {
    wholeAnswer("readSubmitted", schema, "readCreated");
    AnswerScope scope = new AnswerScope(paths, schema);
    JavaLines body = new JavaLines(Set.of());
    for (MappingNode node : id.list()) {
      recognised.add(SchemaPaths.firstName(node.text()));
      AnswerScope.Value value = scope.value(node.text(), node);
      if (value != null) {
        call(value, "id", body, node);
      }
    }
    reasons(scope, body, true);
    method("readCreated", schema, scope, body);
  }

  /** Writes {@code readVideo}. */
  void videoObject() {
    if (video == null) {
      return;
    }
    String schema = schemaOfVideo();
    if (!paths.isRecord(schema)) {
      video.error("the spec has no object `" + schema + "`", "name a schema of the spec");
      return;
    }
    String found = java.type("io.videotask.generated.gateway.FoundVideo");
    String record = paths.record(schema).className();
    AnswerScope scope = new AnswerScope(paths, schema);
    String url = VideoWriter.urls(video, scope);
    String duration = VideoWriter.duration(video, scope);
    java.override(
        "public "
            + found
            + " readVideo("
            + java.type(READER)
            + " reader) throws "
            + java.type("java.io.IOException"));
    java.add(record + " answer = " + record + "JsonAdapter.read(reader);")
        .add("if (answer == null) {")
        .add("return null;")
        .end();
    scope.declarations().forEach(java::add);
    java.add("return new " + found + "(" + url + ", " + duration + ");").end();
  }

  private String schemaOfVideo() {
    MappingNode schema = video == null ? null : video.entries("video").get("schema");
    return schema == null ? "" : schema.text();
  }

  private void wholeAnswer(String name, String schema, String reads) {
    String record = paths.record(schema).className();
    java.override(
            "public boolean "
                + name
                + "("
                + java.type(READER)
                + " reader, "
                + java.type(FIELDS)
                + " fields) throws "
                + java.type("java.io.IOException"))
        .add(record + " answer = " + record + "JsonAdapter.read(reader);")
        .add("if (answer == null) {")
        .add("return false;")
        .end()
        .add(reads + "(answer, fields);")
        .add("return true;")
        .end();
  }

  private void method(String name, String schema, AnswerScope scope, JavaLines body) {
    java.blank()
        .add(
            "private static void "
                + name
                + "("
                + paths.record(schema).className()
                + " answer, "
                + java.type(FIELDS)
                + " fields) {");
    scope.declarations().forEach(java::add);
    for (String line : body.toString().split("\n", -1)) {
      if (!line.isBlank()) {
        java.add(line.strip());
      }
    }
    for (String use : body.imports()) {
      java.type(use);
    }
    java.end();
  }

  private List<MappingNode> list(String key) {
    MappingNode node = answer.get(key);
    return node == null ? List.of() : node.list();
  }

  private void one(
      String key, String call, AnswerScope scope, JavaLines body, boolean isRecognised) {
    for (MappingNode node : list(key)) {
      if (isRecognised) {
        recognised.add(SchemaPaths.firstName(node.text()));
      }
      AnswerScope.Value value = scope.value(node.text(), node);
      if (value != null) {
        call(value, call, body, node);
      }
    }
  }

  private void call(AnswerScope.Value value, String call, JavaLines body, MappingNode node) {
    if (value.type().isContainer() || paths.recordOf(value.type()) != null) {
      node.error(node.text() + " is a list or an object", "name a field that holds one value");
      return;
    }
    body.add("if (" + value.present() + ") {")
        .add("fields." + beginning(call, node) + value.text() + ");")
        .end();
  }

  private static String beginning(String call, MappingNode node) {
    return call.contains("(") ? call : call + "(" + JavaText.literal(node.text()) + ", ";
  }

  private void keyed(
      String section,
      Map<String, String> kinds,
      String call,
      String enumName,
      AnswerScope scope,
      JavaLines body) {
    MappingNode node = answer.get(section);
    if (node == null) {
      return;
    }
    Map<String, MappingNode> entries = node.entries(section);
    entries.keySet().retainAll(kinds.keySet());
    entries.forEach(
        (kind, fields) -> {
          for (MappingNode field : fields.list()) {
            AnswerScope.Value value = scope.value(field.text(), field);
            if (value != null) {
              String type = java.type("io.videotask.generated.gateway." + enumName);
              call(
                  value,
                  call
                      + "("
                      + type
                      + "."
                      + kinds.get(kind)
                      + ", "
                      + JavaText.literal(field.text())
                      + ", ",
                  body,
                  field);
            }
          }
        });
  }

  private void resultOrReason(AnswerScope scope, JavaLines body) {
    MappingNode node = answer.get("resultOrReason");
    MappingNode fields = node;
    if (node != null && node.isObject()) {
      fields = node.entries("resultOrReason").get("field");
      if (fields == null) {
        node.error("`field` is missing", "name the field that holds a result or a reason");
      }
    }
    for (MappingNode field : fields == null ? List.<MappingNode>of() : fields.list()) {
      AnswerScope.Value value = scope.value(field.text(), field);
      if (value != null) {
        call(value, "resultOrReason(" + JavaText.literal(field.text()) + ", ", body, field);
      }
    }
  }

  private void reasons(AnswerScope scope, JavaLines body, boolean ofError) {
    for (MappingNode node : list("reasons")) {
      new ReasonWriter(paths, scope, body, ofError, patterns).reason(node, recognised, envelope);
    }
  }

  private void levels(String schema, AnswerScope scope, JavaLines body) {
    for (MappingNode node : list("nested")) {
      recognised.add(SchemaPaths.firstName(node.text()));
      AnswerScope.Value value = scope.value(node.text(), node);
      if (value != null && value.type().name().equals("RawJson")) {
        call(value, "nested(" + JavaText.literal(node.text()) + ", ", body, node);
      } else if (value != null) {
        node.error(
            node.text() + " is not free-form JSON",
            "write `x-raw-json: true` beside it in the spec, or name its fields by paths");
      }
    }
    for (MappingNode node : list("wrappers")) {
      recognised.add(SchemaPaths.firstName(node.text()));
      AnswerScope.Value value = scope.value(node.text(), node);
      if (value == null) {
        continue;
      }
      String literal = JavaText.literal(node.text());
      if (value.type().name().equals("RawJson")) {
        call(value, "wrapper(" + literal + ", ", body, node);
      } else if (schema.equals(paths.recordOf(value.type())) && !value.type().isContainer()) {
        body.add("if (" + value.present() + ") {")
            .add("read(" + value.expression() + ", fields.wrapper(" + literal + "));")
            .end();
      } else {
        node.error(
            node.text() + " is another object than the answer itself",
            "name its fields by paths such as " + node.text() + ".status");
      }
    }
  }
}
