package io.videotask.internal.client;

import io.videotask.error.Retry;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Gateway;
import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.ContentDocument;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.FailedQuery;
import io.videotask.internal.answer.FileLookup;
import io.videotask.internal.answer.HttpErrorMapper;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.answer.QueryErrors;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.AuthorisedCalls;
import io.videotask.internal.http.BearerAuthorization;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.HttpDate;
import io.videotask.internal.http.HttpTransport;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.schedule.HistoryKey;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Sends requests to one gateway and reads its answers. The requests are created by the generated
 * interface, the answers read by the dialect's adapter. Thread-safe.
 */
public final class GatewayClient {
  private static final Pattern DENIAL = Pattern.compile("\"deleted\"\\s*:\\s*false");

  /**
   * A few hundred kilobytes of requests; waits for more tasks poll rarely enough to rebuild them.
   */
  private static final int MAX_CACHED_QUERIES = 256;

  private final Gateway gateway;
  private final HttpTransport transport;
  private final TimeSource time;
  private final AuthorisedCalls calls;
  private final Retrofit retrofit;
  private final AnswerReader reader;
  private final SubmitRequests submits;
  private final Adapter adapter;
  private final HistoryKey historyKey;
  private final String host;
  private final Map<String, Request> queries =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Request> eldest) {
              return size() > MAX_CACHED_QUERIES;
            }
          });

  /** Creates a client that sends through the transport and takes the time from the time source. */
  public GatewayClient(Gateway gateway, HttpTransport transport, TimeSource time) {
    this.gateway = gateway;
    this.adapter = gateway.dialect().adapter();
    this.host = gateway.baseUrl().host() + ":" + gateway.baseUrl().port();
    this.transport = transport;
    this.time = time;
    this.calls = transport.authorised(gateway.key());
    this.retrofit =
        new Retrofit.Builder()
            .baseUrl(gateway.baseUrl())
            // Creates a call for each request, on the requesting thread.
            .callFactory(transport.unsentCalls())
            .addConverterFactory(MoshiConverterFactory.create(adapter.moshi()))
            .build();
    this.reader = new AnswerReader(adapter);
    this.submits = new SubmitRequests(gateway);
    this.historyKey = new HistoryKey(gateway.name(), null, adapter.refresh());
  }

  /** Returns the server's host and port. */
  public String host() {
    return host;
  }

  /** Returns a short advice for a task that does not finish at this gateway; null for none. */
  public @Nullable String advice(VideoTask lastSeen) {
    return lastSeen.state().isTerminal() ? null : adapter.advice(lastSeen);
  }

  /** Returns the history key of this gateway's tasks. */
  public HistoryKey historyKey() {
    return historyKey;
  }

  /**
   * Creates a submit, which the supplier sends.
   *
   * @throws IllegalArgumentException when the request has fields that this gateway does not know
   */
  public Supplier<Submission> submission(VideoRequest request) {
    Request submit = submits.request(retrofit, request);
    return () -> {
      SubmitAttempt attempt =
          new SubmitAttempt(
              gateway.name(),
              request,
              gateway.baseUrl(),
              String.valueOf(submit.header(SubmitRequests.CORRELATION)),
              time.now());
      return submits.sent(attempt, transport.sendOnce(gateway.key(), submit));
    };
  }

  /** Returns the gateway's origin, for downloads. */
  public GatewayOrigin origin() {
    return gateway.origin();
  }

  /**
   * Sends a query, and a second one for the file where the answer has no URL. Cancelling the future
   * cancels the request.
   */
  public CompletableFuture<PollResult<VideoTask>> query(TaskRef ref, @Nullable Executor caller) {
    RequestFuture<PollResult<VideoTask>> future = new RequestFuture<>(caller);
    future.send(
        queryRequest(ref.id()),
        (answer, thrown) -> {
          if (answer == null) {
            future.complete(failed(ref, thrown));
            return;
          }
          PollResult<VideoTask> first = read(ref, answer, DecisionLog.ofNotes());
          Request file = answer.truncated() ? null : fileRequest(ref, first);
          if (file == null) {
            future.complete(first);
          } else {
            future.send(
                file,
                (second, fileError) -> future.complete(withFile(ref, answer, second, fileError)));
          }
        });
    return future;
  }

  /**
   * Requests a page of tasks, the newest first. Cancelling the future cancels the request.
   *
   * @param after the last task of the previous page; null for the first page
   * @throws IllegalArgumentException when this gateway has no list
   */
  public CompletableFuture<PollResult<TaskPage>> list(int limit, @Nullable TaskRef after) {
    Request list = adapter.list(retrofit, limit, after == null ? null : after.id());
    if (list == null) {
      throw new IllegalArgumentException(gateway.dialect() + " has no list of tasks");
    }
    TaskListReader pages = new TaskListReader(gateway, this::contentUrl, after);
    RequestFuture<PollResult<TaskPage>> future = new RequestFuture<>(null);
    future.send(
        list,
        (answer, thrown) -> {
          try {
            future.complete(
                answer == null
                    ? failed(null, thrown)
                    : new PollResult.Answered<>(
                        pages.read(answer, time.now()), true, null, null, null));
          } catch (VideoTaskException e) {
            future.complete(new PollResult.Failed<>(e, retryAdvice(e), e.retryAfter()));
          }
        });
    return future;
  }

  /**
   * Deletes a task with one request. Cancelling the future cancels the request.
   *
   * @param results completes the future, and so runs its dependents
   * @return completes exceptionally with a {@link VideoTaskException} where the task was not
   *     deleted
   * @throws IllegalArgumentException when this gateway has no delete
   */
  public CompletableFuture<@Nullable Void> delete(TaskRef ref, Executor results) {
    Request delete = adapter.delete(retrofit, ref.id());
    if (delete == null) {
      throw new IllegalArgumentException(gateway.dialect() + " deletes no tasks");
    }
    RequestFuture<@Nullable Void> deleted = new RequestFuture<>(null);
    deleted.await(
        transport.sendNow(calls, delete),
        (answer, thrown) -> {
          VideoTaskException failure =
              answer == null ? unanswered(ref, thrown) : notDeleted(ref, answer);
          results.execute(
              failure == null
                  ? () -> deleted.complete(null)
                  : () -> deleted.completeExceptionally(failure));
        });
    return deleted;
  }

  /**
   * Returns the same task with another rendition of its video in place of the video.
   *
   * @param variant the gateway's name of the rendition; null for the video itself
   * @throws IllegalArgumentException when this gateway serves none
   */
  public VideoTask.Completed variant(VideoTask.Completed task, @Nullable String variant) {
    if (variant == null) {
      return task;
    }
    requireVariants();
    HttpUrl url = content(task.ref().id(), variant);
    VideoResult rendition =
        new VideoResult(
            String.valueOf(url), true, null, null, null, null, null, null, null, null, null, null);
    return new VideoTask.Completed(task.seen(), List.of(rendition));
  }

  /**
   * Checks that the gateway serves other renditions of a video.
   *
   * @throws IllegalArgumentException when it serves none
   */
  public void requireVariants() {
    if (!adapter.servesContent()) {
      throw new IllegalArgumentException(gateway.dialect() + " serves no variants of a video");
    }
  }

  private @Nullable HttpUrl content(String referenceId, @Nullable String variant) {
    return adapter.content(retrofit, adapter.wireId(referenceId), variant);
  }

  /** Returns the URL at which the gateway serves the video of a task; null where it serves none. */
  private @Nullable Supplier<String> contentUrl(String referenceId) {
    return adapter.servesContent() ? () -> String.valueOf(content(referenceId, null)) : null;
  }

  /**
   * Returns another URL at which the gateway may serve the task's video; null where it serves none.
   */
  public @Nullable String backupContent(TaskRef ref) {
    HttpUrl url = adapter.backupContent(retrofit, adapter.wireId(ref.id()));
    return url == null ? null : url.toString();
  }

  /** Reads a JSON document that the gateway sent instead of the task's video. */
  public ContentDocument document(TaskRef ref, String json) {
    QueryContext query =
        new QueryContext(gateway.name(), ref, gateway.baseUrl(), time.now(), 200, null, null, null);
    ParsedAnswer parsed = reader.read(query, json, false, null, DecisionLog.ofNotes());
    return ContentDocument.of(
        parsed instanceof ParsedAnswer.OfTask read ? read.task() : null, json, gateway.baseUrl());
  }

  /** Returns whether the task finished with a file whose URL is missing and can be queried. */
  public boolean isUrlMissing(VideoTask task) {
    return task instanceof VideoTask.Completed completed
        && completed.video().url() == null
        && completed.video().backupUrl() == null
        && completed.video().fileId() != null
        && adapter.file(retrofit, task.ref().id(), completed.video().fileId()) != null;
  }

  private @Nullable VideoTaskException notDeleted(TaskRef ref, HttpAnswer answer) {
    QueryContext query = context(ref, answer, null);
    if (!answer.isSuccess()) {
      boolean whole = !answer.truncated() && answer.unreadable() == null;
      return new HttpErrorMapper(adapter.error(answer.body()), query, answer.body(), whole)
          .failure()
          .error();
    }
    boolean readable = answer.body().isBlank() || BodyClassifier.isJson(answer.body());
    return readable && !DENIAL.matcher(answer.body()).find()
        ? null
        : new QueryErrors(query, null)
            .malformed(
                new BodyClassifier.Unreadable(
                    "no confirmation of the deletion", !BodyClassifier.isJson(answer.body())))
            .error();
  }

  /** A future of one request or several in sequence; cancelling it cancels the current one. */
  private final class RequestFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final @Nullable Executor caller;
    private volatile @Nullable CompletableFuture<HttpAnswer> current;

    RequestFuture(@Nullable Executor caller) {
      this.caller = caller;
    }

    private void send(Request request, BiConsumer<@Nullable HttpAnswer, @Nullable Throwable> then) {
      await(transport.send(calls, request, caller), then);
    }

    private void await(
        CompletableFuture<HttpAnswer> sent,
        BiConsumer<@Nullable HttpAnswer, @Nullable Throwable> then) {
      current = sent;
      if (isCancelled()) {
        sent.cancel(true);
      }
      sent.whenComplete(
          (answer, thrown) -> {
            try {
              then.accept(answer, thrown);
            } catch (Throwable e) {
              completeExceptionally(e);
            }
          });
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean cancelled = super.cancel(mayInterrupt);
      CompletableFuture<HttpAnswer> sent = current;
      if (cancelled && sent != null) {
        sent.cancel(true);
      }
      return cancelled;
    }
  }

  /**
   * Returns the request that queries a task; cached, since waits query the same tasks repeatedly.
   */
  private Request queryRequest(String id) {
    Request known = queries.get(id);
    if (known == null) {
      known = BearerAuthorization.cachingHeader(adapter.query(retrofit, id));
      queries.put(id, known);
    }
    return known;
  }

  /** Returns the request for the file of a finished task that has no URL; null for none. */
  private @Nullable Request fileRequest(TaskRef ref, PollResult<VideoTask> result) {
    if (result instanceof PollResult.Answered<VideoTask> answered
        && answered.snapshot() instanceof VideoTask.Completed completed) {
      String fileId = completed.video().fileId();
      return completed.video().url() != null || fileId == null
          ? null
          : adapter.file(retrofit, ref.id(), fileId);
    }
    return null;
  }

  /** Adds the file's URL to the task; a failure to get the file does not fail the task. */
  private PollResult<VideoTask> withFile(
      TaskRef ref, HttpAnswer task, @Nullable HttpAnswer file, @Nullable Throwable fileError) {
    DecisionLog log = DecisionLog.ofNotes();
    String joined = new FileLookup(adapter, log).join(task.body(), file, fileError);
    PollResult<VideoTask> result =
        read(
            ref,
            new HttpAnswer(task.status(), task.headers(), joined, false, task.unreadable()),
            log);
    Duration retryAfter = file == null ? null : RetryAfterParser.of(file.headers(), time.now());
    return retryAfter != null && result instanceof PollResult.Answered<VideoTask> answered
        ? new PollResult.Answered<>(
            answered.snapshot(),
            answered.ended(),
            answered.needsConfirmation(),
            answered.hints(),
            retryAfter)
        : result;
  }

  private PollResult<VideoTask> read(TaskRef ref, HttpAnswer answer, DecisionLog log) {
    QueryContext query = context(ref, answer, contentUrl(ref.id()));
    ParsedAnswer parsed =
        reader.read(query, answer.body(), answer.truncated(), answer.unreadable(), log);
    if (parsed instanceof ParsedAnswer.OfTask read) {
      VideoTask task = read.task();
      Instant gatewayTime = HttpDate.of(answer.headers(), "Date");
      return new PollResult.Answered<>(
          task,
          task.state().isTerminal(),
          read.needsConfirmation(),
          read.hints().toTimingHints(task, query.at(), gatewayTime),
          query.retryAfter());
    }
    FailedQuery failed = ((ParsedAnswer.OfError) parsed).failed();
    return new PollResult.Failed<>(failed.error(), failed.advice(), query.retryAfter());
  }

  private QueryContext context(TaskRef ref, HttpAnswer answer, @Nullable Supplier<String> content) {
    Instant now = time.now();
    return new QueryContext(
        gateway.name(),
        ref,
        gateway.baseUrl(),
        now,
        answer.status(),
        answer.requestId(),
        RetryAfterParser.of(answer.headers(), now),
        content);
  }

  private <S> PollResult<S> failed(@Nullable TaskRef ref, @Nullable Throwable thrown) {
    VideoTaskException failure = unanswered(ref, thrown);
    return new PollResult.Failed<>(failure, retryAdvice(failure), null);
  }

  private VideoTaskException unanswered(@Nullable TaskRef ref, @Nullable Throwable thrown) {
    if (thrown instanceof IOException e) {
      return ConnectionFailure.of(e, ref, host());
    }
    throw new CompletionException(thrown);
  }

  private static PollResult.RetryAdvice retryAdvice(VideoTaskException error) {
    return switch (error.kind()) {
      case RATE_LIMITED -> PollResult.RetryAdvice.RETRY_SLOWER;
      case NOT_FOUND -> PollResult.RetryAdvice.CONFIRM;
      default ->
          error.retry() == Retry.ALWAYS
              ? PollResult.RetryAdvice.RETRY
              : error.retry() == Retry.IN_A_WAIT
                  ? PollResult.RetryAdvice.RETRY_IN_WAIT
                  : PollResult.RetryAdvice.NONE;
    };
  }
}
