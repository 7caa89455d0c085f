package io.videotask.internal.http;

import java.io.IOException;

/** A connection was not made, because of where it would have led. */
public final class PrivateAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String host;

  PrivateAddressException(String host, String why) {
    super(why);
    this.host = host;
  }

  /** The host as the address names it. */
  public String host() {
    return host;
  }
}
