package io.videotask.codegen;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The classes of one package; no two sources may become one file. */
final class ClassNames {
  private final Map<String, String> owners = new HashMap<>();
  private final Refusals refusals;

  ClassNames(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Claims the record or open enum of a schema, and its adapter. */
  void claimSchema(String schema, String className) {
    String remedy = "add `modelNameMappings: {\"" + schema + "\": NAME}` to the config file";
    String owner = "schema '" + schema + "'";
    if (!JavaNames.isLegalClass(className)) {
      refusals.add(owner, "gives no legal class name ('" + className + "')", remedy);
      return;
    }
    claim(owner, className, remedy);
    claim(owner, className + "JsonAdapter", remedy);
  }

  void claimApi(String className) {
    String remedy =
        "rename the tag, or set openapiNormalizer's SET_TAGS_FOR_ALL_OPERATIONS in the config file";
    if (!JavaNames.isLegalClass(className)) {
      refusals.add("tag", "gives no legal class name ('" + className + "')", remedy);
    }
    claim("the API interface", className, remedy);
  }

  void claimFactory(String className) {
    String remedy = "choose another factoryName in the config file";
    if (!JavaNames.isLegalClass(className)) {
      refusals.add("factoryName", "'" + className + "' is no legal class name", remedy);
    }
    claim("factoryName", className, remedy);
  }

  /** Compares without case, because file names do on Windows and macOS. */
  private void claim(String owner, String className, String remedy) {
    String other = owners.putIfAbsent(className.toLowerCase(Locale.ROOT), owner);
    if (other != null) {
      refusals.add(other + " and " + owner, "both become class " + className, remedy);
    }
  }
}
