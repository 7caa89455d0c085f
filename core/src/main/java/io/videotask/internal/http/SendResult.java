package io.videotask.internal.http;

import java.io.IOException;

/** How far a request got that must not be sent twice. */
public sealed interface SendResult {
  /** A response was received; if its body was truncated, it is marked as unreadable. */
  record Answered(HttpAnswer answer) implements SendResult {}

  /** Bytes may have been sent, and no response was received. */
  record Lost(IOException cause) implements SendResult {}

  /** Nothing was sent: there was no connection, or no key. */
  record NotSent(IOException cause) implements SendResult {}
}
