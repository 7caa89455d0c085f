package io.videotask.auth;

import java.io.IOException;

/**
 * A key supplier returned no valid key. An IOException, because it is thrown inside a call, and
 * OkHttp passes IOExceptions on.
 */
public final class KeyUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception whose message says why, without the key. */
  public KeyUnavailableException(String message) {
    super(message);
  }
}
