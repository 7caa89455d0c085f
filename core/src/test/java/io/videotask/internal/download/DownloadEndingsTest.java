package io.videotask.internal.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.videotask.error.Evidence;
import io.videotask.error.Retry;
import io.videotask.error.UnreachableException;
import io.videotask.error.WaitTimedOutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The messages of downloads that no single response explains. */
class DownloadEndingsTest {
  private final DownloadEndings endings = new DownloadEndings(Tasks.completed("https://a.example"));
  private final RangeSupport ranges = new RangeSupport();

  /** A sink that holds bytes to resume from. */
  private static final class Kept extends Sink {
    private final long bytes;

    Kept(long bytes) {
      this.bytes = bytes;
    }

    @Override
    long resumable() {
      return bytes;
    }

    @Override
    void begin(PartState state) {}

    @Override
    void discard() {}

    @Override
    void write(ByteBuffer buffer) {}

    @Override
    void requireSpace(long required) {}

    @Override
    @Nullable String sync(@Nullable String sha256) {
      return null;
    }

    @Override
    @Nullable Path commit(boolean overwrite) {
      return null;
    }

    @Override
    public void close() {}
  }

  @Test
  void timeoutSaysWhatIsKeptAndWhatFailedLast() {
    UnreachableException last = new UnreachableException("away", Retry.ALWAYS, Evidence.of(null));

    WaitTimedOutException timedOut =
        endings.timedOut(new Kept(7), ranges, new DownloadTransitions.LastFailure(last, false));

    assertEquals(
        "the video of new-api:task_1 was not downloaded in time; 7 bytes are kept, download it"
            + " again to resume; the last attempt failed: away",
        timedOut.getMessage());
    assertSame(last, timedOut.getCause());
  }

  @Test
  void timeoutSaysThatTheVideoIsNotThere() {
    UnreachableException last = new UnreachableException("404", Retry.ALWAYS, Evidence.of(null));

    assertEquals(
        "the video of new-api:task_1 is not there (yet); nothing is kept to resume from, download"
            + " it again; the last attempt failed: 404",
        endings
            .timedOut(null, ranges, new DownloadTransitions.LastFailure(last, true))
            .getMessage());
  }

  @Test
  void nothingIsKeptWithoutBytesOrRanges() {
    String nothing =
        "the client was closed while the video of new-api:task_1 was being downloaded; nothing is"
            + " kept to resume from, download it again";

    assertEquals(nothing, endings.closed(null, ranges).getMessage());
    assertEquals(nothing, endings.closed(new Kept(0), ranges).getMessage());
    ranges.restarted(0);
    ranges.restarted(0);
    assertEquals(nothing, endings.closed(new Kept(7), ranges).getMessage());
    assertEquals(
        "the video of new-api:task_1 was not downloaded in time; nothing is kept to resume from,"
            + " download it again; its server sends it from the beginning each time (it ignores"
            + " Range, or names no version of the file)",
        endings.timedOut(new Kept(7), ranges, null).getMessage());
  }

  @Test
  void wrongDigestIsNamed() {
    assertEquals(
        "the video of new-api:task_1 has the digest abc, not the one expected",
        endings.wrongDigest("abc").getMessage());
  }
}
