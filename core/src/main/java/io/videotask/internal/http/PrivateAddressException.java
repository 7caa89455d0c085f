package io.videotask.internal.http;

import java.io.IOException;

/** A connection was refused because the address is private or ambiguous. */
public final class PrivateAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String host;

  PrivateAddressException(String host, String why) {
    super(why);
    this.host = host;
  }

  /** Returns the host as written in the URL. */
  public String host() {
    return host;
  }
}
