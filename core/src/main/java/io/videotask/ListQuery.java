package io.videotask;

import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Queries a gateway for a page of its tasks. */
record ListQuery(GatewayClient gateway, int limit, @Nullable TaskRef after)
    implements StatusQuery<TaskPage> {
  @Override
  public CompletableFuture<PollResult<TaskPage>> send() {
    return gateway.list(limit, after);
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
