package io.videotask.gateway;

import java.util.Locale;
import java.util.Set;

/** The codes that say that a request worked; every family of gateways has its own. */
final class SuccessCode {
  private static final Set<String> CODES = Set.of("success", "ok", "0", "200", "10000");

  private SuccessCode() {}

  static boolean is(Scalar code) {
    return CODES.contains(code.text().strip().toLowerCase(Locale.ROOT));
  }
}
