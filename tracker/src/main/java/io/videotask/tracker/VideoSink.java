package io.videotask.tracker;

import io.videotask.download.Downloaded;
import io.videotask.task.VideoTask;
import java.io.OutputStream;

/**
 * Where videos go that are not stored as files: an object store, a table. Each video arrives as a
 * whole or not at all: what was written counts only after {@link Transfer#complete}. Called by
 * several threads at once, and again for the same end where it is delivered again: {@code key} is
 * the same then.
 */
@FunctionalInterface
public interface VideoSink {
  /**
   * Begins to take a video.
   *
   * @param key the key of the end, see {@link TrackedEnd#key}
   * @param task the row
   * @param video the finished task
   * @throws Exception when that failed; counts as a failure of the handler
   */
  Transfer begin(String key, TrackedTask task, VideoTask.Completed video) throws Exception;

  /** One video on its way: used by one thread, and ended by one of two methods. */
  interface Transfer {
    /** Returns the stream that takes the bytes, in order; the tracker does not close it. */
    OutputStream stream();

    /**
     * The video was written as a whole: it is to be kept.
     *
     * @throws Exception when that failed; counts as a failure of the handler, and {@link #abort} is
     *     called
     */
    void complete(Downloaded video) throws Exception;

    /**
     * The video was not written as a whole: nothing of it is to be kept. It will be tried again.
     * Exceptions are ignored.
     */
    void abort();
  }
}
