package io.videotask.internal.download;

import io.videotask.download.DownloadOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Reads one answer, and puts its bytes where they belong if they are what was asked for. */
final class ResponseHandler {
  private static final long LARGEST_DOCUMENT = 256 << 10;

  private final AddressRules rules;
  private final ResponseErrors verdicts;
  private final DownloadOptions options;
  private final DownloadClock timing;
  private final Sink sink;
  private final DownloadProgress progress;
  private final BodyCopy copy;
  private final RangeSupport ranges;
  private final TaskGateway gateway;
  private final List<String> known;
  private @Nullable String forwardedTo;

  ResponseHandler(FetchAttempt.Context context) {
    this.rules = context.rules();
    this.verdicts = new ResponseErrors(rules.task());
    this.options = rules.options();
    this.timing = context.timing();
    this.sink = context.sink();
    this.progress = context.progress();
    this.ranges = context.ranges();
    this.gateway = context.gateway();
    this.known = context.known();
    this.copy = new BodyCopy(verdicts, options, sink, progress);
  }

  /**
   * What was asked.
   *
   * @param host of the address, before any redirect
   * @param from the first byte; null for all
   * @param announced the video's size as the gateway says; null where it does not
   * @param headers of the request
   */
  record Asked(String host, @Nullable Long from, @Nullable Long announced, Headers headers) {}

  /** What an answer came to. */
  enum Outcome {
    /** All is there. */
    WHOLE,
    /** A piece came, and more is to be asked for. */
    MORE,
    /** What we have and what the server has don't go together. */
    START_ANEW,
    /** A document came that names the video's address: {@link #forwardedTo()}. */
    FORWARDED
  }

  /** The address that a document named in place of the video; null before one did. */
  @Nullable String forwardedTo() {
    return forwardedTo;
  }

  Outcome take(RedirectFollower.End end, Asked asked, StallDetector stall) throws RetryableFailure {
    Response response = end.response();
    return switch (response.code()) {
      case 200 -> whole(end, asked, stall);
      case 206 -> piece(end, asked, stall);
      case 416 -> isAllThere(asked, response) ? Outcome.WHOLE : Outcome.START_ANEW;
      default -> {
        if (response.isSuccessful()) {
          throw verdicts.empty(response, end.hop(), timing.now());
        }
        throw verdicts.refused(response, end.hop(), timing.now());
      }
    };
  }

  /** Whether the server says that there is nothing behind what we have. */
  private boolean isAllThere(Asked asked, Response response) {
    PartState state = sink.state();
    ContentRange range = ContentRange.of(response.headers());
    Long total = range == null ? null : range.total();
    return asked.from() != null
        && total != null
        && total == sink.have()
        && state != null
        // The file may have become another one that is as long as our part.
        && state.validator().isNamedBy(response.headers())
        && (state.total() == null || state.total().equals(total));
  }

  /** The file from its beginning. */
  private Outcome whole(RedirectFollower.End end, Asked asked, StallDetector stall)
      throws RetryableFailure {
    Response response = end.response();
    boolean gzip = isGzip(response, end.hop());
    long length = response.body().contentLength();
    Long total = gzip || length < 0 ? null : length;
    requireFits(total);
    BufferedSource body =
        gzip ? Okio.buffer(new GzipMembers(response.body().source())) : response.body().source();
    // Before what we have is given up for it.
    byte[] beginning = beginning(body, end.hop(), stall);
    if (beginning.length == 0) {
      throw verdicts.empty(response, end.hop(), timing.now());
    }
    if (end.hop().home() && ContentSniffer.isObject(beginning)) {
      TaskGateway.Document document = document(body, end.hop(), stall);
      String url = document.url();
      forwardedTo = url == null || known.contains(url) ? null : url;
      if (forwardedTo != null) {
        return Outcome.FORWARDED;
      }
      if (document.pending()) {
        throw verdicts.notReady(response, end.hop(), timing.now());
      }
    }
    requireVideo(beginning, response.header("Content-Type"), end.hop());
    Validator validator = gzip ? Validator.NONE : Validator.of(response.headers());
    PartState before = sink.state();
    if (asked.from() != null
        && before != null
        && !before.validator().contradicts(response.headers())) {
      ranges.restarted(timing.nanoTime());
    }
    sink.begin(new PartState(rules.task(), validator, total, asked.host()));
    progress.mark(0, total);
    copy.copy(body, new BodyCopy.Expected(end.hop(), total, total), stall);
    Long announced = asked.announced();
    boolean cutUnseen =
        total == null
            && announced != null
            && sink.have() < announced
            && endsWithConnection(response);
    if (cutUnseen || (total != null && sink.have() < total)) {
      throw verdicts.endedEarly(end.hop());
    }
    return Outcome.WHOLE;
  }

  /** The file from where we are. */
  private Outcome piece(RedirectFollower.End end, Asked asked, StallDetector stall)
      throws RetryableFailure {
    Response response = end.response();
    ContentRange range = ContentRange.of(response.headers());
    PartState state = sink.state();
    if (asked.from() == null || state == null) {
      throw verdicts.malformed(end.hop(), "is a piece that nobody asked for", 206);
    }
    if (range == null || range.start() != asked.from() || !goesOn(state, range, response)) {
      return Outcome.START_ANEW;
    }
    if (range.start() < sink.have()) {
      return Outcome.WHOLE;
    }
    Long total = state.total() == null ? range.total() : state.total();
    requireFits(total);
    ranges.resumed();
    progress.mark(sink.have(), total);
    long most = range.end() + 1;
    copy.copy(response.body().source(), new BodyCopy.Expected(end.hop(), total, most), stall);
    if (sink.have() != most) {
      throw verdicts.endedEarly(end.hop());
    }
    // Where nobody says how long the file is, the server is asked for what may be behind this
    // piece.
    return total != null && sink.have() == total ? Outcome.WHOLE : Outcome.MORE;
  }

  private static boolean goesOn(PartState state, ContentRange range, Response response) {
    Long total = state.total();
    // A 206 has to repeat the tag, but not the date: then the total has to be the same at least.
    boolean named =
        state.validator().isNamedBy(response.headers())
            || (state.validator().etag() == null && total != null && total.equals(range.total()));
    boolean sameTotal =
        total == null
            || (range.end() < total && (range.total() == null || range.total().equals(total)));
    return sameTotal
        && named
        && !state.validator().contradicts(response.headers())
        && "identity".equalsIgnoreCase(response.header("Content-Encoding", "identity"));
  }

  /** The bytes that an address holds itself. */
  void decode(VideoSource source) {
    CheckedUrl here = new CheckedUrl(rules.gateway().base(), false, false);
    try (StallDetector stall = new StallDetector(timing, options, () -> {})) {
      DataUrl data = DataUrl.parse(source.url());
      if (data.atMost() > options.maxBytes() + 3) {
        throw copy.tooLarge("its address alone holds about " + data.atMost() + " bytes");
      }
      BufferedSource body = Okio.buffer(Okio.source(data.bytes()));
      byte[] beginning = beginning(body, here, stall);
      if (beginning.length == 0) {
        throw verdicts.malformed(here, "is no video: it is nothing at all", null);
      }
      requireVideo(beginning, data.contentType(), here);
      sink.begin(new PartState(rules.task(), Validator.NONE, null, "data"));
      copy.copy(body, new BodyCopy.Expected(here, null, null), stall);
    } catch (IllegalArgumentException | RetryableFailure e) {
      throw verdicts.malformed("the data: address of " + rules.task() + " can't be decoded", null);
    }
  }

  private boolean isGzip(Response response, CheckedUrl hop) {
    String encoding = response.header("Content-Encoding", "identity");
    String lower = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "gzip", "x-gzip" -> true;
      case "", "identity" -> false;
      default -> throw verdicts.malformed(hop, "is encoded in a way that we don't read", 200);
    };
  }

  private byte[] beginning(BufferedSource body, CheckedUrl hop, StallDetector stall)
      throws RetryableFailure {
    try {
      body.request(ContentSniffer.BEGINNING);
      long length = Math.min(body.getBuffer().size(), ContentSniffer.BEGINNING);
      return body.getBuffer().snapshot((int) length).toByteArray();
    } catch (IOException e) {
      if (BodyCopy.isBadCompression(e)) {
        throw verdicts.malformed(hop, "says to be compressed, and is not", 200);
      }
      throw stall.isStalled() ? verdicts.stalled(hop) : verdicts.broken(e, hop);
    }
  }

  /** A JSON document that came in place of a video, from the gateway's own origin. */
  private TaskGateway.Document document(BufferedSource body, CheckedUrl hop, StallDetector stall)
      throws RetryableFailure {
    try {
      if (body.request(LARGEST_DOCUMENT)) {
        return new TaskGateway.Document(null, false);
      }
      return gateway.read(body.getBuffer().snapshot().utf8());
    } catch (IOException e) {
      throw stall.isStalled() ? verdicts.stalled(hop) : verdicts.broken(e, hop);
    }
  }

  private void requireVideo(byte[] beginning, @Nullable String contentType, CheckedUrl hop) {
    String wrong = ContentSniffer.wrong(contentType, beginning, options);
    if (wrong != null) {
      throw verdicts.malformed(hop, "is no video: it is " + wrong, 200);
    }
  }

  private void requireFits(@Nullable Long total) {
    if (total != null && total > options.maxBytes()) {
      throw copy.tooLarge(
          "it has " + total + " bytes, and at most " + options.maxBytes() + " are allowed");
    }
    if (total != null) {
      sink.requireRoom(total - sink.have());
    }
  }

  /** Whether the end of the connection is the only sign of the end of the file. */
  private static boolean endsWithConnection(Response response) {
    return response.header("Transfer-Encoding") == null
        && (response.protocol() == Protocol.HTTP_1_1 || response.protocol() == Protocol.HTTP_1_0);
  }
}
