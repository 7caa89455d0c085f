package io.videotask.download;

import io.videotask.task.TaskRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A completed download.
 *
 * @param task the task that made the video
 * @param file where the video was stored; null for a channel or a stream
 * @param bytes the size
 * @param host the host that it was downloaded from, with its port unless that is the default; null
 *     if the URL contained the video itself ({@code data:})
 * @param sha256 the digest in hexadecimal; null unless {@link DownloadOptions#sha256()} was set
 */
public record Downloaded(
    TaskRef task,
    @Nullable Path file,
    long bytes,
    @Nullable String host,
    @Nullable String sha256) {}
