package io.videotask.codegen;

import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields that a mapping names by paths such as {@code metadata.url}, and reports those
 * that the spec does not have.
 */
final class SchemaPaths {
  /** Extension with the objects that a free-form value may be, since the generator removes them. */
  static final String RAW_OBJECTS = "x-raw-objects";

  private final Map<String, Schema<?>> schemas;
  private final Map<String, Object> models;
  private final SchemaTypes types;

  SchemaPaths(Map<String, Schema<?>> schemas, Map<String, Object> models, SchemaTypes types) {
    this.schemas = schemas;
    this.models = models;
    this.types = types;
  }

  /**
   * A step of a path.
   *
   * @param json the field's name
   * @param accessor the record's component
   * @param type the component's type
   * @param record the schema of the object in it; null where the path ends here
   * @param each whether the path goes on in each element of a list
   */
  record Step(String json, String accessor, JavaType type, @Nullable String record, boolean each) {
    boolean isRaw() {
      return type.name().equals("RawJson");
    }
  }

  /** Returns the steps of a path from a schema; null where it does not exist. */
  @Nullable List<Step> find(String schema, String path) {
    return resolve(schema, path, null);
  }

  /**
   * Returns the steps of a path from a schema; null, with an error, where it does not exist.
   *
   * @param where reports the error; null for none
   */
  @Nullable List<Step> resolve(String schema, String path, @Nullable MappingNode where) {
    List<Step> steps = new ArrayList<>();
    String current = schema;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      boolean each = names[i].endsWith("[]");
      String name = each ? names[i].substring(0, names[i].length() - 2) : names[i];
      RecordShape.Component component = component(current, name);
      if (component == null) {
        if (where != null) {
          where.error(
              path + ": " + current + " has no `" + name + "`",
              "it has " + MappingErrors.suggestions(name, names(current)));
        }
        return null;
      }
      boolean last = i == names.length - 1;
      String next = last ? null : objectIn(current, name, names[i + 1].replace("[]", ""), each);
      if (!last && next == null) {
        if (where != null) {
          where.error(
              path + ": " + current + "." + name + " is no object",
              component.type().name().startsWith("List<") && !each
                  ? "it is a list: write " + name + "[]"
                  : "end the path here, or describe the object in the spec");
        }
        return null;
      }
      steps.add(new Step(name, component.name(), component.type(), next, each));
      current = next == null ? current : next;
    }
    return steps;
  }

  /** Returns whether a path exists from a schema. */
  boolean exists(String schema, String path) {
    String current = schema;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      boolean each = names[i].endsWith("[]");
      String name = names[i].replace("[]", "");
      if (current == null || component(current, name) == null) {
        return false;
      }
      current =
          i == names.length - 1
              ? current
              : objectIn(current, name, names[i + 1].replace("[]", ""), each);
    }
    return true;
  }

  /** Returns whether a schema has the field that a path begins with. */
  boolean has(String schema, String path) {
    return component(schema, firstName(path)) != null;
  }

  static String firstName(String path) {
    return path.replaceFirst("[.\\[].*", "");
  }

  boolean isRecord(@Nullable String schema) {
    return schema != null && models.get(schema) instanceof RecordShape;
  }

  /** Returns the record of a schema that {@link #isRecord}. */
  RecordShape record(String schema) {
    return (RecordShape) models.getOrDefault(schema, EMPTY);
  }

  private static final RecordShape EMPTY = new RecordShape("", "", List.of(), List.of());

  /** Returns whether a type is a generated open enum, whose value is in {@code value()}. */
  boolean isOpenEnum(JavaType type) {
    return models.values().stream()
        .anyMatch(shape -> shape instanceof EnumShape e && e.className().equals(type.name()));
  }

  /** Returns the values that an open enum lists; empty for another type. */
  List<EnumShape.Constant> listedValues(JavaType type) {
    return models.values().stream()
        .filter(shape -> shape instanceof EnumShape e && e.className().equals(type.name()))
        .flatMap(shape -> ((EnumShape) shape).constants().stream())
        .toList();
  }

  /** Returns the schema of the generated record that a type, or the elements of a list, are. */
  @Nullable String recordOf(JavaType type) {
    String name = type.name().replaceFirst("^List<(.*)>$", "$1");
    return models.entrySet().stream()
        .filter(e -> e.getValue() instanceof RecordShape shape && shape.className().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  RecordShape.@Nullable Component component(String schema, String name) {
    return record(schema).components().stream()
        .filter(component -> component.jsonName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Set<String> names(String schema) {
    Set<String> names = new TreeSet<>();
    record(schema).components().forEach(component -> names.add(component.jsonName()));
    return names;
  }

  /** Returns the schema of the object in a field that has another field; null for none. */
  @Nullable String objectIn(String schema, String field, String wanted, boolean each) {
    Schema<?> owner = schemas.get(schema);
    Schema<?> property = owner == null ? null : types.properties(owner).get(field);
    List<String> records = objects(property, each).stream().filter(this::isRecord).toList();
    for (String candidate : records) {
      if (component(candidate, wanted) != null) {
        return candidate;
      }
    }
    // The next step says what it has instead.
    return records.isEmpty() ? null : records.get(0);
  }

  private List<String> objects(@Nullable Schema<?> property, boolean each) {
    List<String> names = new ArrayList<>();
    if (property == null) {
      return names;
    }
    String reference = SchemaKinds.referenced(property);
    if (reference != null) {
      names.add(reference);
      Schema<?> referenced = schemas.get(reference);
      if (referenced != null && !isRecord(reference)) {
        names.addAll(objects(referenced, each));
      }
    }
    for (Schema<?> part : SchemaKinds.allOf(property)) {
      names.addAll(objects(part, each));
    }
    if (each && property.getItems() != null) {
      names.addAll(objects(property.getItems(), false));
    }
    Map<String, Object> extensions = property.getExtensions();
    Object raw = extensions == null ? null : extensions.get(RAW_OBJECTS);
    if (raw instanceof List<?> listed) {
      for (Object name : listed) {
        String text = String.valueOf(name);
        if (text.endsWith("[]") == each) {
          names.add(text.replace("[]", ""));
        }
      }
    }
    return names;
  }

  /** Returns the schemas that a union refers to; called before the generator removes the union. */
  static List<String> objectsOfUnion(Schema<?> union) {
    List<String> names = new ArrayList<>();
    List<Schema<?>> parts = new ArrayList<>(SchemaKinds.alternatives(union));
    parts.addAll(SchemaKinds.allOf(union));
    for (Schema<?> part : parts) {
      String name = SchemaKinds.referenced(part);
      Schema<?> items = part.getItems();
      String element = items == null ? null : SchemaKinds.referenced(items);
      if (name != null) {
        names.add(name);
      } else if (element != null) {
        names.add(element + "[]");
      }
    }
    return names;
  }
}
