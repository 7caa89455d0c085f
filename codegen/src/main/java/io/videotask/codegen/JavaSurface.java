package io.videotask.codegen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What programs can call of one package, in the words of the committed surface list: the accessors
 * of its records and the methods of its interfaces. Constructors are left out: a gateway's answers
 * are made by adapters, and every new field changes them.
 */
final class JavaSurface {
  private static final Pattern NAME = Pattern.compile("[A-Z]\\w*");
  private static final Map<String, String> KNOWN =
      Map.of(
          "String", "java.lang.String",
          "Long", "java.lang.Long",
          "Double", "java.lang.Double",
          "Boolean", "java.lang.Boolean",
          "List", "java.util.List",
          "Map", "java.util.Map",
          "RawJson", RuntimeLibrary.type("RawJson"));

  private final String packageName;
  private final Set<String> members = new TreeSet<>();

  private JavaSurface(String packageName) {
    this.packageName = packageName;
  }

  /** What will be generated. */
  static Set<String> of(String packageName, Collection<?> models, Collection<ApiShape> apis) {
    JavaSurface surface = new JavaSurface(packageName);
    for (Object model : models) {
      if (model instanceof RecordShape shape) {
        shape
            .components()
            .forEach(
                component ->
                    surface.add(
                        shape.className(), component.type().name(), component.name() + "()"));
      } else if (model instanceof EnumShape shape) {
        surface.add(shape.className(), shape.valueType(), "value()");
        surface.add(shape.className(), "boolean", "isKnown()");
      }
    }
    for (ApiShape api : apis) {
      api.operations()
          .forEach(operation -> surface.add(api.className(), "Call", operation.name() + "()"));
    }
    return surface.members;
  }

  /** What the committed list has of the package. */
  static Set<String> committed(String packageName, List<String> lines) {
    JavaSurface surface = new JavaSurface(packageName);
    String type = "";
    for (String line : lines) {
      if (!line.startsWith(" ")) {
        String[] words = line.split(" ", -1);
        boolean ours = words[1].matches(Pattern.quote(packageName) + "\\.\\w+");
        boolean described = words[0].equals("record") || words[0].equals("interface");
        type = ours && described ? words[1].substring(packageName.length() + 1) : "";
      } else if (!type.isEmpty() && line.contains("(") && !line.strip().startsWith("new(")) {
        surface.addCommitted(type, line.strip());
      }
    }
    return surface.members;
  }

  private void add(String type, String result, String member) {
    members.add(type + "." + member + ": " + (result.equals("Call") ? "a call" : spelled(result)));
  }

  private void addCommitted(String type, String line) {
    if (line.contains(" static ") || line.startsWith("static ")) {
      return;
    }
    if (line.startsWith("@")) {
      String name = line.replaceFirst("\\([^()]*\\)$", "").replaceFirst("^.* ", "");
      add(type, "Call", name + "()");
      return;
    }
    Matcher accessor = Pattern.compile("(\\S.*) (\\w+)\\(\\)").matcher(line);
    if (accessor.matches()) {
      members.add(type + "." + accessor.group(2) + "(): " + accessor.group(1));
    }
  }

  private String spelled(String simple) {
    return NAME.matcher(simple)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    KNOWN.getOrDefault(found.group(), packageName + "." + found.group())));
  }

  /** What was there and is no longer, or is of another type. */
  static List<String> lost(Set<String> committed, Set<String> generated) {
    List<String> lost = new ArrayList<>(committed);
    lost.removeAll(generated);
    return lost.stream()
        .map(member -> member + nowInstead(member, generated))
        .collect(Collectors.toList());
  }

  private static String nowInstead(String member, Set<String> generated) {
    String name = member.substring(0, member.indexOf(": ") + 2);
    return generated.stream()
        .filter(other -> other.startsWith(name))
        .findFirst()
        .map(other -> " is now " + other.substring(name.length()))
        .orElse(" is gone");
  }
}
