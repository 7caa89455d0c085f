package io.videotask.codegen;

import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the errors of a document, so that one build reports all of them. */
final class SpecErrors {
  private final Set<String> messages = new LinkedHashSet<>();

  /**
   * Adds an error.
   *
   * @param location the schema or operation
   * @param problem the error
   * @param remedy what to change, in which file
   */
  void add(String location, String problem, String remedy) {
    messages.add(location + ": " + problem + ". Remedy: " + remedy);
  }

  void throwIfAny(String specFile) {
    if (!messages.isEmpty()) {
      throw InvalidSpecException.invalidDocument(specFile, messages);
    }
  }
}
