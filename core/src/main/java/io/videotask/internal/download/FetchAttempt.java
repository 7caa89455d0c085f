package io.videotask.internal.download;

import java.util.List;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Fetches from one address what is still missing; to the end, or until something is in the way. */
final class FetchAttempt {
  /** So often may a server contradict itself about what it has. */
  private static final int MOST_RESTARTS = 2;

  /** So often may a document name another address in place of the video. */
  private static final int MOST_FORWARDS = 2;

  private final RedirectFollower route;
  private final AddressRules rules;
  private final ResponseErrors verdicts;
  private final DownloadClock timing;
  private final Sink sink;
  private final RangeSupport ranges;
  private final ResponseHandler arrival;

  /**
   * What all attempts of a download share.
   *
   * @param known the addresses that have or will have their turn anyway
   */
  record Context(
      AddressRules rules,
      DownloadClock timing,
      Sink sink,
      DownloadProgress progress,
      RangeSupport ranges,
      TaskGateway gateway,
      List<String> known) {}

  FetchAttempt(RedirectFollower route, Context context) {
    this.route = route;
    this.rules = context.rules();
    this.verdicts = new ResponseErrors(rules.task());
    this.timing = context.timing();
    this.sink = context.sink();
    this.ranges = context.ranges();
    this.arrival = new ResponseHandler(context);
  }

  /**
   * Fetches.
   *
   * @param announced the video's size as the gateway says; null where it does not
   * @return the host that the last bytes came from; null for a {@code data:} address
   */
  @Nullable String fetch(VideoSource first, @Nullable Long announced) throws RetryableFailure {
    VideoSource source = first;
    if (source.isData()) {
      arrival.decode(source);
      return null;
    }
    int restarts = 0;
    int forwards = 0;
    while (true) {
      ResponseHandler.Asked asked = ask(source, announced);
      try (RedirectFollower.End end = route.follow(source, asked.headers());
          StallDetector stall = new StallDetector(timing, rules.options(), end::cut)) {
        long before = sink.have();
        ResponseHandler.Outcome outcome = arrival.take(end, asked, stall);
        if (outcome == ResponseHandler.Outcome.WHOLE) {
          return end.hop().host();
        }
        if (outcome == ResponseHandler.Outcome.FORWARDED) {
          source = forwarded(end, ++forwards);
        } else if (outcome == ResponseHandler.Outcome.START_ANEW) {
          sink.forget();
          if (++restarts > MOST_RESTARTS) {
            throw verdicts.malformed(
                end.hop(), "contradicts itself about its size or its pieces", null);
          }
        } else if (sink.have() <= before) {
          throw verdicts.endedEarly(end.hop());
        }
      }
    }
  }

  /** Where a document says that the video is. It gets no key, wherever it is. */
  private VideoSource forwarded(RedirectFollower.End end, int forwards) {
    String url = arrival.forwardedTo();
    if (url == null || forwards > MOST_FORWARDS) {
      throw verdicts.malformed(end.hop(), "leads from one address to the next", null);
    }
    return new VideoSource(url, false, false);
  }

  /** What to ask for: the rest, where there is a part that can be gone on with. */
  private ResponseHandler.Asked ask(VideoSource source, @Nullable Long announced) {
    String host = rules.first(source).host();
    // Compressed bytes have no length that could be checked, and no place to go on from.
    Headers.Builder headers = new Headers.Builder().add("Accept-Encoding", "identity");
    PartState state = sink.state();
    if (state == null || sink.have() == 0) {
      return new ResponseHandler.Asked(host, null, announced, headers.build());
    }
    String condition = state.validator().condition(host.equals(state.host()));
    if (condition == null) {
      ranges.restarted(timing.nanoTime());
      sink.forget();
      return new ResponseHandler.Asked(host, null, announced, headers.build());
    }
    // Of a file that is all there the last byte is asked for once more: is it still the same file?
    boolean all = state.total() != null && sink.have() == state.total();
    long from = all ? sink.have() - 1 : sink.have();
    headers.add("Range", "bytes=" + from + "-").addUnsafeNonAscii("If-Range", condition);
    return new ResponseHandler.Asked(host, from, announced, headers.build());
  }
}
