package io.videotask.codegen;

import java.nio.file.Path;
import java.util.Collection;

/** The document or its config file holds something that would come out wrong. */
final class SpecRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: the message is all that helps, and Maven prints it twice. */
  private SpecRefused(String message) {
    super(message, null, false, false);
  }

  static SpecRefused document(String specFile, Collection<String> reasons) {
    return new SpecRefused(specFile + " cannot be generated:" + listed(reasons));
  }

  static SpecRefused forgotten(Path specs, Collection<String> steps) {
    return new SpecRefused("nothing generates what lies in " + specs + ":" + listed(steps));
  }

  private static String listed(Collection<String> lines) {
    return "\n  - " + String.join("\n  - ", lines);
  }
}
