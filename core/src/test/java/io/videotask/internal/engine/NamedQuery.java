package io.videotask.internal.engine;

import java.util.concurrent.CompletableFuture;

/** A query with a given task, server and gateway. */
public record NamedQuery(String task, String server, String gatewayName, FakeQuery delegate)
    implements StatusQuery<String> {
  public NamedQuery(String task, String server, FakeQuery delegate) {
    this(task, server, "", delegate);
  }

  @Override
  public CompletableFuture<PollResult<String>> send() {
    return delegate.send();
  }
}
