package io.videotask.codegen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the adapter of a gateway from its mapping: straight-line Java that one can step through.
 */
final class AdapterWriter {
  private static final List<String> NEEDED = List.of("statuses", "operations", "answer");

  private final String gateway;
  private final MappingNode mapping;
  private final GatewaySpec spec;
  private final SchemaPaths paths;
  private final JavaLines java;
  private final Set<String> taken;
  private @Nullable Variants variants;

  /**
   * @param gateway the gateway's name, which is its folder's
   * @param taken the classes of the package
   */
  AdapterWriter(
      String gateway, MappingNode mapping, GatewaySpec spec, SchemaPaths paths, Set<String> taken) {
    this.gateway = gateway;
    this.mapping = mapping;
    this.spec = spec;
    this.paths = paths;
    this.java = new JavaLines(taken);
    this.taken = taken;
  }

  static String className(String gateway) {
    return JavaNames.className(gateway) + "Adapter";
  }

  AdapterSource write(String factory) {
    Map<String, MappingNode> keys = mapping.entries("gateway");
    MappingNode described = keys.get("answer");
    boolean hasStatuses =
        described == null || !described.isObject() || !described.entries().containsKey("done");
    for (String needed : NEEDED) {
      if (!keys.containsKey(needed) && (hasStatuses || !needed.equals("statuses"))) {
        mapping.error("`" + needed + "` is missing", "add it; docs/gateway-mapping.md says how");
      }
    }
    String className = className(gateway);
    MappingNode operations = keys.get("operations");
    MappingNode answer = keys.get("answer");
    if (operations != null && answer != null) {
      Map<String, String> models = models(keys.get("models"));
      java.add("/** Creates the adapter, which costs nothing. */")
          .add("public " + className + "() {}");
      new FactWriter(java, keys, models, gateway, factory).write();
      Variants kinds = new Variants(keys.get("variants"), new RequestConditions(models));
      variants = kinds;
      Patterns patterns = new Patterns(java);
      GatewayMethods methods =
          new GatewayMethods(
              spec,
              paths,
              java,
              kinds,
              new Profiles(keys.get("profiles")),
              new RequestConditions(models),
              patterns);
      methods.write(operations.entries("operations"), operations, keys.get("kind"));
      answers(operations.entries("operations"), answer, keys.get("statuses"), operations, patterns);
      patterns.write();
      String templates = java.type(JavaNames.spi("AnswerTemplates"));
      java.override(
              "public " + java.type("java.util.List") + "<" + templates + "> answerTemplates()")
          .add("return " + AnswersWriter.className(gateway) + ".all();")
          .end();
    }
    java.type(JavaNames.spi("GatewayAdapter"));
    MappingNode about = keys.get("about");
    return new AdapterSource(
        className,
        JavaText.javadocLine(about == null ? gateway : about.text(), gateway),
        java.imports(),
        java.toString());
  }

  /**
   * Returns the class with the answers for tests, after {@link #write}; null where the mapping
   * lacks a section.
   */
  @Nullable AdapterSource answers(AnswerFolder folder) {
    Map<String, MappingNode> keys = mapping.entries("gateway");
    MappingNode operations = keys.get("operations");
    Variants kinds = variants;
    if (operations == null || kinds == null) {
      return null;
    }
    return new AnswersWriter(
            new AnswersWriter.Parts(
                folder, keys, operations.entries("operations"), kinds, spec, paths),
            taken)
        .write(gateway, keys.get("about"));
  }

  private Map<String, String> models(@Nullable MappingNode node) {
    Map<String, String> constants = new LinkedHashMap<>();
    if (node == null) {
      return constants;
    }
    node.entries()
        .forEach(
            (name, pattern) -> {
              String constant = JavaNames.constant(name);
              constants.put(name, constant);
              try {
                Pattern.compile(pattern.text());
              } catch (PatternSyntaxException e) {
                pattern.error("is no pattern: " + e.getDescription(), "correct it");
              }
              java.add(
                  "private static final "
                      + java.type("java.util.regex.Pattern")
                      + " "
                      + constant
                      + " = models("
                      + JavaText.literal(pattern.text())
                      + ");");
            });
    java.blank();
    return constants;
  }

  private void answers(
      Map<String, MappingNode> operations,
      MappingNode answer,
      @Nullable MappingNode statuses,
      MappingNode all,
      Patterns patterns) {
    MappingNode query = operations.get("query");
    GatewaySpec.MappedOperation called = query == null ? null : callOf(query, "query");
    if (query == null || called == null) {
      if (query == null) {
        all.error("`query` is missing", "add `query: {call: OPERATION_ID}`");
      }
      return;
    }
    String task = called.answer();
    if (task == null) {
      query.error(called.path() + " has no JSON object as its answer", "describe it in the spec");
      return;
    }
    new LostSubmitWriter(java, paths, task)
        .write(mapping.entries().get("lostSubmit"), operations, mapping);
    AnswerWriter writer = new AnswerWriter(paths, answer.entries("answer"), java, patterns);
    writer.task(task);
    if (statuses != null) {
      writer.checkStatuses(task, statuses);
    }
    String error = called.error();
    if (error != null && !error.equals(task)) {
      writer.error(error);
    }
    MappingNode submit = operations.get("submit");
    MappingNode id = submit == null ? null : submit.entries("submit").get("id");
    GatewaySpec.MappedOperation created = submit == null ? null : callOf(submit, "submit");
    if (id != null && created != null && created.answer() != null) {
      writer.submitted(String.valueOf(created.answer()), id);
    } else if (submit != null
        && created != null
        && created.answer() != null
        && !task.equals(created.answer())) {
      submit.error(
          created.path() + " answers with another object, " + created.answer(),
          "write `id:` with the path of the task's id in it");
    }
    submitsOfVariants(created == null || created.answer() == null ? task : created.answer(), id);
    writer.videoObject();
    recognised(writer, answer);
    List<String> schemas = new ArrayList<>(List.of(task));
    if (error != null) {
      schemas.add(error);
    }
    new FailureFactsWriter(paths, java, schemas).write(answer.entries("answer"));
  }

  /**
   * Reports a variant's submit whose answer can't be read as the usual one's: an answer does not
   * tell which request it is to.
   *
   * @param answer the schema of the usual submit's answer
   * @param id the paths of the task's id in it; null where they are the query's
   */
  private void submitsOfVariants(String answer, @Nullable MappingNode id) {
    for (Variants.Variant variant :
        variants == null ? List.<Variants.Variant>of() : variants.all()) {
      MappingNode submit = variant.operations().get("submit");
      GatewaySpec.MappedOperation called = submit == null ? null : callOf(submit, "submit");
      if (submit == null || called == null) {
        continue;
      }
      if (!answer.equals(called.answer())) {
        submit.error(
            called.path() + " answers with another object, " + called.answer(),
            "let it answer with " + answer + " in the spec, which may have the fields of both");
      }
      MappingNode own = variant.submit().get("id");
      if (own != null && (id == null || !texts(own).equals(texts(id)))) {
        own.error(
            "the id is in " + String.join(", ", texts(own)) + " for this variant only",
            "write all paths into the `id` of the usual `submit`, and remove this one");
      }
    }
  }

  private static List<String> texts(MappingNode node) {
    return node.list().stream().map(MappingNode::text).toList();
  }

  private GatewaySpec.@Nullable MappedOperation callOf(MappingNode operation, String kind) {
    MappingNode call = operation.entries(kind).get("call");
    return call == null ? null : spec.operations().get(call.text());
  }

  private void recognised(AnswerWriter writer, MappingNode answer) {
    if (writer.recognised().isEmpty()) {
      answer.error("`id` and `status` are missing", "name the fields that hold them");
      return;
    }
    Set<String> fields = new LinkedHashSet<>(writer.recognised());
    java.override("public " + java.type("java.util.Set") + "<String> recognisedFields()")
        .add("return Set.of(" + JavaText.literals(fields) + ");")
        .end();
    Set<String> both = new LinkedHashSet<>(writer.envelope());
    if (both.size() == 2) {
      java.override("public " + java.type("java.util.List") + "<String> envelopeFields()")
          .add("return List.of(" + JavaText.literals(both) + ");")
          .end();
    }
  }
}
