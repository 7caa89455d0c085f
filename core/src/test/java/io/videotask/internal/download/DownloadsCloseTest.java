package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.auth.ApiKey;
import io.videotask.download.DownloadOptions;
import io.videotask.download.DownloadTarget;
import io.videotask.download.Downloaded;
import io.videotask.error.ClientClosedException;
import io.videotask.http.RequestListener;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.internal.http.ManualTimer;
import io.videotask.task.Observation;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How closing ends a download whose thread is blocked in the caller's channel. */
@Timeout(30)
class DownloadsCloseTest {
  private static final String VIDEO = "data:video/mp4;base64,AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29t";

  private final ManualTimer time = new ManualTimer();
  private final BlockedChannel channel = new BlockedChannel();
  private final Downloads downloads =
      new Downloads(
          new Downloads.Dependencies(
              new DownloadHttpClient(null, RequestListener.NONE), time, () -> 0, Runnable::run));

  /** A channel whose reader has stopped reading. */
  private static final class BlockedChannel implements WritableByteChannel {
    final CountDownLatch writing = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    @Override
    public int write(ByteBuffer bytes) {
      writing.countDown();
      boolean interrupted = false;
      while (released.getCount() > 0) {
        try {
          released.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      int length = bytes.remaining();
      bytes.position(bytes.limit());
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  /** A gateway that nothing has to be asked of. */
  private static final class NoGateway implements TaskGateway {
    @Override
    public GatewayOrigin origin() {
      return new GatewayOrigin(
          HttpUrl.get("https://gateway.example.com/"), ApiKey.of("sk-canary"), false);
    }

    @Override
    public @Nullable String contentUrl() {
      return null;
    }

    @Override
    public CompletableFuture<VideoTask> query() {
      return CompletableFuture.failedFuture(new AssertionError("the task was queried"));
    }

    @Override
    public Document read(String json) {
      throw new AssertionError("a document was read");
    }
  }

  @AfterEach
  void releaseThread() {
    channel.released.countDown();
  }

  private CompletableFuture<Downloaded> blockedDownload() throws InterruptedException {
    VideoResult video =
        new VideoResult(VIDEO, false, null, null, null, null, null, null, null, null, null, null);
    Observation seen =
        new Observation(
            TaskRef.parse("new-api:task_1"),
            TaskState.COMPLETED,
            "SUCCESS",
            null,
            null,
            null,
            null,
            List.of(),
            Instant.EPOCH,
            "{}");
    VideoTask.Completed task = new VideoTask.Completed(seen, List.of(video));
    CompletableFuture<Downloaded> result =
        downloads.start(
            new Downloads.DownloadRequest(
                task,
                DownloadTarget.channel(channel),
                DownloadOptions.DEFAULT,
                Duration.ofMinutes(1)),
            new NoGateway());
    assertTrue(channel.writing.await(20, TimeUnit.SECONDS), "the download writes");
    return result;
  }

  @Test
  void aBlockedDownloadEndsASecondLaterOnTheClock() throws Exception {
    CompletableFuture<Downloaded> result = blockedDownload();
    CompletableFuture<?> closed = downloads.close();
    time.advance(Duration.ofMillis(999));
    assertFalse(result.isDone());
    assertFalse(closed.isDone());
    time.advance(Duration.ofMillis(1));
    Throwable thrown = assertThrows(CompletionException.class, result::join).getCause();
    assertInstanceOf(ClientClosedException.class, thrown);
    assertTrue(closed.isDone() && !closed.isCompletedExceptionally());
  }

  @Test
  void aBlockedDownloadEndsAtOnceWithoutATimer() throws Exception {
    CompletableFuture<Downloaded> result = blockedDownload();
    time.failToSchedule();
    CompletableFuture<?> closed = downloads.close();
    assertThrows(CompletionException.class, result::join);
    assertTrue(closed.isDone());
  }

  @Test
  void closedWithoutADownload() {
    assertTrue(downloads.close().isDone());
  }
}
