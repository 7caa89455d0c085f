package io.videotask.benchmarks.drill;

/** What the gateway does to one query instead of answering it. */
enum Fault {
  NONE,
  PAGE_502,
  PAGE_200,
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

  /** Any but none. */
  static Fault at(double share) {
    return ALL[1 + (int) (share * (ALL.length - 1))];
  }
}
