package io.videotask.codegen;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Writes the class with the templates of a gateway's answers, for fake gateways in tests. */
final class AnswersWriter {
  private static final String NO_TASK = "the task does not exist";
  private static final String TOO_LATE = "the task can no longer be cancelled";
  private static final String WRONG_KEY = "the key is not valid";

  private final Parts parts;
  private final JavaLines java;

  /**
   * What the templates are made from.
   *
   * @param folder the files of the gateway's folder
   * @param keys the mapping's top level
   * @param operations the section of that name
   * @param variants kinds of tasks, those with other answers of which have formats of their own
   */
  record Parts(
      AnswerFolder folder,
      Map<String, MappingNode> keys,
      Map<String, MappingNode> operations,
      Variants variants,
      GatewaySpec spec,
      SchemaPaths paths) {}

  AnswersWriter(Parts parts, Set<String> taken) {
    this.parts = parts;
    this.java = new JavaLines(taken);
  }

  static String className(String gateway) {
    return JavaNames.className(gateway) + "Answers";
  }

  AdapterSource write(String gateway, @Nullable MappingNode about) {
    String className = className(gateway);
    String type = java.type(JavaNames.spi("AnswerTemplates"));
    java.add("private " + className + "() {}")
        .blank()
        .add("static " + java.type("java.util.List") + "<" + type + "> all() {")
        .add("List<" + type + "> all = new " + java.type("java.util.ArrayList") + "<>();");
    Map<String, Map<String, AnswerFolder.Template>> formats = formats();
    formats.keySet().forEach(format -> java.add("all.add(" + method(format) + "());"));
    java.add("return all;").end();
    Set<String> prefixes = new LinkedHashSet<>();
    parts
        .variants()
        .withPrefix()
        .forEach(variant -> prefixes.add(String.valueOf(variant.prefix())));
    String sampleId = parts.folder().sampleId(prefixes);
    formats.forEach(
        (format, templates) -> format(type, format, sampleId(templates, sampleId), templates));
    return new AdapterSource(
        className,
        JavaText.javadocLine(about == null ? gateway : about.text(), gateway),
        java.imports(),
        java.toString());
  }

  /** Returns the id that the answer to a submit has as its default; else the gateway's. */
  private static String sampleId(Map<String, AnswerFolder.Template> templates, String usual) {
    AnswerFolder.Template submitted = templates.get("submitted");
    Matcher found = AnswerFolder.PLACEHOLDER.matcher(submitted == null ? "" : submitted.text());
    while (found.find()) {
      if (found.group(1).equals("id") && found.group(2) != null) {
        return found.group(2);
      }
    }
    return usual;
  }

  private static String method(String format) {
    return format.isEmpty() ? "format" : JavaNames.component("format_" + format);
  }

  /** Returns the formats with all their templates: those of the folder, and derived ones. */
  private Map<String, Map<String, AnswerFolder.Template>> formats() {
    Map<String, Map<String, AnswerFolder.Template>> formats = new LinkedHashMap<>();
    Map<String, Map<String, AnswerFolder.Template>> own = parts.folder().formats();
    if (own.isEmpty()) {
      formats.put("", derived(null));
      for (Variants.Variant variant : parts.variants().all()) {
        if (hasOwnAnswers(variant)) {
          formats.put(variant.name(), derived(variant));
        }
      }
    }
    own.forEach(
        (format, templates) -> {
          Map<String, AnswerFolder.Template> all = new LinkedHashMap<>(derived(variant(format)));
          AnswerFolder.Template failed = templates.get("failed");
          if (failed != null) {
            putIfKnown(all, "cancelled", withStatus(failed, "CANCELLED"));
            putIfKnown(all, "expired", withStatus(failed, "EXPIRED"));
          }
          all.putAll(templates);
          formats.put(format, all);
        });
    return formats;
  }

  /** Puts an end for which the mapping has a status; servers of a family have others' too. */
  private void putIfKnown(
      Map<String, AnswerFolder.Template> templates, String name, AnswerFolder.Template template) {
    if (templates.containsKey(name) || parts.keys().containsKey("family")) {
      templates.put(name, template);
    }
  }

  private static boolean hasOwnAnswers(Variants.Variant variant) {
    return variant.operations().containsKey("query");
  }

  private Variants.@Nullable Variant variant(String format) {
    return parts.variants().all().stream()
        .filter(variant -> hasOwnAnswers(variant) && variant.name().equals(format))
        .findFirst()
        .orElse(null);
  }

  private AnswerFolder.Template withStatus(AnswerFolder.Template failed, String state) {
    String status = "\\${status:" + samples().status(state) + "}";
    return new AnswerFolder.Template(
        failed.status(), failed.text().replaceAll("\\$\\{status(:[^}]*)?}", status));
  }

  private AnswerSamples samples() {
    MappingNode answer = parts.keys().get("answer");
    MappingNode statuses = parts.keys().get("statuses");
    MappingNode lostSubmit = parts.keys().get("lostSubmit");
    return new AnswerSamples(
        parts.paths(),
        answer == null ? Map.of() : answer.entries("answer"),
        statuses == null ? Map.of() : statuses.entries("statuses"),
        lostSubmit == null ? Map.of() : lostSubmit.entries("lostSubmit"),
        parts.operations().containsKey("file"));
  }

  private Map<String, AnswerFolder.Template> derived(Variants.@Nullable Variant variant) {
    Map<String, AnswerFolder.Template> templates = new LinkedHashMap<>();
    AnswerSamples samples = samples();
    GatewaySpec.MappedOperation query = called(variant, "query");
    if (query == null || query.answer() == null) {
      return templates;
    }
    String task = query.answer();
    Map<String, SampleJson> tasks = samples.tasks(task);
    results(templates, tasks);
    tasks.forEach((name, json) -> add(templates, name, wrapped(json, variant)));
    GatewaySpec.MappedOperation submit = called(variant, "submit");
    MappingNode submitNode = node(variant, "submit");
    MappingNode id = submitNode == null ? null : submitNode.entries("submit").get("id");
    if (submit != null && submit.answer() != null && id != null) {
      add(templates, "submitted", samples.submitted(submit.answer(), id).toString());
    } else {
      add(templates, "submitted", wrapped(tasks.getOrDefault("queued", new SampleJson()), variant));
    }
    GatewaySpec.MappedOperation file = called(variant, "file");
    if (file != null && file.answer() != null) {
      add(templates, "file", samples.file(file.answer()).toString());
    }
    add(templates, "deleted", "{}");
    add(templates, "cancel", "{}");
    page("list", templates, samples, task, variant);
    if (!isSameCall("many", "list", variant)) {
      page("many", templates, samples, task, variant);
    }
    String errorSchema = query.error() == null ? task : query.error();
    String error = samples.error(errorSchema).toString();
    templates.put("error", new AnswerFolder.Template(400, error));
    templates.put("too-late", new AnswerFolder.Template(409, filled(error, "", TOO_LATE)));
    templates.put("not-found", notFound(error, query));
    templates.put("unauthorised", unauthorised(error));
    templates.put(
        "expired-content", new AnswerFolder.Template(404, filled(error, "", "it has expired")));
    return templates;
  }

  /** Moves the result of a task that has ended into an answer of its own, where it is one. */
  private void results(
      Map<String, AnswerFolder.Template> templates, Map<String, SampleJson> tasks) {
    MappingNode result = parts.operations().get("result");
    MappingNode as = result == null ? null : result.entries("result").get("as");
    if (as != null) {
      tasks.forEach(
          (name, json) -> {
            Object field = json.fields().remove(as.text());
            if (field != null) {
              int status = name.equals("completed") ? 200 : 422;
              templates.put(
                  "result-" + name, new AnswerFolder.Template(status, SampleJson.text(field)));
            }
          });
    }
  }

  private boolean isSameCall(String operation, String other, Variants.@Nullable Variant variant) {
    GatewaySpec.MappedOperation called = called(variant, operation);
    return called != null && called.equals(called(variant, other));
  }

  /**
   * Adds the answer with a list of tasks, and the tasks in it.
   *
   * @param operation {@code list} or {@code many}
   */
  private void page(
      String operation,
      Map<String, AnswerFolder.Template> templates,
      AnswerSamples samples,
      String task,
      Variants.@Nullable Variant variant) {
    GatewaySpec.MappedOperation list = called(variant, operation);
    MappingNode node = node(variant, operation);
    if (list == null || list.answer() == null || node == null) {
      return;
    }
    Map<String, MappingNode> keys = node.entries(operation);
    MappingNode rows = keys.get("rows");
    List<SchemaPaths.Step> steps = null;
    for (MappingNode path : rows == null ? List.<MappingNode>of() : rows.list()) {
      steps = steps == null ? parts.paths().find(list.answer(), path.text()) : steps;
    }
    if (steps == null) {
      return;
    }
    SampleJson page = new SampleJson();
    page.put(steps, new SampleJson.Text("[${tasks}]"));
    MappingNode more = keys.get("more");
    List<SchemaPaths.Step> moreSteps =
        more == null ? null : parts.paths().find(list.answer(), more.text());
    if (moreSteps != null) {
      page.put(moreSteps, new SampleJson.Text("${more}"));
    }
    add(templates, operation.equals("list") ? "page" : operation, page.toString());
    String row = parts.paths().recordOf(steps.get(steps.size() - 1).type());
    if (row != null && !row.equals(task)) {
      samples.tasks(row).forEach((name, json) -> add(templates, "row-" + name, json.toString()));
    }
  }

  /** Returns the answer about a task that does not exist, in the mapping's words. */
  private AnswerFolder.Template notFound(String error, GatewaySpec.MappedOperation query) {
    String code = firstWord("codes", "notFound");
    String text = firstWord("texts", "notFound");
    boolean hasCode = error.contains("${code}") || error.contains("${number}");
    boolean known = hasCode && !code.isEmpty();
    boolean documented = query.statuses().contains("404");
    int status = documented || !(known || !text.isEmpty()) ? 404 : 400;
    return new AnswerFolder.Template(status, filled(error, code, text.isEmpty() ? NO_TASK : text));
  }

  /** Returns the answer to a request without a valid key, in the mapping's words. */
  private AnswerFolder.Template unauthorised(String error) {
    String text = firstWord("texts", "authentication");
    return new AnswerFolder.Template(
        401,
        filled(error, firstWord("codes", "authentication"), text.isEmpty() ? WRONG_KEY : text));
  }

  private String firstWord(String section, String meaning) {
    MappingNode node = parts.keys().get(section);
    MappingNode words = node == null ? null : node.entries(section).get(meaning);
    if (words != null) {
      for (MappingNode word : words.list()) {
        if (!word.text().endsWith("*")) {
          return word.text();
        }
      }
    }
    return "";
  }

  private static String filled(String error, String code, String message) {
    return error
        .replace("${code}", escaped(code))
        .replace("${number}", code.matches("[0-9]+") ? code : "0")
        .replace("${message}", escaped(message));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void add(Map<String, AnswerFolder.Template> templates, String name, String json) {
    templates.put(name, new AnswerFolder.Template(200, json));
  }

  private String wrapped(SampleJson task, Variants.@Nullable Variant variant) {
    String wrapper = variant == null ? null : variant.wrapper();
    return wrapper == null ? task.toString() : "{\"" + wrapper + "\":" + task + "}";
  }

  private @Nullable MappingNode node(Variants.@Nullable Variant variant, String operation) {
    MappingNode own = variant == null ? null : variant.operations().get(operation);
    return own == null ? parts.operations().get(operation) : own;
  }

  private GatewaySpec.@Nullable MappedOperation called(
      Variants.@Nullable Variant variant, String operation) {
    MappingNode node = node(variant, operation);
    String kind = MappingWords.KEYS.containsKey(operation) ? operation : "operation";
    MappingNode call = node == null ? null : node.entries(kind).get("call");
    return call == null ? null : parts.spec().operations().get(call.text());
  }

  private void format(
      String type, String format, String sampleId, Map<String, AnswerFolder.Template> templates) {
    Variants.Variant variant = variant(format);
    String map = java.type("java.util.Map");
    java.blank()
        .add("private static " + type + " " + method(format) + "() {")
        .add(
            map
                + "<String, "
                + type
                + ".Answer> answers = new "
                + java.type("java.util.LinkedHashMap")
                + "<>();");
    templates.forEach(
        (name, template) ->
            java.add(
                "answers.put("
                    + JavaText.literal(name)
                    + ", new "
                    + type
                    + ".Answer("
                    + template.status()
                    + ", "
                    + JavaText.literal(template.text())
                    + "));"));
    java.add(
            "return new "
                + type
                + "("
                + JavaText.literals(
                    List.of(
                        format,
                        variant == null ? "" : variant.operation(""),
                        variant == null || variant.prefix() == null ? "" : variant.prefix(),
                        sampleId))
                + ", answers, "
                + new ManyRequestWriter(java).expression(many(format))
                + ");")
        .end();
  }

  /** Returns the operation that asks for many tasks of a format, with its name; null for none. */
  private ManyRequestWriter.@Nullable Many many(String format) {
    for (Variants.Variant variant : parts.variants().all()) {
      MappingNode own = variant.operations().get("many");
      if (own != null && variant.name().equals(format)) {
        return new ManyRequestWriter.Many(variant.operation("many"), own);
      }
    }
    Variants.Variant told = variant(format);
    MappingNode usual = parts.operations().get("many");
    return usual == null || (told != null && told.prefix() != null)
        ? null
        : new ManyRequestWriter.Many("many", usual);
  }
}
