package io.videotask;

import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Resolution;
import io.videotask.gateway.ResolveOptions;
import io.videotask.generated.gateway.LostSubmitFields;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.client.ListedPage;
import io.videotask.internal.client.TaskSearch;
import io.videotask.internal.engine.RootCause;
import io.videotask.internal.resolve.KnownSubmit;
import io.videotask.internal.resolve.ListedTask;
import io.videotask.internal.resolve.Listing;
import io.videotask.internal.resolve.SubmitMatcher;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the tasks of lost submits at one gateway: first by the client's own ids, one request
 * each, then in the gateway's list, which is read once for all. Never submits.
 */
final class SubmitSearch {
  /** A list that is longer is not read to its end. */
  private static final int MAX_PAGES = 200;

  private static final int PAGE = 100;

  /** A gateway's date has whole seconds, and so may a task's time; requests take time. */
  private static final Duration TIMED_TOLERANCE = Duration.ofSeconds(5);

  private static final Duration UNTIMED_TOLERANCE = Duration.ofMinutes(5);

  private final GatewayClient gateway;
  private final TaskSearch search;
  private final ResolveOptions options;
  private final Supplier<Instant> clock;
  private final BiFunction<GatewayClient, PageQuery<ListedPage>, CompletableFuture<ListedPage>>
      queries;

  /**
   * @param queries sends a query, with retries
   */
  SubmitSearch(
      GatewayClient gateway,
      ResolveOptions options,
      Supplier<Instant> clock,
      BiFunction<GatewayClient, PageQuery<ListedPage>, CompletableFuture<ListedPage>> queries) {
    this.gateway = gateway;
    this.search = gateway.search();
    this.options = options;
    this.clock = clock;
    this.queries = queries;
  }

  /** The answer to a look-up, or why there was none. */
  private record Answer(LostSubmit submit, @Nullable ListedPage page, @Nullable Throwable failure) {
    boolean hasTask() {
      return page != null
          && page.tasks().stream().anyMatch(task -> submit.clientId().equals(task.clientId()));
    }
  }

  /**
   * Returns the resolution of each submit; completes exceptionally only where the client closes.
   */
  CompletableFuture<Map<LostSubmit, Resolution>> resolve(Collection<LostSubmit> lost) {
    LostSubmitFields fields = search.fields();
    if (fields == null) {
      return CompletableFuture.completedFuture(
          all(
              lost,
              "this gateway has no way to ask for it: look in its console, by time and model, or"
                  + " resolve the submit at the vendor's own gateway"));
    }
    List<LostSubmit> byId =
        lost.stream().filter(submit -> submit.identified() && search.hasFind(submit)).toList();
    List<LostSubmit> inList = lost.stream().filter(submit -> !byId.contains(submit)).toList();
    CompletableFuture<Map<LostSubmit, Resolution>> found = byClientId(byId, fields);
    CompletableFuture<Map<LostSubmit, Resolution>> listed = inLists(inList, fields);
    return found.thenCombine(
        listed,
        (first, second) -> {
          Map<LostSubmit, Resolution> both = new LinkedHashMap<>(first);
          both.putAll(second);
          both.forEach(gateway.ledger()::resolved);
          return both;
        });
  }

  // By the client's own ids

  private CompletableFuture<Map<LostSubmit, Resolution>> byClientId(
      List<LostSubmit> lost, LostSubmitFields fields) {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    lost.forEach(submit -> answers.add(find(submit)));
    return whenAll(answers).thenCompose(all -> decide(all, fields));
  }

  private CompletableFuture<Answer> find(LostSubmit submit) {
    return queries
        .apply(gateway, new PageQuery<>(gateway, () -> search.find(submit)))
        .handle((page, failure) -> new Answer(submit, page, failure));
  }

  /**
   * Decides about each look-up. Before a task is called absent, the same kind of look-up has to
   * find another task of this client: a server may not support it.
   */
  private CompletableFuture<Map<LostSubmit, Resolution>> decide(
      List<Answer> answers, LostSubmitFields fields) {
    Set<String> proven =
        answers.stream()
            .filter(Answer::hasTask)
            .map(answer -> search.kind(answer.submit()))
            .collect(Collectors.toSet());
    Set<String> doubted =
        answers.stream()
            .filter(answer -> !answer.hasTask())
            .map(answer -> search.kind(answer.submit()))
            .filter(kind -> !proven.contains(kind))
            .collect(Collectors.toSet());
    List<CompletableFuture<Answer>> controls = new ArrayList<>();
    for (KnownSubmit known : newestFirst()) {
      if (known.submit().identified() && doubted.remove(search.kind(known.submit()))) {
        controls.add(find(known.submit()));
      }
    }
    return whenAll(controls)
        .thenApply(
            witnesses -> {
              witnesses.stream()
                  .filter(Answer::hasTask)
                  .forEach(witness -> proven.add(search.kind(witness.submit())));
              Map<LostSubmit, Resolution> decided = new LinkedHashMap<>();
              for (Answer answer : answers) {
                decided.put(answer.submit(), decide(answer, fields, proven));
              }
              return decided;
            });
  }

  private Resolution decide(Answer answer, LostSubmitFields fields, Set<String> proven) {
    ListedPage page = answer.page();
    if (page == null) {
      return new Resolution.Undecided(failure(answer.failure()), List.of());
    }
    LostSubmit submit = answer.submit();
    Instant now = clock.get();
    Duration tolerance = page.timed() ? TIMED_TOLERANCE : UNTIMED_TOLERANCE;
    Listing listing = new Listing(page.tasks(), true, now, tolerance, fields.lag());
    if (!page.tasks().isEmpty()) {
      SubmitMatcher.World world =
          new SubmitMatcher.World(
              gateway.ledger().known().stream()
                  .filter(known -> !isSame(known.submit(), submit))
                  .toList(),
              options.known(),
              List.of(),
              false,
              false);
      return new SubmitMatcher(List.of(submit), listing, world)
          .resolve()
          .getOrDefault(submit, new Resolution.Undecided("-", List.of()));
    }
    if (fields.lag() == null) {
      return new Resolution.Undecided("the gateway knows no task with its id yet", List.of());
    }
    Instant settled = submit.endedAt().plus(fields.lag()).plus(tolerance);
    if (now.isBefore(settled)) {
      return new Resolution.Undecided(
          "the gateway knows no task with its id yet; ask again after " + settled, List.of());
    }
    return proven.contains(search.kind(submit))
        ? new Resolution.Absent()
        : new Resolution.Undecided(
            "the gateway knows no task with its id, but did not find another task of this client in"
                + " this way either: submit something else, and ask again with the same client",
            List.of());
  }

  private List<KnownSubmit> newestFirst() {
    List<KnownSubmit> known = new ArrayList<>(gateway.ledger().known());
    java.util.Collections.reverse(known);
    return known;
  }

  // In the list

  /** Reads each list once for all submits whose tasks it has. */
  private CompletableFuture<Map<LostSubmit, Resolution>> inLists(
      List<LostSubmit> lost, LostSubmitFields fields) {
    Map<TaskRows, List<LostSubmit>> byList = new LinkedHashMap<>();
    Map<LostSubmit, Resolution> none = new LinkedHashMap<>();
    for (LostSubmit submit : lost) {
      TaskRows list = search.listOf(submit);
      if (list == null) {
        none.putAll(
            all(
                List.of(submit),
                "the request had no id of this client's, and this gateway has no list"));
      } else {
        byList.computeIfAbsent(list, of -> new ArrayList<>()).add(submit);
      }
    }
    CompletableFuture<Map<LostSubmit, Resolution>> all = CompletableFuture.completedFuture(none);
    for (Map.Entry<TaskRows, List<LostSubmit>> each : byList.entrySet()) {
      all =
          all.thenCombine(
              list(each.getKey(), each.getValue(), fields),
              (before, now) -> {
                Map<LostSubmit, Resolution> both = new LinkedHashMap<>(before);
                both.putAll(now);
                return both;
              });
    }
    return all;
  }

  private CompletableFuture<Map<LostSubmit, Resolution>> list(
      TaskRows of, List<LostSubmit> lost, LostSubmitFields fields) {
    Instant oldest =
        lost.stream().map(LostSubmit::submittedAt).min(Instant::compareTo).orElse(Instant.MIN);
    Pages pages = new Pages(oldest.minus(UNTIMED_TOLERANCE));
    return page(of, pages, null)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                return all(lost, failure(failure));
              }
              Duration tolerance = pages.timed ? TIMED_TOLERANCE : UNTIMED_TOLERANCE;
              Listing listing =
                  new Listing(
                      List.copyOf(pages.tasks.values()),
                      pages.complete,
                      pages.readAt == null ? clock.get() : pages.readAt,
                      tolerance,
                      fields.lag());
              return new SubmitMatcher(lost, listing, world(lost, oldest)).resolve();
            });
  }

  private SubmitMatcher.World world(List<LostSubmit> lost, Instant oldest) {
    Set<String> ids = new HashSet<>();
    lost.forEach(submit -> ids.add(submit.correlationId()));
    boolean forgotten = gateway.ledger().mayHaveForgotten(oldest.minus(UNTIMED_TOLERANCE));
    return new SubmitMatcher.World(
        gateway.ledger().known().stream()
            .filter(known -> !ids.contains(known.submit().correlationId()))
            .toList(),
        options.known(),
        gateway.ledger().open().stream()
            .filter(rival -> !ids.contains(rival.correlationId()))
            .toList(),
        options.allOthersKnown() && !forgotten,
        options.interchangeable());
  }

  /** The pages that were read. Filled by one request after the other. */
  private static final class Pages {
    private final Instant until;
    private final Map<TaskRef, ListedTask> tasks = new LinkedHashMap<>();
    private boolean timed = true;
    private boolean descending = true;
    private boolean complete;
    private @Nullable Instant readAt;
    private @Nullable Instant last;
    private int count;

    Pages(Instant until) {
      this.until = until;
    }

    /** Adds a page; returns whether the list may go on with tasks that matter. */
    boolean add(ListedPage page) {
      count++;
      timed &= page.timed();
      for (ListedTask task : page.tasks()) {
        tasks.putIfAbsent(task.ref(), task);
        Instant created = task.createdAt();
        Instant before = last;
        descending &= created != null && (before == null || !created.isAfter(before));
        last = created == null ? before : created;
      }
      Instant oldest = last;
      complete = page.next() == null || (descending && oldest != null && oldest.isBefore(until));
      return !complete && count < MAX_PAGES;
    }
  }

  private CompletableFuture<Pages> page(TaskRows of, Pages pages, @Nullable TaskRef after) {
    if (pages.readAt == null) {
      // Before the request: what is created later may be missing.
      pages.readAt = clock.get();
    }
    return queries
        .apply(gateway, new PageQuery<>(gateway, () -> search.list(of, PAGE, after)))
        .thenCompose(
            page ->
                pages.add(page)
                    ? page(of, pages, page.next())
                    : CompletableFuture.completedFuture(pages));
  }

  private static Map<LostSubmit, Resolution> all(Collection<LostSubmit> lost, String reason) {
    Map<LostSubmit, Resolution> undecided = new LinkedHashMap<>();
    lost.forEach(submit -> undecided.put(submit, new Resolution.Undecided(reason, List.of())));
    return undecided;
  }

  private static String failure(@Nullable Throwable failure) {
    Throwable cause = failure == null ? null : RootCause.of(failure);
    return cause instanceof VideoTaskException known
        ? "the gateway could not be asked: " + known.getMessage()
        : "the gateway could not be asked";
  }

  private static boolean isSame(LostSubmit one, LostSubmit other) {
    return one.correlationId().equals(other.correlationId());
  }

  private static <T> CompletableFuture<List<T>> whenAll(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
