package io.videotask.internal.download;

import io.videotask.http.HttpExchange;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.internal.http.PrivateAddressException;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** The way from an address to an answer that is no redirect; each step of it is checked. */
final class RedirectFollower {
  private static final int MOST_REDIRECTS = 5;

  private final DownloadHttpClient client;
  private final AddressRules rules;
  private final ResponseErrors verdicts;
  private final DownloadClock timing;
  private final CancellableCall line;

  RedirectFollower(
      DownloadHttpClient client, AddressRules rules, DownloadClock timing, CancellableCall line) {
    this.client = client;
    this.rules = rules;
    this.verdicts = new ResponseErrors(rules.task());
    this.timing = timing;
    this.line = line;
  }

  /** An answer, and where it came from. */
  record End(CheckedUrl hop, Response response, Call call) implements AutoCloseable {
    /** Ends the connection, from whatever thread. */
    void cut() {
      call.cancel();
    }

    @Override
    public void close() {
      response.close();
    }
  }

  /**
   * Asks, and follows redirects.
   *
   * @param headers what every step is asked with
   */
  End follow(VideoSource source, Headers headers) throws RetryableFailure {
    CheckedUrl hop = rules.first(source);
    for (int redirects = 0; ; redirects++) {
      End end = send(hop, headers);
      if (hop.home() && !hop.withKey() && wantsKey(end.response().code())) {
        end = withKey(end, headers);
        hop = end.hop();
      }
      Response response = end.response();
      if (!isRedirect(response.code())) {
        return end;
      }
      String location = response.header("Location");
      response.close();
      if (location == null || redirects == MOST_REDIRECTS) {
        throw verdicts.malformed(
            hop,
            location == null
                ? "is a redirect that leads nowhere"
                : "is one redirect more than the " + MOST_REDIRECTS + " that are followed",
            response.code());
      }
      hop = rules.next(hop, location);
    }
  }

  /**
   * Asks the gateway's own origin once more, with its key; the first answer where the second is no
   * better.
   */
  private End withKey(End first, Headers headers) throws RetryableFailure {
    Response refusal;
    try {
      ResponseBody said = first.response().peekBody(DownloadHttpClient.SNIPPET);
      refusal = first.response().newBuilder().body(said).build();
    } catch (IOException e) {
      throw verdicts.broken(e, first.hop());
    } finally {
      first.close();
    }
    End second = send(new CheckedUrl(first.hop().url(), true, true), headers);
    int status = second.response().code();
    boolean definite = status >= 400 && status < 500 && status != 408 && status != 429;
    if (!definite) {
      return second;
    }
    second.close();
    return new End(first.hop(), refusal, first.call());
  }

  private static boolean wantsKey(int status) {
    return status == 401 || status == 403;
  }

  private End send(CheckedUrl hop, Headers headers) throws RetryableFailure {
    boolean privateAllowed = hop.home() || rules.options().privateAddressesAllowed();
    Request request = new Request.Builder().url(hop.url()).headers(headers).build();
    long begun = timing.nanoTime();
    try {
      if (!privateAllowed) {
        client.requireOuter(hop.url());
      }
      Call call =
          client
              .calls(privateAllowed, hop.withKey() ? rules.gateway().key() : null)
              .newCall(request);
      // A server that sends its headers byte by byte is not silent, and gets nowhere. One that
      // fetches from elsewhere first is slow with them, and means well.
      Runnable headersCame =
          timing.schedule(rules.options().stallTimeout().multipliedBy(2), call::cancel);
      try {
        Response response = line.execute(call);
        tell(request, response.code(), null, begun);
        return new End(hop, response, call);
      } finally {
        headersCame.run();
      }
    } catch (IOException e) {
      PrivateAddressException refused = refusedAddress(e);
      if (refused != null) {
        throw rules.refusal(refused.getMessage() + " (" + refused.host() + ")");
      }
      tell(request, null, ConnectionFailure.describe(e), begun);
      throw verdicts.broken(e, hop);
    }
  }

  private void tell(
      Request request, @Nullable Integer status, @Nullable String problem, long begun) {
    Duration took = Duration.ofNanos(timing.nanoTime() - begun);
    client.tell(
        new HttpExchange(request.method(), request.url().encodedPath(), status, problem, took));
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 300, 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** The refusal, where it stands anywhere among what OkHttp tried. */
  private static @Nullable PrivateAddressException refusedAddress(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof PrivateAddressException refused) {
        return refused;
      }
      for (Throwable other : e.getSuppressed()) {
        if (other instanceof PrivateAddressException refused) {
          return refused;
        }
      }
    }
    return null;
  }
}
