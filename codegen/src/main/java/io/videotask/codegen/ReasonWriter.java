package io.videotask.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the statements for one entry of {@code reasons}. */
final class ReasonWriter {
  private static final List<String> WITH_MESSAGE = List.of("error", "result", "code");

  private final SchemaPaths paths;
  private final AnswerScope scope;
  private final JavaLines body;
  private final boolean ofError;
  private final Patterns patterns;

  /**
   * @param ofError whether this is for an error's body, which need not have all fields
   */
  ReasonWriter(
      SchemaPaths paths, AnswerScope scope, JavaLines body, boolean ofError, Patterns patterns) {
    this.paths = paths;
    this.scope = scope;
    this.body = body;
    this.ofError = ofError;
    this.patterns = patterns;
  }

  void reason(MappingNode node, Set<String> recognised, List<String> envelope) {
    Map<String, MappingNode> keys = node.entries("reason");
    for (String call : WITH_MESSAGE) {
      MappingNode codes = keys.get(call);
      if (codes != null) {
        MappingNode code = existing(codes);
        List<MappingNode> messages =
            keys.containsKey("message") ? keys.get("message").list() : List.of();
        if (!ofError) {
          recognise(call, code, messages, recognised, envelope);
        }
        withMessage(call, code, messages, keys.get("text"));
        return;
      }
    }
    if (keys.containsKey("codeAndMessage")) {
      text("codeAndMessage", keys.get("codeAndMessage"));
    } else if (keys.containsKey("message")) {
      MappingNode pattern = keys.get("pattern");
      keys.get("message").list().forEach(field -> message(field, pattern));
    } else {
      node.error(
          "a reason needs one of error, result, code, codeAndMessage and message",
          "write `{message: FIELD}` for a text without a code");
    }
  }

  /** Returns the first of several codes that the schema has; errors and tasks may have others. */
  private MappingNode existing(MappingNode codes) {
    List<MappingNode> all = codes.list();
    return all.stream()
        .filter(code -> paths.exists(scope.schema(), code.text()))
        .findFirst()
        .orElse(all.isEmpty() ? codes : all.get(0));
  }

  private static void recognise(
      String call,
      MappingNode code,
      List<MappingNode> messages,
      Set<String> recognised,
      List<String> envelope) {
    String first = SchemaPaths.firstName(code.text());
    boolean topLevel = first.equals(code.text());
    if (!call.equals("code") || !topLevel) {
      recognised.add(first);
    } else if (envelope.isEmpty() && !messages.isEmpty()) {
      envelope.add(first);
      envelope.add(SchemaPaths.firstName(messages.get(0).text()));
    }
  }

  private void text(String call, MappingNode field) {
    AnswerScope.Value value = value(field);
    if (value != null) {
      body.add("if (" + value.present() + ") {")
          .add("fields." + call + "(" + JavaText.literal(field.text()) + ", " + value.text() + ");")
          .end();
    }
  }

  private void message(MappingNode field, @Nullable MappingNode pattern) {
    AnswerScope.Value value = pattern == null ? null : value(field);
    if (pattern == null || value == null) {
      text("message", field);
      return;
    }
    body.add("if (" + value.present() + ") {")
        .add(
            "fields.message("
                + JavaText.literal(field.text())
                + ", "
                + value.text()
                + ", "
                + patterns.constant(pattern)
                + ");")
        .end();
  }

  private void withMessage(
      String call, MappingNode code, List<MappingNode> messages, @Nullable MappingNode text) {
    AnswerScope.Value codeValue = value(code);
    List<AnswerScope.Value> values = new ArrayList<>();
    for (MappingNode message : messages) {
      AnswerScope.Value value = value(message);
      if (value != null) {
        values.add(value);
      }
    }
    List<AnswerScope.Value> all = new ArrayList<>(values);
    if (codeValue != null) {
      all.add(0, codeValue);
    }
    AnswerScope.Value textValue = text == null ? null : value(text);
    String beginning = "fields." + call + "(" + JavaText.literal(code.text()) + ", ";
    if (all.isEmpty()) {
      if (textValue != null) {
        body.add("if (" + textValue.present() + ") {")
            .add(beginning + "null, " + textValue.text() + ");")
            .end();
      }
      return;
    }
    boolean together = inOneObject(all);
    body.add("if (" + condition(all, together) + ") {")
        .add(
            beginning
                + (codeValue == null ? "null" : expression(codeValue, together))
                + ", "
                + first(values, together)
                + ");");
    if (textValue == null) {
      body.end();
    } else {
      body.add("} else if (" + textValue.present() + ") {")
          .add(beginning + "null, " + textValue.text() + ");")
          .end();
    }
  }

  /** Returns whether all values are in one object inside the record. */
  private static boolean inOneObject(List<AnswerScope.Value> values) {
    String owner = values.get(0).owner();
    return !owner.equals("answer")
        && values.stream().noneMatch(AnswerScope.Value::isOfList)
        && values.stream().allMatch(value -> value.owner().equals(owner));
  }

  /** Returns the condition that the object around all values, or one of them, is present. */
  private static String condition(List<AnswerScope.Value> values, boolean together) {
    return together
        ? values.get(0).owner() + " != null"
        : values.stream()
            .map(value -> value.present())
            .map(present -> present.contains("&&") ? "(" + present + ")" : present)
            .collect(Collectors.joining(" || "));
  }

  private static String expression(AnswerScope.Value value, boolean together) {
    return together && !value.openEnum() ? value.expression() : value.nullable();
  }

  private static String first(List<AnswerScope.Value> values, boolean together) {
    List<String> texts = values.stream().map(value -> expression(value, together)).toList();
    return texts.isEmpty()
        ? "null"
        : texts.size() == 1 ? texts.get(0) : "AnswerFields.first(" + String.join(", ", texts) + ")";
  }

  /** Returns the value of a field; null where it is not there. */
  private AnswerScope.@Nullable Value value(MappingNode field) {
    if (ofError && !paths.has(scope.schema(), field.text())) {
      return null;
    }
    return scope.value(field.text(), field);
  }
}
