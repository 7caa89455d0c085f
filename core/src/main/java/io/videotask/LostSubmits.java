package io.videotask;

import io.videotask.gateway.Resolution;
import io.videotask.gateway.ResolveOptions;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.client.TaskSearch;
import io.videotask.task.LostSubmit;
import io.videotask.task.VideoRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out what became of submits with an unknown outcome. A task is only adopted where it is
 * proven that the submit created it, and only called absent where that is proven. Thread-safe.
 */
public final class LostSubmits {
  private final ClientRuntime runtime;
  private final TaskPolling polling;

  LostSubmits(ClientRuntime runtime, TaskPolling polling) {
    this.runtime = runtime;
    this.polling = polling;
  }

  /**
   * Describes a submit that may have been sent, for programs that store what they are about to
   * submit: after a crash the task can be looked for.
   *
   * @param request with the gateway's name and with the correlation id that it was submitted with
   * @param submittedAt when it was sent, or the earliest time at which it may have been
   * @param endedAt the latest time at which it may have been sent; not before {@code submittedAt}
   * @throws IllegalArgumentException when the request has no correlation id, or names no gateway of
   *     this client
   */
  public LostSubmit describe(VideoRequest request, Instant submittedAt, Instant endedAt) {
    return runtime.gatewayOf(request).lostSubmit(request, submittedAt, endedAt);
  }

  /**
   * Returns whether the gateway can be asked for the task at all: by the client's own id, or in its
   * list. Where not, {@link #resolve(LostSubmit)} is always undecided.
   *
   * @throws IllegalArgumentException when this client has no gateway of that name
   */
  public boolean isResolvable(LostSubmit lost) {
    TaskSearch search = runtime.gateway(lost.gateway()).search();
    return search.fields() != null
        && (search.listOf(lost) != null || (lost.identified() && search.hasFind(lost)));
  }

  /**
   * Looks for the task of a submit. Asks again after a transient failure, as a query does.
   *
   * @return undecided also where the gateway could not be asked
   * @throws IllegalArgumentException when this client has no gateway of that name
   * @throws IllegalStateException when this client is closed
   */
  public Resolution resolve(LostSubmit lost) {
    return of(lost, resolveAll(List.of(lost), ResolveOptions.STRICT));
  }

  /** Asynchronous {@link #resolve(LostSubmit)}. */
  public CompletableFuture<Resolution> resolveAsync(LostSubmit lost) {
    return resolveAllAsync(List.of(lost), ResolveOptions.STRICT).thenApply(all -> of(lost, all));
  }

  private static Resolution of(LostSubmit lost, Map<LostSubmit, Resolution> all) {
    return all.getOrDefault(lost, new Resolution.Undecided("it was not asked for", List.of()));
  }

  /**
   * Looks for the tasks of several submits at once: a gateway's list is read once for all of them,
   * and what one of them has is no candidate for another.
   *
   * @param options what the caller knows of the account's other submits
   * @return the resolution of each, in the order given
   * @throws IllegalArgumentException when this client lacks a gateway; nothing is sent then
   */
  public Map<LostSubmit, Resolution> resolveAll(
      Collection<LostSubmit> lost, ResolveOptions options) {
    return BlockingWait.join("lost submits", resolveAllAsync(lost, options), null);
  }

  /** Asynchronous {@link #resolveAll}. */
  public CompletableFuture<Map<LostSubmit, Resolution>> resolveAllAsync(
      Collection<LostSubmit> lost, ResolveOptions options) {
    Map<String, Set<LostSubmit>> byGateway = new LinkedHashMap<>();
    for (LostSubmit submit : lost) {
      runtime.gateway(submit.gateway());
      byGateway.computeIfAbsent(submit.gateway(), name -> new LinkedHashSet<>()).add(submit);
    }
    CompletableFuture<Map<LostSubmit, Resolution>> all =
        CompletableFuture.completedFuture(new LinkedHashMap<>());
    for (Map.Entry<String, Set<LostSubmit>> entry : byGateway.entrySet()) {
      GatewayClient gateway = runtime.gateway(entry.getKey());
      SubmitSearch search =
          new SubmitSearch(gateway, options, runtime.time::now, polling::pageAsync);
      all =
          all.thenCombine(
              search.resolve(entry.getValue()),
              (before, now) -> {
                before.putAll(now);
                return before;
              });
    }
    return all.thenApply(
        resolved -> {
          Map<LostSubmit, Resolution> ordered = new LinkedHashMap<>();
          lost.forEach(submit -> ordered.put(submit, of(submit, resolved)));
          return ordered;
        });
  }

  /**
   * Submits the same request once more, with the same idempotency key, where the gateway has one
   * ({@code Gateway.withIdempotencyHeader}): its answer names the task of the first submit, or of
   * this one if there was none. Elsewhere like {@link #resolve(LostSubmit)}, which sends no submit.
   *
   * @param request the request as it was submitted
   * @throws IllegalArgumentException when it is another request
   */
  public Resolution resolve(LostSubmit lost, VideoRequest request) {
    if (!runtime.gateway(lost.gateway()).search().isIdempotent()) {
      return resolve(lost);
    }
    VideoRequest same =
        request.toBuilder().gateway(lost.gateway()).correlationId(lost.correlationId()).build();
    LostSubmit again = describe(same, lost.submittedAt(), lost.endedAt());
    if (!again.requestHash().equals(lost.requestHash())) {
      throw new IllegalArgumentException(
          "this is another request: an idempotency key stands for one request only");
    }
    SubmitOutcome outcome = Submitter.join(runtime.submit(same));
    return outcome.match(
        accepted -> new Resolution.Found(accepted.task(), Resolution.Proof.IDEMPOTENCY_KEY),
        rejected ->
            new Resolution.Undecided(
                "the same request was refused now, which says nothing about the first one: "
                    + rejected.error().getMessage(),
                List.of()),
        unknown ->
            new Resolution.Undecided(
                "the outcome of the same request is unknown again", List.of()));
  }
}
