package io.videotask;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.gateway.Resolution;
import io.videotask.gateway.ResolveOptions;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Creates with equal prompts in parallel, each cut after another number of bytes; then each that
 * was lost is resolved, and the outcome compared with what the gateway knows.
 */
final class LostSubmitDrill {
  private final CuttingGateway.Protocol protocol;
  private final int creates;
  private final int stride;

  /** The sum of a request and its answer is shorter. */
  private static final int BYTES = 1_000;

  /** What became of the creates. */
  static final class Result {
    int accepted;
    int lost;
    int lostWithTask;
    int found;
    int foundOfEqualRequest;
    int adoptedOfOther;
    int adoptedTwice;
    int absent;
    int wronglyAbsent;
    int undecided;
    int undecidedWithTask;
    int tasks;
    int doubled;
    int queries;

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d accepted, %d lost (%d with a task): %d found (%d of them exchanged among equal"
              + " requests), %d absent, %d undecided (%d with a task); adopted another's %d, twice"
              + " %d, wrongly absent %d, submits doubled %d; %d requests",
          accepted,
          lost,
          lostWithTask,
          found,
          foundOfEqualRequest,
          absent,
          undecided,
          undecidedWithTask,
          adoptedOfOther,
          adoptedTwice,
          wronglyAbsent,
          doubled,
          queries);
    }
  }

  LostSubmitDrill(CuttingGateway.Protocol protocol, int creates) {
    this.protocol = protocol;
    this.creates = creates;
    this.stride = Math.max(1, BYTES / creates);
  }

  /** A clock that can be set forward. */
  private static final class SettableTime implements TimeSource {
    private final SystemTimeSource system = new SystemTimeSource();
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant now() {
      return system.now().plus(ahead);
    }

    @Override
    public long nanoTime() {
      return system.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
      return system.schedule(delay, task);
    }
  }

  Result run(ResolveOptions options) throws IOException {
    SettableTime time = new SettableTime();
    Dialect dialect =
        Dialect.named(
                switch (protocol) {
                  case ARK -> "ark";
                  case KLING -> "kling";
                  case DASHSCOPE -> "dashscope";
                  case OPENAI -> "openai-videos";
                })
            .orElseThrow();
    Result result = new Result();
    try (CuttingGateway gateway = new CuttingGateway(protocol, time::now, number -> cut(number));
        VideoTasks videos =
            VideoTasks.builder()
                .gateway(Gateway.of(dialect, gateway.url(), ApiKey.of("key")))
                .time(time)
                .build()) {
      Map<String, TaskRef> accepted = new HashMap<>();
      Map<String, LostSubmit> lost = new HashMap<>();
      List<CompletableFuture<?>> sent = new ArrayList<>();
      for (int i = 0; i < creates; i++) {
        String id = "order-" + i;
        sent.add(
            videos
                .submitAsync(
                    VideoRequest.of("a red kite").model("kling-v1").correlationId(id).build())
                .handle(
                    (outcome, failure) -> {
                      synchronized (lost) {
                        if (outcome instanceof SubmitOutcome.Accepted done) {
                          accepted.put(id, done.task());
                        } else if (outcome instanceof SubmitOutcome.Unknown unknown) {
                          lost.put(id, unknown.error().lostSubmit());
                        } else if (failure != null) {
                          throw new CompletionException(failure);
                        } else {
                          throw new IllegalStateException(String.valueOf(outcome));
                        }
                      }
                      return id;
                    }));
      }
      sent.forEach(CompletableFuture::join);
      // A witness that the list is up to date: the only submit that is not cut.
      accepted.put(
          "last",
          videos
              .submit(VideoRequest.of("a red kite").model("kling-v1").correlationId("last").build())
              .orThrow());
      time.ahead = Duration.ofMinutes(10);
      List<LostSubmit> stored = new ArrayList<>();
      lost.values().forEach(submit -> stored.add(LostSubmit.parse(submit.toString())));
      int before = gateway.queries;
      Map<LostSubmit, Resolution> resolved = videos.lostSubmits().resolveAll(stored, options);
      result.queries = gateway.queries - before;
      judge(gateway, accepted, resolved, result);
    }
    return result;
  }

  private int cut(int number) {
    return number >= creates ? -1 : 1 + (number * stride) % BYTES;
  }

  private static void judge(
      CuttingGateway gateway,
      Map<String, TaskRef> accepted,
      Map<LostSubmit, Resolution> resolved,
      Result result) {
    Map<String, String> creators = new HashMap<>();
    Map<String, String> tasks = new HashMap<>();
    for (CuttingGateway.Task task : gateway.tasks()) {
      creators.put(task.id(), task.correlationId());
      result.doubled += tasks.put(task.correlationId(), task.id()) == null ? 0 : 1;
    }
    result.tasks = creators.size();
    result.accepted = accepted.size();
    result.lost = resolved.size();
    Set<String> adopted = new HashSet<>();
    accepted.values().forEach(ref -> adopted.add(wire(ref)));
    resolved.forEach(
        (submit, resolution) -> {
          String own = tasks.get(submit.correlationId());
          result.lostWithTask += own == null ? 0 : 1;
          if (resolution instanceof Resolution.Found found) {
            result.found++;
            String id = wire(found.task());
            result.adoptedTwice += adopted.add(id) ? 0 : 1;
            if (!id.equals(own)) {
              boolean equal =
                  found.proof() == Resolution.Proof.INTERCHANGEABLE
                      && !accepted.containsKey(creators.getOrDefault(id, ""));
              result.foundOfEqualRequest += equal ? 1 : 0;
              result.adoptedOfOther += equal ? 0 : 1;
            }
          } else if (resolution instanceof Resolution.Absent) {
            result.absent++;
            result.wronglyAbsent += own == null ? 0 : 1;
          } else {
            result.undecided++;
            result.undecidedWithTask += own == null ? 0 : 1;
          }
        });
  }

  private static String wire(TaskRef ref) {
    return ref.id().replaceFirst(".*:", "");
  }

  /** Prints the figures of a thousand creates at each gateway. */
  public static void main(String[] args) throws IOException {
    for (CuttingGateway.Protocol protocol : CuttingGateway.Protocol.values()) {
      LostSubmitDrill drill = new LostSubmitDrill(protocol, 1_000);
      System.out.println(protocol + ", strict: " + drill.run(ResolveOptions.STRICT));
      System.out.println(
          protocol
              + ", all others known: "
              + drill.run(ResolveOptions.allOthersAre(List.of()).interchangingEqualRequests()));
    }
  }
}
