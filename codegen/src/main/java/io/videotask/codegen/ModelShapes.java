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

/** Turns named schemas into records and open enums. */
final class ModelShapes {
  /** The JVM takes 255 parameters, one of which is the new object. */
  private static final int MOST_COMPONENTS = 254;

  private final Map<String, Schema<?>> named;
  private final SchemaTypes types;
  private final UnaryOperator<String> classNames;
  private final Map<String, String> nameMappings;
  private final Refusals refusals;

  ModelShapes(
      Map<String, Schema<?>> named,
      SchemaTypes types,
      UnaryOperator<String> classNames,
      Map<String, String> nameMappings,
      Refusals refusals) {
    this.named = named;
    this.types = types;
    this.classNames = classNames;
    this.nameMappings = nameMappings;
    this.refusals = refusals;
  }

  /** A {@link RecordShape} or an {@link EnumShape} for each schema that needs a class. */
  Map<String, Object> build(Set<String> leftOut) {
    Map<String, Object> shapes = new TreeMap<>();
    named.forEach(
        (name, schema) -> {
          if (leftOut.contains(name)) {
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

  /** An alias gets no class, but a union in it must be refused by its name. */
  private void checkAlias(String name, Schema<?> schema) {
    if (types.isMapped(name)) {
      return;
    }
    if (!SchemaKinds.isMarkedRaw(schema) && SchemaKinds.isUnion(schema)) {
      types.refuseUnion("schema '" + name + "'", name);
    } else {
      types.typeOf(schema, "schema '" + name + "'");
    }
  }

  private RecordShape recordShape(String name, Schema<?> schema) {
    Map<String, Schema<?>> properties = types.properties(schema);
    String where = "schema '" + name + "'";
    if (properties.size() > MOST_COMPONENTS) {
      refusals.add(
          where,
          "has " + properties.size() + " properties and a record holds " + MOST_COMPONENTS,
          "add `schemaMappings: {" + name + ": RawJson}` to the config file");
    }
    List<RecordShape.Component> components = new ArrayList<>();
    Map<String, String> takenBy = new LinkedHashMap<>();
    properties.forEach(
        (property, type) -> {
          String component = componentName(name, property);
          String other = takenBy.putIfAbsent(component, property);
          if (other != null) {
            refusals.add(
                where,
                "properties '" + other + "' and '" + property + "' both become " + component,
                "add `nameMappings: {\"" + property + "\": NAME}` to the config file");
          }
          components.add(
              new RecordShape.Component(
                  components.size(),
                  components.size() == properties.size() - 1,
                  property,
                  component,
                  types.typeOf(type, where + ", property '" + property + "'"),
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
      refusals.add(
          "schema '" + schema + "'",
          "property '" + property + "' gives no legal component name",
          "add `nameMappings: {\"" + property + "\": NAME}` to the config file");
    }
    return name;
  }

  private EnumShape enumShape(String name, Schema<?> schema) {
    EnumShape.ValueKind kind = EnumShape.ValueKind.of(SchemaKinds.type(schema));
    List<EnumShape.Constant> constants = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Object value : new LinkedHashSet<>(SchemaKinds.listedValues(schema))) {
      String wanted = JavaNames.constant(value.toString());
      String constant = wanted;
      for (int i = 2; !taken.add(constant); i++) {
        constant = wanted + "_" + i;
      }
      String remark = JavaText.javadocLine(value.toString(), "of no letters");
      constants.add(new EnumShape.Constant(constant, kind.literal(value), remark));
    }
    List<String> javadoc =
        new ArrayList<>(JavaText.javadoc(schema.getDescription(), "The schema " + name + "."));
    javadoc.add("");
    javadoc.add("<p>Not a closed list: a value that no document knows is kept as it came.");
    javadoc.add("");
    javadoc.add("@param value the value as it is sent");
    return new EnumShape(
        name, classNames.apply(name), JavaText.behindAsterisk(javadoc), kind, constants);
  }
}
