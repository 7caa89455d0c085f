package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Reads one response, and writes its body to the sink if it is what was requested. */
final class ResponseHandler {
  private static final long MAX_DOCUMENT_BYTES = 256 << 10;

  private final UrlRules rules;
  private final ResponseErrors errors;
  private final DownloadOptions options;
  private final TimeSource clock;
  private final Sink sink;
  private final DownloadProgress progress;
  private final BodyCopy copy;
  private final RangeSupport ranges;
  private final TaskGateway gateway;
  private final List<String> knownUrls;
  private @Nullable String forwardedTo;

  ResponseHandler(FetchAttempt.Context context) {
    this.rules = context.rules();
    this.errors = new ResponseErrors(rules.task());
    this.options = rules.options();
    this.clock = context.clock();
    this.sink = context.sink();
    this.progress = context.progress();
    this.ranges = context.ranges();
    this.gateway = context.gateway();
    this.knownUrls = context.knownUrls();
    this.copy = new BodyCopy(errors, options, sink, progress);
  }

  /**
   * A request for a video.
   *
   * @param host the host of the URL, before redirects
   * @param from the first byte of the range; null for the whole file
   * @param reportedSize the size of the video in the task's answer; null if it is not reported
   * @param headers the headers of the request
   */
  record FetchRequest(
      String host, @Nullable Long from, @Nullable Long reportedSize, Headers headers) {}

  /** The result of one response. */
  enum Outcome {
    /** The file is complete. */
    COMPLETE,
    /** A range was received, and the file may be longer. */
    PARTIAL,
    /** The part does not belong to the server's file: it must be discarded. */
    RESTART,
    /** A document refers to another URL: {@link #forwardedTo()}. */
    FORWARDED
  }

  /** Returns the URL that a document referred to instead of the video; null if none did. */
  @Nullable String forwardedTo() {
    return forwardedTo;
  }

  Outcome handle(RedirectFollower.FinalResponse result, FetchRequest request, StallDetector stall)
      throws RetryableFailure {
    Response response = result.response();
    return switch (response.code()) {
      case 200 -> handleFull(result, request, stall);
      case 206 -> handlePartial(result, request, stall);
      case 416 -> isComplete(request, response) ? Outcome.COMPLETE : Outcome.RESTART;
      default -> {
        if (response.isSuccessful()) {
          throw errors.empty(response, result.hop(), clock.now());
        }
        throw errors.refused(response, result.hop(), clock.now());
      }
    };
  }

  /** Returns whether the server confirms that the part is complete. */
  private boolean isComplete(FetchRequest request, Response response) {
    PartState state = sink.state();
    ContentRange range = ContentRange.of(response.headers());
    Long total = range == null ? null : range.total();
    return request.from() != null
        && total != null
        && total == sink.received()
        && state != null
        // The file may have been replaced by one of the same length.
        && state.validator().isNamedBy(response.headers())
        && (state.total() == null || state.total().equals(total));
  }

  /** Handles a response with the whole file. */
  private Outcome handleFull(
      RedirectFollower.FinalResponse result, FetchRequest request, StallDetector stall)
      throws RetryableFailure {
    Response response = result.response();
    boolean gzip = isGzip(response, result.hop());
    long length = response.body().contentLength();
    Long total = gzip || length < 0 ? null : length;
    requireFits(total);
    BufferedSource body =
        gzip ? Okio.buffer(new GzipMembers(response.body().source())) : response.body().source();
    // Checked before the part is discarded.
    byte[] prefix = prefix(body, result.hop(), stall);
    if (prefix.length == 0) {
      throw errors.empty(response, result.hop(), clock.now());
    }
    if (result.hop().sameOrigin() && ContentSniffer.isObject(prefix)) {
      TaskGateway.Document document = document(body, result.hop(), stall);
      String url = document.url();
      forwardedTo = url == null || knownUrls.contains(url) ? null : url;
      if (forwardedTo != null) {
        return Outcome.FORWARDED;
      }
      if (document.pending()) {
        throw errors.notReady(response, result.hop(), clock.now());
      }
    }
    requireVideo(prefix, response.header("Content-Type"), result.hop());
    Validator validator = gzip ? Validator.NONE : Validator.of(response.headers());
    PartState previous = sink.state();
    if (request.from() != null
        && previous != null
        && !previous.validator().contradicts(response.headers())) {
      ranges.restarted(clock.nanoTime());
    }
    sink.begin(new PartState(rules.task(), validator, total, request.host()));
    progress.report(0, total);
    copy.copy(body, new BodyCopy.Expected(result.hop(), total, total), stall);
    Long reportedSize = request.reportedSize();
    boolean truncated =
        total == null
            && reportedSize != null
            && sink.received() < reportedSize
            && endsWithConnection(response);
    if (truncated || (total != null && sink.received() < total)) {
      throw errors.endedEarly(result.hop());
    }
    return Outcome.COMPLETE;
  }

  /** Handles a partial response. */
  private Outcome handlePartial(
      RedirectFollower.FinalResponse result, FetchRequest request, StallDetector stall)
      throws RetryableFailure {
    Response response = result.response();
    ContentRange range = ContentRange.of(response.headers());
    PartState state = sink.state();
    if (request.from() == null || state == null) {
      throw errors.malformed(result.hop(), "is a range that was not requested", 206);
    }
    if (range == null
        || range.start() != request.from()
        || !isContinuation(state, range, response)) {
      return Outcome.RESTART;
    }
    if (range.start() < sink.received()) {
      return Outcome.COMPLETE;
    }
    Long total = state.total() == null ? range.total() : state.total();
    requireFits(total);
    ranges.resumed();
    progress.report(sink.received(), total);
    long rangeEnd = range.end() + 1;
    copy.copy(
        response.body().source(), new BodyCopy.Expected(result.hop(), total, rangeEnd), stall);
    if (sink.received() != rangeEnd) {
      throw errors.endedEarly(result.hop());
    }
    // If the size is unknown, the next request asks for bytes after this range.
    return total != null && sink.received() == total ? Outcome.COMPLETE : Outcome.PARTIAL;
  }

  private static boolean isContinuation(PartState state, ContentRange range, Response response) {
    Long total = state.total();
    // A 206 must repeat the ETag, but not Last-Modified: without an ETag, the total must be the
    // same.
    boolean sameVersion =
        state.validator().isNamedBy(response.headers())
            || (state.validator().etag() == null && total != null && total.equals(range.total()));
    boolean sameTotal =
        total == null
            || (range.end() < total && (range.total() == null || range.total().equals(total)));
    return sameTotal
        && sameVersion
        && !state.validator().contradicts(response.headers())
        && "identity".equalsIgnoreCase(response.header("Content-Encoding", "identity"));
  }

  /** Decodes a {@code data:} URL. */
  void decode(VideoSource source) {
    CheckedUrl here = new CheckedUrl(rules.gateway().base(), false, false);
    try (StallDetector stall = new StallDetector(clock, options, () -> {})) {
      DataUrl data = DataUrl.parse(source.url());
      if (data.maxLength() > options.maxBytes() + 3) {
        throw copy.tooLarge("its URL alone holds about " + data.maxLength() + " bytes");
      }
      BufferedSource body = Okio.buffer(Okio.source(data.bytes()));
      byte[] prefix = prefix(body, here, stall);
      if (prefix.length == 0) {
        throw errors.malformed(here, "is no video: it is empty", null);
      }
      requireVideo(prefix, data.contentType(), here);
      sink.begin(new PartState(rules.task(), Validator.NONE, null, "data"));
      copy.copy(body, new BodyCopy.Expected(here, null, null), stall);
    } catch (IllegalArgumentException | RetryableFailure e) {
      throw errors.malformed("the data: URL of " + rules.task() + " can't be decoded", null);
    }
  }

  private boolean isGzip(Response response, CheckedUrl hop) {
    String encoding = response.header("Content-Encoding", "identity");
    String lower = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "gzip", "x-gzip" -> true;
      case "", "identity" -> false;
      default -> throw errors.malformed(hop, "has an unsupported Content-Encoding", 200);
    };
  }

  private byte[] prefix(BufferedSource body, CheckedUrl hop, StallDetector stall)
      throws RetryableFailure {
    try {
      body.request(ContentSniffer.PREFIX_BYTES);
      long length = Math.min(body.getBuffer().size(), ContentSniffer.PREFIX_BYTES);
      return body.getBuffer().snapshot((int) length).toByteArray();
    } catch (IOException e) {
      if (BodyCopy.isBadCompression(e)) {
        throw errors.malformed(hop, "says to be compressed, and is not", 200);
      }
      throw stall.isStalled() ? errors.stalled(hop) : errors.broken(e, hop);
    }
  }

  /** Reads a JSON document that the gateway's own origin sent instead of a video. */
  private TaskGateway.Document document(BufferedSource body, CheckedUrl hop, StallDetector stall)
      throws RetryableFailure {
    try {
      if (body.request(MAX_DOCUMENT_BYTES)) {
        return new TaskGateway.Document(null, false);
      }
      return gateway.read(body.getBuffer().snapshot().utf8());
    } catch (IOException e) {
      throw stall.isStalled() ? errors.stalled(hop) : errors.broken(e, hop);
    }
  }

  private void requireVideo(byte[] prefix, @Nullable String contentType, CheckedUrl hop) {
    String mismatch = ContentSniffer.mismatch(contentType, prefix, options);
    if (mismatch != null) {
      throw errors.malformed(hop, "is no video: it is " + mismatch, 200);
    }
  }

  private void requireFits(@Nullable Long total) {
    if (total != null && total > options.maxBytes()) {
      throw copy.tooLarge(
          "it has " + total + " bytes, and at most " + options.maxBytes() + " are allowed");
    }
    if (total != null) {
      sink.requireSpace(total - sink.received());
    }
  }

  /** Returns whether only the end of the connection marks the end of the file. */
  private static boolean endsWithConnection(Response response) {
    return response.header("Transfer-Encoding") == null
        && (response.protocol() == Protocol.HTTP_1_1 || response.protocol() == Protocol.HTTP_1_0);
  }
}
