package io.videotask.http;

import java.io.IOException;

/** A connection was not made, because of where it would have led. */
public final class RefusedAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String host;

  RefusedAddressException(String host, String why) {
    super(why);
    this.host = host;
  }

  /** The host as the address names it. */
  public String host() {
    return host;
  }
}
