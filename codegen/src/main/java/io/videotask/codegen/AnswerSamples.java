package io.videotask.codegen;

import io.videotask.codegen.SampleJson.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Derives answers as templates from a mapping: a task in each state, an error, a page. They have
 * the fields that the mapping names, in the types of the spec.
 */
final class AnswerSamples {
  /** The states, with the name of their template and a status for a mapping that lists none. */
  private static final Map<String, List<String>> STATES = states();

  private static final Set<String> NEEDED = Set.of("QUEUED", "IN_PROGRESS", "COMPLETED", "FAILED");

  private final SchemaPaths paths;
  private final Map<String, MappingNode> answer;
  private final Map<String, MappingNode> statuses;
  private final boolean hasFile;
  private final Map<String, MappingNode> lostSubmit;

  /**
   * @param hasFile whether the file of a finished task is another request's answer
   */
  AnswerSamples(
      SchemaPaths paths,
      Map<String, MappingNode> answer,
      Map<String, MappingNode> statuses,
      Map<String, MappingNode> lostSubmit,
      boolean hasFile) {
    this.lostSubmit = lostSubmit;
    this.paths = paths;
    this.answer = answer;
    this.statuses = statuses;
    this.hasFile = hasFile;
  }

  private static Map<String, List<String>> states() {
    Map<String, List<String>> states = new LinkedHashMap<>();
    states.put("QUEUED", List.of("queued", "queued"));
    states.put("IN_PROGRESS", List.of("in-progress", "processing"));
    states.put("COMPLETED", List.of("completed", "completed"));
    states.put("FAILED", List.of("failed", "failed"));
    states.put("CANCELLED", List.of("cancelled", "cancelled"));
    states.put("EXPIRED", List.of("expired", "expired"));
    return states;
  }

  /** Returns the names of the templates of a task, with the names of their states. */
  static Map<String, String> templatesOfStates() {
    Map<String, String> templates = new LinkedHashMap<>();
    STATES.forEach((state, names) -> templates.put(names.get(0), state));
    return templates;
  }

  /** Returns the status that stands for a state: the first that the mapping lists. */
  String status(String state) {
    MappingNode listed = statuses.get(state);
    if (listed != null && !listed.list().isEmpty()) {
      return listed.list().get(0).text();
    }
    // Gateways that don't tell whether a task has begun have one status for both.
    return state.equals("QUEUED") && statuses.containsKey("IN_PROGRESS")
        ? status("IN_PROGRESS")
        : STATES.getOrDefault(state, List.of("", state)).get(1);
  }

  /**
   * Returns a task in each state, by the template's name; not in one for which the mapping lists no
   * status, except that a task must be able to be queued, to finish and to fail.
   */
  Map<String, SampleJson> tasks(String schema) {
    Map<String, SampleJson> tasks = new LinkedHashMap<>();
    STATES.forEach(
        (state, names) -> {
          if (statuses.containsKey(state) || NEEDED.contains(state)) {
            tasks.put(names.get(0), task(schema, state));
          }
        });
    return tasks;
  }

  private SampleJson task(String schema, String state) {
    SampleJson task = new SampleJson();
    text(task, schema, "id", "${id}");
    text(task, schema, "idOrRow", "${id}");
    text(task, schema, "status", "${status:" + status(state) + "}");
    text(task, schema, "model", "${model}");
    first(task, schema, lostSubmit.get("clientId"), "${clientid:}");
    first(task, schema, lostSubmit.get("prompt"), "${prompt:}");
    progress(task, schema);
    times(task, schema, state);
    if (state.equals("COMPLETED")) {
      video(task, schema);
    } else if (List.of("FAILED", "CANCELLED", "EXPIRED").contains(state)) {
      reason(task, schema, false);
    }
    return task;
  }

  /** Returns the answer to a submit. */
  SampleJson submitted(String schema, MappingNode id) {
    SampleJson submitted = new SampleJson();
    first(submitted, schema, id, "${id}");
    return submitted;
  }

  /** Returns the answer about the file of a task. */
  SampleJson file(String schema) {
    SampleJson file = new SampleJson();
    MappingNode details = answer.get("details");
    MappingNode fileId = details == null ? null : details.entries("details").get("fileId");
    MappingNode videos = answer.get("videos");
    // Where the id is in an object, so is the URL.
    for (MappingNode id : fileId == null ? List.<MappingNode>of() : fileId.list()) {
      String object = id.text().substring(0, id.text().lastIndexOf('.') + 1);
      for (MappingNode entry : videos == null ? List.<MappingNode>of() : videos.list()) {
        if (!object.isEmpty()
            && !entry.isObject()
            && entry.text().startsWith(object)
            && first(file, schema, id, "${file}")
            && url(file, schema, entry.text(), "${video}")) {
          return file;
        }
      }
    }
    videoField(file, schema);
    return file;
  }

  /** Returns an error with a code and a message, where the mapping names fields for them. */
  SampleJson error(String schema) {
    SampleJson error = new SampleJson();
    reason(error, schema, true);
    if (error.fields().isEmpty()) {
      error.put("message", new Text("\"${message}\""));
    }
    return error;
  }

  private void progress(SampleJson task, String schema) {
    List<SchemaPaths.Step> steps = find(schema, answer.get("progress"));
    if (steps != null) {
      boolean text = typeOf(steps).name().equals("String");
      task.put(steps, SampleJson.placeholder(typeOf(steps), text ? "${progress}%" : "${progress}"));
    }
  }

  private void times(SampleJson task, String schema, String state) {
    MappingNode node = answer.get("times");
    if (node != null) {
      Map<String, MappingNode> times = node.entries("times");
      time(task, schema, times.get("submitted"), "created");
      if (!state.equals("QUEUED")) {
        time(task, schema, times.get("started"), "started");
      }
      if (!state.equals("QUEUED") && !state.equals("IN_PROGRESS")) {
        time(task, schema, times.get("finished"), "finished");
      }
      if (state.equals("COMPLETED")) {
        time(task, schema, times.get("expires"), "expires");
      }
    }
    time(task, schema, answer.get("updated"), "updated");
  }

  private void time(
      SampleJson task, String schema, @Nullable MappingNode node, String placeholder) {
    List<SchemaPaths.Step> steps = find(schema, node);
    if (steps != null) {
      String suffix = typeOf(steps).name().equals("String") ? "text" : "";
      Text text =
          steps.get(steps.size() - 1).isRaw()
              ? new Text("${" + placeholder + "}")
              : SampleJson.placeholder(typeOf(steps), "${" + placeholder + suffix + "}");
      task.put(steps, text);
    }
  }

  private void video(SampleJson task, String schema) {
    if (hasFile) {
      MappingNode details = answer.get("details");
      MappingNode fileId = details == null ? null : details.entries("details").get("fileId");
      if (first(task, schema, fileId, "${file}")) {
        return;
      }
    }
    videoField(task, schema);
  }

  /** Puts a URL into the first field of {@code videos} that needs no key, or else the first. */
  private void videoField(SampleJson task, String schema) {
    MappingNode videos = answer.get("videos");
    List<MappingNode> entries = videos == null ? List.of() : videos.list();
    for (MappingNode entry : entries) {
      if (!entry.isObject() && url(task, schema, entry.text(), "${video}")) {
        return;
      }
    }
    for (MappingNode entry : entries) {
      Map<String, MappingNode> keys = entry.isObject() ? entry.entries("videoField") : Map.of();
      MappingNode field = keys.get("field");
      String url = keys.containsKey("needsKey") ? "${content}" : "${video}";
      if (field != null && url(task, schema, field.text(), url)) {
        return;
      }
    }
    text(task, schema, "resultOrReason", "${video}");
  }

  private boolean url(SampleJson task, String schema, String entry, String placeholder) {
    String[] parts = entry.split("\\|", 2);
    List<SchemaPaths.Step> steps = paths.find(schema, parts[0].strip());
    if (steps == null) {
      return false;
    }
    String record = paths.recordOf(typeOf(steps));
    if (record == null) {
      task.put(steps, SampleJson.placeholder(typeOf(steps), placeholder));
    } else {
      SampleJson video = new SampleJson();
      MappingNode described = answer.get("video");
      MappingNode field = described == null ? null : described.entries("video").get("url");
      if (!first(video, record, field, placeholder)) {
        return false;
      }
      boolean list = typeOf(steps).isContainer();
      task.put(steps, list ? List.of(video.fields()) : video.fields());
    }
    List<SchemaPaths.Step> backup = parts.length == 2 ? paths.find(schema, parts[1].strip()) : null;
    if (backup != null) {
      task.put(backup, SampleJson.placeholder(typeOf(backup), "${backup}"));
    }
    return true;
  }

  /**
   * Puts a code and a message into the fields of the first reason that the schema has.
   *
   * @param withCode whether one with a code is preferred
   */
  private void reason(SampleJson json, String schema, boolean withCode) {
    MappingNode reasons = answer.get("reasons");
    List<MappingNode> entries = reasons == null ? List.of() : reasons.list();
    for (MappingNode entry : withCode ? entries : List.<MappingNode>of()) {
      Map<String, MappingNode> keys = entry.entries("reason");
      if (find(schema, codeOf(keys)) != null && reason(json, schema, keys)) {
        return;
      }
    }
    for (MappingNode entry : entries) {
      if (reason(json, schema, entry.entries("reason"))) {
        return;
      }
    }
    text(json, schema, "resultOrReason", "${message}");
  }

  private boolean reason(SampleJson json, String schema, Map<String, MappingNode> keys) {
    MappingNode code = codeOf(keys);
    boolean said = first(json, schema, firstOf(keys, "message", "text"), "${message}");
    if (code != null && (said || keys.containsKey("codeAndMessage"))) {
      said |= find(schema, code) != null;
      code(json, schema, code);
    }
    return said;
  }

  private static @Nullable MappingNode codeOf(Map<String, MappingNode> keys) {
    return firstOf(keys, "error", "result", "code", "codeAndMessage");
  }

  private void code(SampleJson json, String schema, MappingNode code) {
    List<SchemaPaths.Step> steps = find(schema, code);
    if (steps != null) {
      boolean number = List.of("Long", "Double").contains(typeOf(steps).name());
      json.put(steps, SampleJson.placeholder(typeOf(steps), number ? "${number}" : "${code}"));
    }
  }

  private static @Nullable MappingNode firstOf(Map<String, MappingNode> keys, String... names) {
    for (String name : names) {
      MappingNode node = keys.get(name);
      if (node != null) {
        return node;
      }
    }
    return null;
  }

  private void text(SampleJson json, String schema, String key, String placeholder) {
    MappingNode node = answer.get(key);
    MappingNode field =
        node != null && node.isObject() ? node.entries("resultOrReason").get("field") : node;
    first(json, schema, field, placeholder);
  }

  /** Puts a placeholder into the first of these fields that the schema has. */
  private boolean first(
      SampleJson json, String schema, @Nullable MappingNode fields, String placeholder) {
    List<SchemaPaths.Step> steps = find(schema, fields);
    if (steps == null) {
      return false;
    }
    json.put(steps, SampleJson.placeholder(typeOf(steps), placeholder));
    return true;
  }

  private @Nullable List<SchemaPaths.Step> find(String schema, @Nullable MappingNode fields) {
    if (fields == null || fields.isObject()) {
      return null;
    }
    for (MappingNode field : fields.list()) {
      List<SchemaPaths.Step> steps = paths.find(schema, field.text());
      if (steps != null) {
        return steps;
      }
    }
    return null;
  }

  private static JavaType typeOf(List<SchemaPaths.Step> steps) {
    return steps.get(steps.size() - 1).type();
  }
}
