package io.videotask.auth;

import java.io.IOException;

/**
 * A key's supplier gave no usable key. An IOException, because it happens inside a call and OkHttp
 * passes those on.
 */
public final class KeyUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  KeyUnavailableException(String message) {
    super(message);
  }
}
