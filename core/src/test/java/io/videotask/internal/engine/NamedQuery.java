package io.videotask.internal.engine;

import java.util.concurrent.CompletableFuture;

/** A query with a given task and server. */
public record NamedQuery(String task, String server, FakeQuery delegate)
    implements StatusQuery<String> {
  @Override
  public CompletableFuture<PollResult<String>> send() {
    return delegate.send();
  }
}
