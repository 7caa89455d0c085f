package io.videotask.internal.engine;

import java.util.concurrent.CompletableFuture;

/** A query for a task of this name, at a server of that name. */
public record NamedQuery(String task, String server, FakeQuery looks)
    implements StatusQuery<String> {
  @Override
  public CompletableFuture<PollResult<String>> ask() {
    return looks.ask();
  }
}
