package io.videotask.testkit.contract;

/**
 * One place where an answer is not what the spec promises.
 *
 * @param kind in which way
 * @param path where, as a JSON path; {@code $} for the whole answer
 * @param message one line for people, without any value that came but status words
 */
public record SchemaDrift(Kind kind, String path, String message) {

  /** In which way an answer is not what the spec promises. */
  public enum Kind {
    /** The spec has no such field. */
    UNKNOWN_FIELD,
    /** A word that is not on the spec's list, or a status word that this version does not know. */
    UNKNOWN_WORD,
    /** A value of another type. */
    WRONG_TYPE,
    /** A field that the spec says is always there. */
    MISSING,
    /** The spec has no such answer of this operation. */
    UNDOCUMENTED_STATUS,
    /** What came is no JSON. */
    NO_JSON
  }

  @Override
  public String toString() {
    return path + ": " + message;
  }
}
