package io.videotask.codegen;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Checks that the classes of a package have valid and distinct names. */
final class ClassNames {
  private final Map<String, String> owners = new HashMap<>();
  private final SpecErrors errors;

  ClassNames(SpecErrors errors) {
    this.errors = errors;
  }

  /** Reserves the names of a schema's record or open enum and of its adapter. */
  void claimSchema(String schema, String className) {
    String remedy = "add `modelNameMappings: {\"" + schema + "\": NAME}` to the config file";
    String owner = "schema '" + schema + "'";
    if (!JavaNames.isLegalClass(className)) {
      errors.add(owner, "gives no legal class name ('" + className + "')", remedy);
      return;
    }
    claim(owner, className, remedy);
    claim(owner, className + "JsonAdapter", remedy);
  }

  void claimApi(String className) {
    String remedy =
        "rename the tag, or set openapiNormalizer's SET_TAGS_FOR_ALL_OPERATIONS in the config file";
    if (!JavaNames.isLegalClass(className)) {
      errors.add("tag", "gives no legal class name ('" + className + "')", remedy);
    }
    claim("the API interface", className, remedy);
  }

  void claimFactory(String className) {
    String remedy = "choose another factoryName in the config file";
    if (!JavaNames.isLegalClass(className)) {
      errors.add("factoryName", "'" + className + "' is no legal class name", remedy);
    }
    claim("factoryName", className, remedy);
  }

  void claimAdapter(String className) {
    claim("the gateway's adapter", className, "rename the schema, or the gateway's folder");
  }

  /** Ignores case, as file names do on Windows and macOS. */
  private void claim(String owner, String className, String remedy) {
    String other = owners.putIfAbsent(className.toLowerCase(Locale.ROOT), owner);
    if (other != null) {
      errors.add(other + " and " + owner, "both become class " + className, remedy);
    }
  }
}
