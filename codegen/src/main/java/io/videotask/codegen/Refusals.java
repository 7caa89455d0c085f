package io.videotask.codegen;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects what is wrong with a document, so that one build names everything at once. */
final class Refusals {
  private final Set<String> reasons = new LinkedHashSet<>();

  /**
   * Notes one reason.
   *
   * @param where the schema or operation
   * @param problem what is wrong with it
   * @param remedy what to write, and into which file
   */
  void add(String where, String problem, String remedy) {
    reasons.add(where + ": " + problem + ". Remedy: " + remedy);
  }

  void throwIfAny(String specFile) {
    if (!reasons.isEmpty()) {
      throw SpecRefused.document(specFile, reasons);
    }
  }
}
