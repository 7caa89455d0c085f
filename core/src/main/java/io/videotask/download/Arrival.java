package io.videotask.download;

import java.io.IOException;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Reads one answer, and puts its bytes where they belong if they are what was asked for. */
final class Arrival {
  private final AddressRules rules;
  private final Verdicts verdicts;
  private final DownloadOptions options;
  private final Timing timing;
  private final Sink sink;
  private final Progress progress;
  private final BodyCopy copy;

  Arrival(AddressRules rules, Timing timing, Sink sink, Progress progress) {
    this.rules = rules;
    this.verdicts = new Verdicts(rules.task());
    this.options = rules.options();
    this.timing = timing;
    this.sink = sink;
    this.progress = progress;
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
    START_ANEW
  }

  Outcome take(Route.End end, Asked asked, Stall stall) throws Setback {
    Response response = end.response();
    return switch (response.code()) {
      case 200 -> whole(end, asked, stall);
      case 206 -> piece(end, asked, stall);
      case 416 ->
          isAllThere(asked, ContentRange.of(response.headers()))
              ? Outcome.WHOLE
              : Outcome.START_ANEW;
      default -> {
        if (response.isSuccessful()) {
          throw verdicts.malformed(end.hop(), "is empty", response.code());
        }
        throw verdicts.refused(response, end.hop(), timing.now());
      }
    };
  }

  /** Whether the server says that there is nothing behind what we have. */
  private boolean isAllThere(Asked asked, @Nullable ContentRange range) {
    PartState state = sink.state();
    Long total = range == null ? null : range.total();
    return asked.from() != null
        && total != null
        && total == sink.have()
        && (state == null || state.total() == null || state.total().equals(total));
  }

  /** The file from its beginning. */
  private Outcome whole(Route.End end, Asked asked, Stall stall) throws Setback {
    Response response = end.response();
    boolean gzip = isGzip(response, end.hop());
    long length = response.body().contentLength();
    Long total = gzip || length < 0 ? null : length;
    requireFits(total);
    BufferedSource body =
        gzip ? Okio.buffer(new GzipSource(response.body().source())) : response.body().source();
    // Before what we have is given up for it.
    requireVideo(body, response.header("Content-Type"), end.hop(), stall);
    Validator validator = gzip ? Validator.NONE : Validator.of(response.headers());
    sink.begin(new PartState(rules.task(), validator, total, asked.host()));
    progress.mark(0, total);
    copy.copy(body, new BodyCopy.Expected(end.hop(), total), stall);
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
  private Outcome piece(Route.End end, Asked asked, Stall stall) throws Setback {
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
    progress.mark(sink.have(), total);
    copy.copy(response.body().source(), new BodyCopy.Expected(end.hop(), total), stall);
    if (sink.have() != range.end() + 1) {
      throw verdicts.endedEarly(end.hop());
    }
    return total == null || sink.have() == total ? Outcome.WHOLE : Outcome.MORE;
  }

  private static boolean goesOn(PartState state, ContentRange range, Response response) {
    Long total = state.total();
    boolean sameTotal =
        total == null
            || (range.end() < total && (range.total() == null || range.total().equals(total)));
    return sameTotal
        && !state.validator().contradicts(response.headers())
        && "identity".equalsIgnoreCase(response.header("Content-Encoding", "identity"));
  }

  /** The bytes that an address holds itself. */
  void decode(Source source) {
    Hop here = new Hop(rules.gateway().base(), false, false);
    try (Stall stall = new Stall(timing, options, () -> {})) {
      DataAddress data = DataAddress.parse(source.url());
      if (data.atMost() > options.maxBytes() + 3) {
        throw copy.tooLarge("its address alone holds about " + data.atMost() + " bytes");
      }
      BufferedSource body = Okio.buffer(Okio.source(data.bytes()));
      requireVideo(body, data.contentType(), here, stall);
      sink.begin(new PartState(rules.task(), Validator.NONE, null, "data"));
      copy.copy(body, new BodyCopy.Expected(here, null), stall);
    } catch (IllegalArgumentException | Setback e) {
      throw verdicts.malformed("the data: address of " + rules.task() + " can't be decoded", null);
    }
  }

  private boolean isGzip(Response response, Hop hop) {
    String encoding = response.header("Content-Encoding", "identity");
    String lower = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "gzip", "x-gzip" -> true;
      case "", "identity" -> false;
      default -> throw verdicts.malformed(hop, "is encoded in a way that we don't read", 200);
    };
  }

  private void requireVideo(BufferedSource body, @Nullable String contentType, Hop hop, Stall stall)
      throws Setback {
    byte[] beginning;
    try {
      body.request(ContentCheck.BEGINNING);
      long length = Math.min(body.getBuffer().size(), ContentCheck.BEGINNING);
      beginning = body.getBuffer().snapshot((int) length).toByteArray();
    } catch (IOException e) {
      if (BodyCopy.isBadCompression(e)) {
        throw verdicts.malformed(hop, "says to be compressed, and is not", 200);
      }
      throw stall.isStalled() ? verdicts.stalled(hop) : verdicts.broken(e, hop);
    }
    String wrong =
        beginning.length == 0
            ? "nothing at all"
            : ContentCheck.wrong(contentType, beginning, options.videoOnly());
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
