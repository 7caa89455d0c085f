package io.videotask.codegen;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks what a spec's config file says; the stock generator accepts any misspelt key. */
final class ConfigFile {
  static final String FACTORY_NAME = "factoryName";
  static final String GENERATING_POM = "generatingPom";
  private static final int MOST_LISTED = 20;

  private static final Set<String> REQUIRED = Set.of("apiPackage", "modelPackage", FACTORY_NAME);

  /** Passed on by the stock generator itself, whatever the config file says. */
  private static final Set<String> OWN_OF_STOCK =
      Set.of(
          """
          closebrace excludeTests generateApiDocs generateApiTests generateApis generateModelDocs
          generateModelTests generateModels generateRecursiveDependentModels generateWebhooks
          gitHost gitRepoId gitUserId lambda openbrace releaseNote"""
              .strip()
              .split("\\s+"));

  private final Refusals refusals;

  ConfigFile(Refusals refusals) {
    this.refusals = refusals;
  }

  /**
   * Checks the keys.
   *
   * @param given what the config file and the plugin passed
   * @param known the options of the stock generator
   */
  void checkKeys(Map<String, Object> given, Set<String> known) {
    for (String required : new TreeSet<>(REQUIRED)) {
      if (!given.containsKey(required)) {
        refuse(required, "is missing", "add `" + required + ": ...`");
      }
    }
    if (!String.valueOf(given.get("apiPackage"))
        .equals(String.valueOf(given.get("modelPackage")))) {
      refuse("modelPackage", "is not apiPackage", "name one package for both");
    }
    if (RuntimeLibrary.PACKAGE.equals(given.get("modelPackage"))) {
      refuse("modelPackage", "is the package of " + RuntimeLibrary.ARTIFACT, "name another one");
    }
    for (String key : new TreeSet<>(given.keySet())) {
      boolean read = known.contains(key) || REQUIRED.contains(key) || OWN_OF_STOCK.contains(key);
      if (!read && !key.equals(GENERATING_POM)) {
        refuse(key, "is no key that anything reads", "correct or remove it");
      }
    }
  }

  /** A schema can only be mapped to what the adapters can read. */
  void checkSchemaMappings(Map<String, String> mappings, Set<String> schemas) {
    mappings.forEach(
        (schema, type) -> {
          if (!type.equals("RawJson")) {
            refuse(
                "schemaMappings", "maps '" + schema + "' to " + type, "map it to RawJson instead");
          }
        });
    checkSchemaNames("schemaMappings", mappings, schemas);
  }

  void checkSchemaNames(String key, Map<String, String> mappings, Set<String> schemas) {
    Set<String> stale = new TreeSet<>(mappings.keySet());
    stale.removeAll(schemas);
    refuseStale(key, stale, schemas);
  }

  /**
   * A key that matches nothing once matched: a name in the document has changed.
   *
   * @param existing the keys that would match
   */
  void refuseStale(String key, Set<String> stale, Set<String> existing) {
    for (String name : stale) {
      refuse(
          key,
          "names '" + name + "', which the document does not have (any more)",
          "correct or remove it"
              + (existing.isEmpty() ? "" : "; it has " + listed(existing, name)));
    }
  }

  /** Those that begin like the wrong one come first: it is probably one of them. */
  private static String listed(Set<String> names, String wrong) {
    String first =
        names.stream()
            .sorted(
                Comparator.comparingInt((String name) -> -sameLetters(name, wrong))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_LISTED)
            .collect(Collectors.joining(", "));
    int left = names.size() - MOST_LISTED;
    return left > 0 ? first + " and " + left + " more" : first;
  }

  private static int sameLetters(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  private void refuse(String key, String problem, String remedy) {
    refusals.add("config file, " + key, problem, remedy);
  }
}
