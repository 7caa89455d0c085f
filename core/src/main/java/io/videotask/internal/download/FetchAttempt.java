package io.videotask.internal.download;

import io.videotask.time.TimeSource;
import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Downloads the missing bytes from one URL, until the file is complete or a request fails. */
final class FetchAttempt {
  /** How often a server may contradict itself about its file. */
  private static final int MAX_RESTARTS = 2;

  /** How often a document may refer to another URL instead of the video. */
  private static final int MAX_FORWARDS = 2;

  private final RedirectFollower redirects;
  private final UrlRules rules;
  private final ResponseErrors errors;
  private final TimeSource clock;
  private final Sink sink;
  private final RangeSupport ranges;
  private final ResponseHandler handler;

  /**
   * What all attempts of a download share.
   *
   * @param knownUrls the URLs of the task's answer, which are tried anyway
   */
  record Context(
      UrlRules rules,
      TimeSource clock,
      Sink sink,
      DownloadProgress progress,
      RangeSupport ranges,
      TaskGateway gateway,
      List<String> knownUrls) {}

  FetchAttempt(RedirectFollower redirects, Context context) {
    this.redirects = redirects;
    this.rules = context.rules();
    this.errors = new ResponseErrors(rules.task());
    this.clock = context.clock();
    this.sink = context.sink();
    this.ranges = context.ranges();
    this.handler = new ResponseHandler(context);
  }

  /**
   * Downloads the missing bytes.
   *
   * @param reportedSize the size of the video in the task's answer; null if it is not reported
   * @return the host that the last bytes came from; null for a {@code data:} URL
   */
  @Nullable String fetch(VideoSource first, @Nullable Long reportedSize) throws RetryableFailure {
    VideoSource source = first;
    if (source.isData()) {
      handler.decode(source);
      return null;
    }
    int restarts = 0;
    int forwards = 0;
    while (true) {
      ResponseHandler.FetchRequest request = request(source, reportedSize);
      try (RedirectFollower.FinalResponse result = redirects.follow(source, request.headers());
          StallDetector stall =
              new StallDetector(clock, rules.options(), () -> redirects.cancel(result))) {
        long receivedBefore = sink.received();
        ResponseHandler.Outcome outcome = handler.handle(result, request, stall);
        if (outcome == ResponseHandler.Outcome.COMPLETE) {
          return result.hop().host();
        }
        if (outcome == ResponseHandler.Outcome.FORWARDED) {
          source = forwarded(result, ++forwards);
        } else if (outcome == ResponseHandler.Outcome.RESTART) {
          sink.discard();
          if (++restarts > MAX_RESTARTS) {
            throw errors.malformed(
                result.hop(), "contradicts itself about its size or its ranges", null);
          }
        } else if (sink.received() <= receivedBefore) {
          throw errors.endedEarly(result.hop());
        }
      }
    }
  }

  /** Returns the URL that a document refers to. It never gets the key. */
  private VideoSource forwarded(RedirectFollower.FinalResponse result, int forwards) {
    String url = handler.forwardedTo();
    if (url == null || forwards > MAX_FORWARDS) {
      throw errors.malformed(result.hop(), "leads from one URL to the next", null);
    }
    return new VideoSource(url, false, false);
  }

  /** Builds the request: for the missing bytes if there is a partial file that can be resumed. */
  private ResponseHandler.FetchRequest request(VideoSource source, @Nullable Long reportedSize) {
    String host = rules.first(source).host();
    // Compressed responses have no checkable length and can't be resumed.
    Headers.Builder headers = new Headers.Builder().add("Accept-Encoding", "identity");
    PartState state = sink.state();
    if (state == null || sink.received() == 0) {
      return new ResponseHandler.FetchRequest(host, null, reportedSize, headers.build());
    }
    String condition = state.validator().condition(host.equals(state.host()));
    if (condition == null) {
      ranges.restarted(clock.nanoTime());
      sink.discard();
      return new ResponseHandler.FetchRequest(host, null, reportedSize, headers.build());
    }
    // For a complete part, requests the last byte again to check that the file has not changed.
    boolean all = state.total() != null && sink.received() == state.total();
    long from = all ? sink.received() - 1 : sink.received();
    headers.add("Range", "bytes=" + from + "-").addUnsafeNonAscii("If-Range", condition);
    return new ResponseHandler.FetchRequest(host, from, reportedSize, headers.build());
  }
}
