package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.client.ListedPage;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.StatusQuery;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Asks a gateway for tasks whose ids are not known. */
record PageQuery(GatewayClient gateway, Supplier<CompletableFuture<PollResult<ListedPage>>> request)
    implements StatusQuery<ListedPage> {
  @Override
  public CompletableFuture<PollResult<ListedPage>> send() {
    return request.get();
  }

  @Override
  public Object server() {
    return gateway.host();
  }

  @Override
  public Object task() {
    return gateway.historyKey().gateway();
  }
}
