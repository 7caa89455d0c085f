package io.videotask.poll;

import java.util.concurrent.CompletableFuture;

/** A query for a task of this name, at a server of that name. */
record NamedQuery(String task, String server, FakeQuery looks) implements Query<String> {
  @Override
  public CompletableFuture<Look<String>> ask() {
    return looks.ask();
  }
}
