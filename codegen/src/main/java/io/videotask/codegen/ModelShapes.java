package io.videotask.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Builds records and open enums from named schemas. */
final class ModelShapes {
  /** The JVM allows 255 parameters, including {@code this}. */
  private static final int MAX_COMPONENTS = 254;

  private final Map<String, Schema<?>> schemas;
  private final SchemaTypes types;
  private final UnaryOperator<String> classNames;
  private final Map<String, String> nameMappings;
  private final SpecErrors errors;

  ModelShapes(
      Map<String, Schema<?>> schemas,
      SchemaTypes types,
      UnaryOperator<String> classNames,
      Map<String, String> nameMappings,
      SpecErrors errors) {
    this.schemas = schemas;
    this.types = types;
    this.classNames = classNames;
    this.nameMappings = nameMappings;
    this.errors = errors;
  }

  /** Returns a {@link RecordShape} or {@link EnumShape} for each schema that needs a class. */
  Map<String, Object> build(Set<String> excluded) {
    Map<String, Object> shapes = new TreeMap<>();
    schemas.forEach(
        (name, schema) -> {
          if (excluded.contains(name)) {
            return;
          }
          if (types.isRecord(name)) {
            shapes.put(name, recordShape(name, schema));
          } else if (types.isOpenEnum(name)) {
            shapes.put(name, enumShape(name, schema));
          } else {
            checkAlias(name, schema);
          }
        });
    return shapes;
  }

  /** Checks an alias, which gets no class: a union in it is reported under its name. */
  private void checkAlias(String name, Schema<?> schema) {
    if (types.hasMapping(name)) {
      return;
    }
    if (!SchemaKinds.isMarkedRaw(schema) && SchemaKinds.isUnion(schema)) {
      types.reportUnsupportedUnion("schema '" + name + "'", name);
    } else {
      types.typeOf(schema, "schema '" + name + "'");
    }
  }

  private RecordShape recordShape(String name, Schema<?> schema) {
    Map<String, Schema<?>> properties = types.properties(schema);
    String location = "schema '" + name + "'";
    if (properties.size() > MAX_COMPONENTS) {
      errors.add(
          location,
          "has " + properties.size() + " properties and a record holds " + MAX_COMPONENTS,
          "add `schemaMappings: {" + name + ": RawJson}` to the config file");
    }
    List<RecordShape.Component> components = new ArrayList<>();
    Map<String, String> propertyByName = new LinkedHashMap<>();
    properties.forEach(
        (property, type) -> {
          String component = componentName(name, property);
          String other = propertyByName.putIfAbsent(component, property);
          if (other != null) {
            errors.add(
                location,
                "properties '" + other + "' and '" + property + "' both become " + component,
                "add `nameMappings: {\"" + property + "\": NAME}` to the config file");
          }
          components.add(
              new RecordShape.Component(
                  components.size(),
                  components.size() == properties.size() - 1,
                  property,
                  component,
                  types.typeOf(type, location + ", property '" + property + "'"),
                  JavaText.javadocLine(type.getDescription(), "as the gateway sends it")));
        });
    return new RecordShape(
        name,
        classNames.apply(name),
        JavaText.javadoc(schema.getDescription(), "The schema " + name + "."),
        components);
  }

  private String componentName(String schema, String property) {
    String name = JavaNames.component(property);
    for (String key : List.of(schema + "." + property, property)) {
      if (nameMappings.containsKey(key)) {
        name = nameMappings.getOrDefault(key, name);
        break;
      }
    }
    if (!JavaNames.isLegalMember(name)) {
      errors.add(
          "schema '" + schema + "'",
          "property '" + property + "' gives no legal component name",
          "add `nameMappings: {\"" + property + "\": NAME}` to the config file");
    }
    return name;
  }

  private EnumShape enumShape(String name, Schema<?> schema) {
    EnumShape.ValueKind kind = EnumShape.ValueKind.of(SchemaKinds.type(schema));
    List<EnumShape.Constant> constants = new ArrayList<>();
    Set<String> usedNames = new HashSet<>();
    for (Object value : new LinkedHashSet<>(SchemaKinds.listedValues(schema))) {
      String candidate = JavaNames.constant(value.toString());
      String constant = candidate;
      for (int i = 2; !usedNames.add(constant); i++) {
        constant = candidate + "_" + i;
      }
      String description = JavaText.javadocLine(value.toString(), "of no letters");
      constants.add(new EnumShape.Constant(constant, kind.literal(value), description));
    }
    List<String> javadoc =
        new ArrayList<>(JavaText.javadoc(schema.getDescription(), "The schema " + name + "."));
    javadoc.add("");
    javadoc.add("<p>Not a closed list: an undocumented value is kept unchanged.");
    javadoc.add("");
    javadoc.add("@param value the value as it is sent");
    return new EnumShape(
        name, classNames.apply(name), JavaText.templateLines(javadoc), kind, constants);
  }
}
