package io.videotask.benchmarks.drill;

/** What the gateway does to one query instead of answering it. */
enum Fault {
  NONE,
  PAGE_502,
  PAGE_200,
  /** The challenge of a firewall. */
  PAGE_403,
  /** A proxy that has forgotten the path for a moment. */
  PAGE_404,
  /** The gateway could not read the key from its database. */
  DATABASE_401,
  /** The gateway's own failure, in an envelope whose word is one of a task's end. */
  ENVELOPE_OF_FAILURE,
  /** The vendor hiccuped, and the gateway says that the task failed; it takes that back. */
  FAILED_FOR_NO_REASON,
  /** Not done yet, without a body. */
  ACCEPTED_202,
  UNAVAILABLE_AT_ONCE,
  RESET,
  STALL,
  TOO_MANY,
  TOO_MANY_WITH_WISH,
  EMPTY,
  TRUNCATED,
  CUT_OFF,
  STRANGE_WORD,
  BACK_TO_NOT_STARTED;

  private static final Fault[] ALL = values();

  /** Whether it looks definite to a client that has had no answer before, and is fair only then. */
  boolean needsAnAnswerBefore() {
    return switch (this) {
      case PAGE_403, PAGE_404, DATABASE_401 -> true;
      default -> false;
    };
  }

  /** Whether the client gets a status from it. */
  boolean answers() {
    return switch (this) {
      case NONE, STRANGE_WORD, BACK_TO_NOT_STARTED -> true;
      default -> false;
    };
  }

  /** Any but none. */
  static Fault at(double share) {
    return ALL[1 + (int) (share * (ALL.length - 1))];
  }
}
