package io.videotask.download;

import io.videotask.task.TaskRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A video that has arrived, whole.
 *
 * @param task whose it is
 * @param file where it lies; null where it went to a channel or a stream
 * @param bytes its size
 * @param host which host it came from, with its port where that is not the usual one; null where
 *     the address held the video itself ({@code data:})
 * @param sha256 its digest in hexadecimal; null unless {@link DownloadOptions#sha256()} was set
 */
public record Downloaded(
    TaskRef task,
    @Nullable Path file,
    long bytes,
    @Nullable String host,
    @Nullable String sha256) {}
