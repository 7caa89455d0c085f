package io.videotask.internal.client;

import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.ContentDocument;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.FailedQuery;
import io.videotask.internal.answer.FileLookup;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.answer.ResultLookup;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.engine.PollResult;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.internal.http.HttpDate;
import io.videotask.internal.http.KeyAuthorization;
import io.videotask.internal.http.RepeatableRequest;
import io.videotask.internal.http.RetryAfterParser;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Queries tasks of one gateway: one request, and a second one for the file where the answer has no
 * URL. Thread-safe.
 */
final class TaskQueries {
  /**
   * A few hundred kilobytes of requests; waits for more tasks poll rarely enough to rebuild them.
   */
  private static final int MAX_CACHED_QUERIES = 256;

  private final GatewayConnection connection;
  private final ContentUrls contentUrls;
  private final Adapter adapter;
  private final AnswerReader reader;
  private final Map<String, Request> queries =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Request> eldest) {
              return size() > MAX_CACHED_QUERIES;
            }
          });

  TaskQueries(GatewayConnection connection, ContentUrls contentUrls) {
    this.connection = connection;
    this.contentUrls = contentUrls;
    this.adapter = connection.adapter();
    this.reader = new AnswerReader(adapter);
  }

  /**
   * Sends a query. Cancelling the future cancels the current request.
   *
   * @throws IllegalArgumentException when the reference has no id that the gateway could know
   */
  CompletableFuture<PollResult<VideoTask>> query(TaskRef ref, @Nullable Executor caller) {
    RequestFuture<PollResult<VideoTask>> future = new RequestFuture<>(connection, caller);
    future.send(
        queryRequest(ref.id()),
        (answer, thrown) -> {
          if (answer == null) {
            future.complete(connection.failed(ref, thrown));
            return;
          }
          PollResult<VideoTask> first = read(ref, answer, DecisionLog.ofNotes());
          Request result = answer.truncated() ? null : resultRequest(ref, first);
          if (result != null) {
            future.send(
                result,
                (second, error) ->
                    future.complete(
                        second == null
                            ? connection.failed(ref, error)
                            : withResult(ref, answer.body(), second)));
            return;
          }
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

  /** Reads a JSON document that the gateway sent instead of the task's video. */
  ContentDocument document(TaskRef ref, String json) {
    Instant now = connection.time().now();
    QueryContext query =
        new QueryContext(ref.gateway(), ref, baseUrl(), now, 200, null, null, null);
    ParsedAnswer parsed = reader.read(query, json, false, null, DecisionLog.ofNotes());
    return ContentDocument.of(
        parsed instanceof ParsedAnswer.OfTask read ? read.task() : null, json, baseUrl());
  }

  /** Returns whether the task finished with a file whose URL is missing and can be queried. */
  boolean isUrlMissing(VideoTask task) {
    return task instanceof VideoTask.Completed completed
        && completed.video().backupUrl() == null
        && fileRequest(task.ref(), completed.video()) != null;
  }

  /**
   * Returns the request that queries a task; cached, since waits query the same tasks repeatedly.
   */
  private Request queryRequest(String id) {
    Request known = queries.get(id);
    if (known == null) {
      adapter.requireTaskId(id);
      known =
          KeyAuthorization.cachingHeader(
              RepeatableRequest.of(adapter.query(connection.retrofit(), id)));
      queries.put(id, known);
    }
    return known;
  }

  private @Nullable Request resultRequest(TaskRef ref, PollResult<VideoTask> query) {
    return query instanceof PollResult.Answered<VideoTask> answered
            && answered.snapshot() instanceof VideoTask.Completed completed
            && completed.video().url() == null
        ? adapter.result(connection.retrofit(), ref.id())
        : null;
  }

  private @Nullable Request fileRequest(TaskRef ref, PollResult<VideoTask> result) {
    return result instanceof PollResult.Answered<VideoTask> answered
            && answered.snapshot() instanceof VideoTask.Completed completed
        ? fileRequest(ref, completed.video())
        : null;
  }

  /** Returns the request for the file of a video that has no URL; null for none. */
  private @Nullable Request fileRequest(TaskRef ref, VideoResult video) {
    String fileId = video.fileId();
    return video.url() != null || fileId == null
        ? null
        : adapter.file(connection.retrofit(), ref.id(), fileId);
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
    Duration retryAfter =
        file == null ? null : RetryAfterParser.of(file.headers(), connection.time().now());
    return retryAfter != null && result instanceof PollResult.Answered<VideoTask> answered
        ? new PollResult.Answered<>(
            answered.snapshot(),
            answered.ended(),
            answered.needsConfirmation(),
            answered.hints(),
            retryAfter)
        : result;
  }

  private PollResult<VideoTask> withResult(TaskRef ref, String task, HttpAnswer result) {
    QueryContext query = connection.context(ref, result, contentUrls.of(ref.id()));
    return result(
        query,
        result,
        new ResultLookup(adapter)
            .read(query, adapter.resultField(), task, result, DecisionLog.ofNotes()));
  }

  private PollResult<VideoTask> read(TaskRef ref, HttpAnswer answer, DecisionLog log) {
    QueryContext query = connection.context(ref, answer, contentUrls.of(ref.id()));
    return result(
        query,
        answer,
        reader.read(query, answer.body(), answer.truncated(), answer.unreadable(), log));
  }

  /** Reads a row of an answer about many tasks, like the answer to a query of this one. */
  PollResult<VideoTask> row(TaskRef ref, HttpAnswer answer, String row) {
    return read(
        ref,
        new HttpAnswer(answer.status(), answer.headers(), row, false, null),
        DecisionLog.ofNotes());
  }

  private static PollResult<VideoTask> result(
      QueryContext query, HttpAnswer answer, ParsedAnswer parsed) {
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

  private HttpUrl baseUrl() {
    return connection.gateway().baseUrl();
  }
}
