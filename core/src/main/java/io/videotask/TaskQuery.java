package io.videotask;

import io.videotask.error.VideoTaskException;
import io.videotask.generated.gateway.TaskGroup;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.engine.GroupQuery;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.engine.StatusQuery;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Queries a gateway for one task. */
record TaskQuery(TaskRef ref, GatewayClient gateway, Submitter submissions)
    implements StatusQuery<VideoTask> {
  @Override
  public CompletableFuture<PollResult<VideoTask>> send() {
    return adjusted(gateway.query(ref, null));
  }

  @Override
  public CompletableFuture<PollResult<VideoTask>> send(Executor caller) {
    return adjusted(gateway.query(ref, caller));
  }

  @Override
  public Object task() {
    return ref;
  }

  @Override
  public Object server() {
    return gateway.host();
  }

  @Override
  public String gatewayName() {
    return ref.gateway();
  }

  @Override
  public boolean hasChanged(VideoTask before, VideoTask now) {
    return before.state() != now.state();
  }

  private CompletableFuture<PollResult<VideoTask>> adjusted(
      CompletableFuture<PollResult<VideoTask>> sent) {
    CompletableFuture<PollResult<VideoTask>> tolerant = submissions.toleratingNotFound(ref, sent);
    CompletableFuture<PollResult<VideoTask>> adjusted = tolerant.thenApply(this::marked);
    adjusted.whenComplete(
        (answered, thrown) -> {
          if (adjusted.isCancelled()) {
            tolerant.cancel(true);
          }
        });
    return adjusted;
  }

  @Override
  public @Nullable GroupQuery<VideoTask> group() {
    TaskGroup group = gateway.groups().of(ref);
    return group == null ? null : new Group(gateway, group);
  }

  /** Queries many tasks of one gateway with one request. */
  private record Group(GatewayClient gateway, TaskGroup group) implements GroupQuery<VideoTask> {
    @Override
    public Object key() {
      return List.of(gateway.historyKey().gateway(), group.kind());
    }

    @Override
    public int most() {
      return group.most();
    }

    @Override
    public Duration every() {
      return group.every();
    }

    @Override
    public CompletableFuture<PollResult<Map<Object, PollResult<VideoTask>>>> send(
        List<Object> tasks) {
      List<TaskRef> refs = new ArrayList<>();
      tasks.forEach(task -> refs.add((TaskRef) task));
      return gateway.groups().query(refs);
    }
  }

  /** Marks a finished task whose URL takes another request that failed: a wait polls on for it. */
  private PollResult<VideoTask> marked(PollResult<VideoTask> result) {
    return result instanceof PollResult.Answered<VideoTask> answered
            && gateway.isUrlMissing(answered.snapshot())
        ? answered.asIncomplete()
        : result;
  }

  @Override
  public VideoTask afterUnconfirmedEnd(VideoTask doubted, VideoTask now) {
    return doubted.state() == now.state()
        ? now
        : now.withNote(
            "the gateway said "
                + doubted.state()
                + " before, without a reason, and took it back when it was asked once more");
  }

  @Override
  public List<String> notes(VideoTask snapshot) {
    return snapshot.notes();
  }

  @Override
  public String describe(RuntimeException failure) {
    if (!(failure instanceof VideoTaskException known)) {
      return failure.getClass().getSimpleName();
    }
    Integer status = known.httpStatus();
    return known.kind() + (status == null ? "" : " (HTTP " + status + ")");
  }
}
