package io.videotask;

import io.videotask.OperationListener.Operation;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.VideoTaskException;
import io.videotask.internal.answer.ContentDocument;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.download.Downloads;
import io.videotask.internal.download.TaskGateway;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs the wait and the download of one task under one future and one deadline. Thread-safe. */
final class DownloadCoordinator {
  private final ClientRuntime runtime;
  private final TaskPolling polling;
  private final Downloads downloads;
  private final TimeSource time;
  private final Executor results;

  DownloadCoordinator(TaskPolling polling, ClientSettings settings, ClientRuntime runtime) {
    this.runtime = runtime;
    this.polling = polling;
    this.time = runtime.time;
    this.results = runtime.results;
    this.downloads =
        new Downloads(
            new Downloads.Dependencies(
                new DownloadHttpClient(settings.httpClient(), settings.requestListener()),
                time,
                settings.random(),
                runtime.cancels));
  }

  /** Waits for a task and downloads its video, on the calling thread. */
  Downloaded waitAndDownload(TaskRef ref, DownloadTarget target, DownloadOptions options) {
    return runtime.operations.call(
        Operation.DOWNLOAD,
        ref.gateway(),
        ref,
        () -> BlockingWait.join(ref, beginWait(ref, target, options)));
  }

  /** Waits for a task and downloads its video. */
  CompletableFuture<Downloaded> waitAndDownloadAsync(
      TaskRef ref, DownloadTarget target, DownloadOptions options) {
    return runtime.operations.start(
        Operation.DOWNLOAD, ref.gateway(), ref, () -> beginWait(ref, target, options));
  }

  /** Downloads the video of a finished task, on the calling thread. */
  Downloaded download(VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    TaskRef ref = task.ref();
    return runtime.operations.call(
        Operation.DOWNLOAD,
        ref.gateway(),
        ref,
        () -> BlockingWait.join(ref, beginDownload(task, target, options)));
  }

  /** Downloads the video of a finished task. */
  CompletableFuture<Downloaded> downloadAsync(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    return runtime.operations.start(
        Operation.DOWNLOAD,
        task.ref().gateway(),
        task.ref(),
        () -> beginDownload(task, target, options));
  }

  private CompletableFuture<Downloaded> beginWait(
      TaskRef ref, DownloadTarget target, DownloadOptions options) {
    GatewayClient gateway = runtime.gateway(ref);
    if (options.variant() != null) {
      gateway.requireVariants();
    }
    try {
      downloads.check(ref, target, options);
    } catch (VideoTaskException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<Downloaded> result = new CompletableFuture<>();
    long start = time.nanoTime();
    CompletableFuture<VideoTask> wait = polling.awaitAsync(ref, options.timeout(), null);
    cancelTogether(result, wait);
    wait.whenComplete(
        (task, thrown) -> {
          try {
            if (task == null) {
              throw thrown;
            }
            Duration remaining = options.timeout().minusNanos(time.nanoTime() - start);
            CompletableFuture<Downloaded> download =
                download(task.orThrow(), gateway, target, options, remaining);
            cancelTogether(result, download);
            download.whenComplete((video, failure) -> complete(result, video, failure));
          } catch (Throwable e) {
            complete(result, null, e);
          }
        });
    return result;
  }

  private CompletableFuture<Downloaded> beginDownload(
      VideoTask.Completed task, DownloadTarget target, DownloadOptions options) {
    GatewayClient gateway = runtime.gateway(task.ref().gateway());
    return runtime.begin(
        task.ref(), () -> download(task, gateway, target, options, options.timeout()));
  }

  private CompletableFuture<Downloaded> download(
      VideoTask.Completed task,
      GatewayClient gateway,
      DownloadTarget target,
      DownloadOptions options,
      Duration timeout) {
    String variant = options.variant();
    CompletableFuture<Downloaded> download =
        ClockPause.during(
            time,
            () ->
                downloads.start(
                    new Downloads.DownloadRequest(
                        gateway.variant(task, variant), target, options, timeout),
                    new DownloadedTask(task.ref(), gateway, variant)));
    CompletableFuture<Downloaded> result = new CompletableFuture<>();
    cancelTogether(result, download);
    // A timer ends some downloads, and dependents may block.
    download.whenComplete(
        (video, thrown) -> results.execute(() -> complete(result, video, thrown)));
    return result;
  }

  /** Adapts the gateway of one task to downloads. */
  private final class DownloadedTask implements TaskGateway {
    private final TaskRef ref;
    private final GatewayClient gateway;
    private final @Nullable String variant;

    DownloadedTask(TaskRef ref, GatewayClient gateway, @Nullable String variant) {
      this.ref = ref;
      this.gateway = gateway;
      this.variant = variant;
    }

    @Override
    public GatewayOrigin origin() {
      return gateway.origin();
    }

    @Override
    public @Nullable String contentUrl() {
      return variant == null ? gateway.backupContent(ref) : null;
    }

    @Override
    public CompletableFuture<VideoTask> query() {
      return polling
          .queryAsync(ref)
          .thenApply(
              fresh ->
                  fresh instanceof VideoTask.Completed completed
                      ? gateway.variant(completed, variant)
                      : fresh);
    }

    @Override
    public Document read(String json) {
      ContentDocument document = gateway.document(ref, json);
      return new Document(document.url(), document.pending());
    }
  }

  /** See {@link Downloads#close}. */
  CompletableFuture<?> close() {
    return downloads.close();
  }

  private static void cancelTogether(CompletableFuture<?> result, CompletableFuture<?> part) {
    result.whenComplete(
        (value, thrown) -> {
          if (result.isCancelled()) {
            part.cancel(true);
          }
        });
  }

  private static void complete(
      CompletableFuture<Downloaded> result,
      @Nullable Downloaded video,
      @Nullable Throwable thrown) {
    if (video != null) {
      result.complete(video);
    } else {
      Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
      result.completeExceptionally(
          cause == null ? new IllegalStateException("the download ended without a result") : cause);
    }
  }
}
