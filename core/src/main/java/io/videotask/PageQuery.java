package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.StatusQuery;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks a gateway for a page of its tasks.
 *
 * @param request sends the request
 * @param <P> the page
 */
record PageQuery<P>(GatewayClient gateway, Supplier<CompletableFuture<PollResult<P>>> request)
    implements StatusQuery<P> {
  @Override
  public CompletableFuture<PollResult<P>> send() {
    return request.get();
  }

  @Override
  public Object server() {
    return gateway.host();
  }

  @Override
  public String gatewayName() {
    return gateway.historyKey().gateway();
  }

  @Override
  public Object task() {
    return gatewayName();
  }
}
