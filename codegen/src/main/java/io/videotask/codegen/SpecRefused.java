package io.videotask.codegen;

import java.util.Collection;

/** The document or its config file holds something that would come out wrong. */
final class SpecRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SpecRefused(String specFile, Collection<String> reasons) {
    super(specFile + " cannot be generated:\n  - " + String.join("\n  - ", reasons));
  }
}
