package io.videotask.codegen;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the config file of a document; the stock generator ignores unknown keys. */
final class ConfigFile {
  static final String FACTORY_NAME = "factoryName";
  static final String GENERATING_POM = "generatingPom";

  /** The module's folder for classes, which gets the file for the service loader. */
  static final String CLASSES = "classes";

  private static final int MAX_LISTED = 20;

  private static final Set<String> REQUIRED = Set.of("apiPackage", "modelPackage", FACTORY_NAME);

  /** Options that the stock generator always passes itself. */
  private static final Set<String> INTERNAL_OPTIONS =
      Set.of(
          """
          closebrace excludeTests generateApiDocs generateApiTests generateApis generateModelDocs
          generateModelTests generateModels generateRecursiveDependentModels generateWebhooks
          gitHost gitRepoId gitUserId lambda openbrace releaseNote"""
              .strip()
              .split("\\s+"));

  private final SpecErrors errors;

  ConfigFile(SpecErrors errors) {
    this.errors = errors;
  }

  /**
   * Checks the keys.
   *
   * @param options options from the config file and the plugin
   * @param known the options of the stock generator
   */
  void checkKeys(Map<String, Object> options, Set<String> known) {
    for (String required : new TreeSet<>(REQUIRED)) {
      if (!options.containsKey(required)) {
        reportError(required, "is missing", "add `" + required + ": ...`");
      }
    }
    if (!String.valueOf(options.get("apiPackage"))
        .equals(String.valueOf(options.get("modelPackage")))) {
      reportError("modelPackage", "is not apiPackage", "name one package for both");
    }
    if (RuntimeLibrary.PACKAGE.equals(options.get("modelPackage"))) {
      reportError(
          "modelPackage", "is the package of " + RuntimeLibrary.ARTIFACT, "name another one");
    }
    for (String key : new TreeSet<>(options.keySet())) {
      boolean read =
          known.contains(key) || REQUIRED.contains(key) || INTERNAL_OPTIONS.contains(key);
      if (!read && !key.equals(GENERATING_POM) && !key.equals(CLASSES)) {
        reportError(key, "is no key that anything reads", "correct or remove it");
      }
    }
  }

  /** Checks that schemas are mapped only to types that the adapters can read. */
  void checkSchemaMappings(Map<String, String> mappings, Set<String> schemas) {
    mappings.forEach(
        (schema, type) -> {
          if (!type.equals("RawJson")) {
            reportError(
                "schemaMappings", "maps '" + schema + "' to " + type, "map it to RawJson instead");
          }
        });
    checkSchemaNames("schemaMappings", mappings, schemas);
  }

  void checkSchemaNames(String key, Map<String, String> mappings, Set<String> schemas) {
    Set<String> stale = new TreeSet<>(mappings.keySet());
    stale.removeAll(schemas);
    reportUnused(key, stale, schemas);
  }

  /**
   * Reports keys that match nothing: a name in the document has probably changed.
   *
   * @param existing the keys that could match
   */
  void reportUnused(String key, Set<String> stale, Set<String> existing) {
    for (String name : stale) {
      reportError(
          key,
          "names '" + name + "', which the document does not have (any more)",
          "correct or remove it"
              + (existing.isEmpty() ? "" : "; it has " + suggest(existing, name)));
    }
  }

  /** Lists the names with the longest common prefix first, as one of them is probably meant. */
  private static String suggest(Set<String> names, String unknownName) {
    String first =
        names.stream()
            .sorted(
                Comparator.comparingInt((String name) -> -commonPrefixLength(name, unknownName))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MAX_LISTED)
            .collect(Collectors.joining(", "));
    int remaining = names.size() - MAX_LISTED;
    return remaining > 0 ? first + " and " + remaining + " more" : first;
  }

  private static int commonPrefixLength(String first, String other) {
    int same = 0;
    while (same < Math.min(first.length(), other.length())
        && first.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private void reportError(String key, String problem, String remedy) {
    errors.add("config file, " + key, problem, remedy);
  }
}
