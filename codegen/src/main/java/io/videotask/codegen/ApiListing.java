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
 * Lists the callable members of a package in the format of the committed surface list: accessors of
 * records and methods of interfaces. Constructors are omitted, as only adapters call them and every
 * new field changes them.
 */
final class ApiListing {
  private static final Pattern NAME = Pattern.compile("[A-Z]\\w*");
  private static final Map<String, String> QUALIFIED_NAMES =
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

  private ApiListing(String packageName) {
    this.packageName = packageName;
  }

  /** Returns the members that will be generated. */
  static Set<String> of(String packageName, Collection<?> models, Collection<ApiShape> apis) {
    ApiListing listing = new ApiListing(packageName);
    for (Object model : models) {
      if (model instanceof RecordShape shape) {
        shape
            .components()
            .forEach(
                component ->
                    listing.add(
                        shape.className(), component.type().name(), component.name() + "()"));
      } else if (model instanceof EnumShape shape) {
        listing.add(shape.className(), shape.valueType(), "value()");
        listing.add(shape.className(), "boolean", "isKnown()");
      }
    }
    for (ApiShape api : apis) {
      api.operations()
          .forEach(operation -> listing.add(api.className(), "Call", operation.name() + "()"));
    }
    return listing.members;
  }

  /** Returns the members of the package in the committed list. */
  static Set<String> parseCommitted(String packageName, List<String> lines) {
    ApiListing listing = new ApiListing(packageName);
    String type = "";
    for (String line : lines) {
      if (!line.startsWith(" ")) {
        String[] parts = line.split(" ", -1);
        boolean inPackage = parts[1].matches(Pattern.quote(packageName) + "\\.\\w+");
        boolean isListed = parts[0].equals("record") || parts[0].equals("interface");
        type = inPackage && isListed ? parts[1].substring(packageName.length() + 1) : "";
      } else if (!type.isEmpty() && line.contains("(") && !line.strip().startsWith("new(")) {
        listing.addCommitted(type, line.strip());
      }
    }
    return listing.members;
  }

  private void add(String type, String result, String member) {
    members.add(
        type + "." + member + ": " + (result.equals("Call") ? "a call" : qualified(result)));
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

  private String qualified(String simple) {
    return NAME.matcher(simple)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    QUALIFIED_NAMES.getOrDefault(
                        found.group(), packageName + "." + found.group())));
  }

  /** Returns the members that were removed or whose type has changed. */
  static List<String> missingMembers(Set<String> committed, Set<String> generated) {
    List<String> missing = new ArrayList<>(committed);
    missing.removeAll(generated);
    return missing.stream()
        .map(member -> member + replacement(member, generated))
        .collect(Collectors.toList());
  }

  private static String replacement(String member, Set<String> generated) {
    String name = member.substring(0, member.indexOf(": ") + 2);
    return generated.stream()
        .filter(other -> other.startsWith(name))
        .findFirst()
        .map(other -> " is now " + other.substring(name.length()))
        .orElse(" is gone");
  }
}
