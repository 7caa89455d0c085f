package io.videotask.internal.http;

import java.io.IOException;

/** How far a request came that must not be sent twice. */
public sealed interface SendResult {
  /** An answer came; where its body broke off, it says so as unreadable. */
  record Answered(HttpAnswer answer) implements SendResult {}

  /** Bytes may have left, and no answer came. */
  record Lost(IOException cause) implements SendResult {}

  /** Nothing left this machine: there was no connection, or no key. */
  record NotSent(IOException cause) implements SendResult {}
}
