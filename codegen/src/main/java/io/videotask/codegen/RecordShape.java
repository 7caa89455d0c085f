package io.videotask.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Template data of a record and its adapter. */
record RecordShape(
    String schemaName, String className, List<String> description, List<Component> components) {

  /** A record component for a property of the schema. */
  record Component(
      int index, boolean last, String jsonName, String name, JavaType type, String description) {
    String declaration() {
      return "@Nullable " + type.name() + " " + name;
    }

    String separator() {
      return last ? "" : ",";
    }

    String nullableType() {
      return "@Nullable " + type.name();
    }

    String jsonLiteral() {
      return JavaText.literal(jsonName);
    }

    String readCall() {
      return type.readCall("reader");
    }

    String writeCall() {
      return type.writeCall("writer", "value." + name + "()");
    }
  }

  List<String> javadoc() {
    List<String> lines = new ArrayList<>(description);
    if (!components.isEmpty()) {
      lines.add("");
    }
    for (Component component : components) {
      lines.add("@param " + component.name() + " " + component.description());
    }
    return JavaText.templateLines(lines);
  }

  Set<String> imports() {
    Set<String> imports = JavaType.imports(components.stream().map(Component::type).toList());
    imports.add("org.jspecify.annotations.Nullable");
    return imports;
  }

  /** Returns the imports of the adapter. */
  Set<String> adapterImports() {
    Set<String> imports = imports();
    imports.add("com.squareup.moshi.JsonReader");
    imports.add("com.squareup.moshi.JsonWriter");
    imports.add("java.io.IOException");
    imports.add(RuntimeLibrary.type("TolerantAdapter"));
    imports.add(RuntimeLibrary.type("TolerantReader"));
    if (components.stream().anyMatch(component -> component.writeCall().contains("ModelWriter"))) {
      imports.add(RuntimeLibrary.type("ModelWriter"));
    }
    return imports;
  }

  String nameLiterals() {
    return JavaText.literals(components.stream().map(Component::jsonName).toList());
  }

  String locals() {
    return IntStream.range(0, components.size())
        .mapToObj(i -> "v" + i)
        .collect(Collectors.joining(", "));
  }
}
