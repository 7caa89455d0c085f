package io.videotask.codegen;

import java.nio.file.Path;
import java.util.Collection;

/** The document or its config file would generate wrong code. */
final class InvalidSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Has no stack trace: only the message is useful, and Maven prints it twice. */
  private InvalidSpecException(String message) {
    super(message, null, false, false);
  }

  static InvalidSpecException invalidDocument(String specFile, Collection<String> reasons) {
    return new InvalidSpecException(specFile + " cannot be generated:" + bulletList(reasons));
  }

  static InvalidSpecException invalidMapping(Collection<String> reasons) {
    return new InvalidSpecException("the mapping cannot be generated:" + bulletList(reasons));
  }

  static InvalidSpecException uncoveredFolders(Path specs, Collection<String> steps) {
    return new InvalidSpecException(
        "nothing generates what lies in " + specs + ":" + bulletList(steps));
  }

  private static String bulletList(Collection<String> lines) {
    return "\n  - " + String.join("\n  - ", lines);
  }
}
