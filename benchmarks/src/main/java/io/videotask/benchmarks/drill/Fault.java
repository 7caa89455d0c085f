package io.videotask.benchmarks.drill;

/** What the gateway does instead of answering a query. */
enum Fault {
  NONE,
  PAGE_502,
  PAGE_200,
  /** A firewall's challenge page. */
  PAGE_403,
  /** A proxy that temporarily has no route for the path. */
  PAGE_404,
  /** The gateway failed to read the key from its database. */
  DATABASE_401,
  /** An error of the gateway in an envelope with the status of a failed task. */
  ENVELOPE_OF_FAILURE,
  /**
   * After a temporary vendor error the gateway reports the task as failed, and later reverts that.
   */
  FAILED_FOR_NO_REASON,
  /** Not finished, without a body. */
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

  /**
   * Returns whether it looks definite to a client without an earlier answer, and is fair only after
   * one.
   */
  boolean needsEarlierAnswer() {
    return switch (this) {
      case PAGE_403, PAGE_404, DATABASE_401 -> true;
      default -> false;
    };
  }

  /** Returns whether the client gets a status. */
  boolean answers() {
    return switch (this) {
      case NONE, STRANGE_WORD, BACK_TO_NOT_STARTED -> true;
      default -> false;
    };
  }

  /** Returns a fault by its share; never the absence of one. */
  static Fault at(double share) {
    return ALL[1 + (int) (share * (ALL.length - 1))];
  }
}
