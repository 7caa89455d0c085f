package io.videotask.testkit.contract;

/**
 * One difference of a response from its spec.
 *
 * @param kind kind of the difference
 * @param path JSON path of the value; {@code $} for the whole response
 * @param message one line for people; contains no value of the response except status strings
 */
public record SchemaDrift(Kind kind, String path, String message) {

  /** The kinds of differences. */
  public enum Kind {
    /** A field that is not in the spec. */
    UNKNOWN_FIELD,
    /** A value that is not in the spec's enum, or a status that this version does not know. */
    UNKNOWN_WORD,
    /** A value of a different type. */
    WRONG_TYPE,
    /** A required field is missing. */
    MISSING,
    /** A status that the spec does not document for this operation. */
    UNDOCUMENTED_STATUS,
    /** The body is not JSON. */
    NO_JSON
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
