package io.videotask.internal.text;

import java.util.Locale;
import java.util.Set;

/** The codes that say that a request worked; every family of gateways has its own. */
public final class SuccessCodes {
  private static final Set<String> CODES = Set.of("success", "ok", "0", "200", "10000");

  private SuccessCodes() {}

  public static boolean is(Scalar code) {
    return CODES.contains(code.text().strip().toLowerCase(Locale.ROOT));
  }
}
