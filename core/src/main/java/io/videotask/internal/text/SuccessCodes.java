package io.videotask.internal.text;

import java.util.Locale;
import java.util.Set;

/** The codes of successful requests, which differ between gateways. */
public final class SuccessCodes {
  private static final Set<String> CODES = Set.of("success", "ok", "0", "200", "10000");

  private SuccessCodes() {}

  public static boolean is(Scalar code) {
    return CODES.contains(code.text().strip().toLowerCase(Locale.ROOT));
  }
}
