package io.videotask.internal.download;

import io.videotask.http.HttpExchange;
import io.videotask.internal.http.ConnectionFailure;
import io.videotask.internal.http.DownloadHttpClient;
import io.videotask.internal.http.PrivateAddressException;
import io.videotask.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Sends a request and follows redirects; each URL is checked. */
final class RedirectFollower {
  private static final int MAX_REDIRECTS = 5;

  private final DownloadHttpClient client;
  private final UrlRules rules;
  private final ResponseErrors errors;
  private final TimeSource clock;
  private final CancellableCall currentCall;

  RedirectFollower(
      DownloadHttpClient client, UrlRules rules, TimeSource clock, CancellableCall currentCall) {
    this.client = client;
    this.rules = rules;
    this.errors = new ResponseErrors(rules.task());
    this.clock = clock;
    this.currentCall = currentCall;
  }

  /** The first response that is not a redirect, and its URL. */
  record FinalResponse(CheckedUrl hop, Response response, Call call) implements AutoCloseable {
    @Override
    public void close() {
      response.close();
    }
  }

  /** Cancels the call of a response. Thread-safe. */
  void cancel(FinalResponse response) {
    currentCall.cancel(response.call());
  }

  /**
   * Sends the request, and follows redirects.
   *
   * @param headers are sent with each request
   */
  FinalResponse follow(VideoSource source, Headers headers) throws RetryableFailure {
    CheckedUrl hop = rules.first(source);
    for (int redirects = 0; ; redirects++) {
      FinalResponse result = send(hop, headers);
      if (hop.sameOrigin() && !hop.withKey() && mayRequireKey(result.response().code())) {
        result = retryWithKey(result, headers);
        hop = result.hop();
      }
      Response response = result.response();
      if (!isRedirect(response.code())) {
        return result;
      }
      String location = response.header("Location");
      response.close();
      if (location == null || redirects == MAX_REDIRECTS) {
        throw errors.malformed(
            hop,
            location == null
                ? "is a redirect without a Location"
                : "is one redirect more than the " + MAX_REDIRECTS + " that are followed",
            response.code());
      }
      hop = rules.next(hop, location);
    }
  }

  /**
   * Retries a request to the gateway's own origin with its key; returns the first response if the
   * second is a definite failure.
   */
  private FinalResponse retryWithKey(FinalResponse first, Headers headers) throws RetryableFailure {
    Response refused;
    try {
      ResponseBody peeked = first.response().peekBody(DownloadHttpClient.MAX_SNIPPET_BYTES);
      refused = first.response().newBuilder().body(peeked).build();
    } catch (IOException e) {
      throw errors.broken(e, first.hop());
    } finally {
      first.close();
    }
    FinalResponse second = send(new CheckedUrl(first.hop().url(), true, true), headers);
    int status = second.response().code();
    boolean definite = status >= 400 && status < 500 && status != 408 && status != 429;
    if (!definite) {
      return second;
    }
    second.close();
    return new FinalResponse(first.hop(), refused, first.call());
  }

  private static boolean mayRequireKey(int status) {
    return status == 401 || status == 403;
  }

  private FinalResponse send(CheckedUrl hop, Headers headers) throws RetryableFailure {
    boolean privateAllowed = hop.sameOrigin() || rules.options().privateAddressesAllowed();
    Request request = new Request.Builder().url(hop.url()).headers(headers).build();
    long startedAt = clock.nanoTime();
    try {
      if (!privateAllowed) {
        client.requirePublicAddress(hop.url());
      }
      Call call =
          client
              .calls(privateAllowed, hop.withKey() ? rules.gateway().credentials() : null)
              .newCall(request);
      // Limits the time for the headers, which may arrive byte by byte. The limit is generous,
      // because some servers fetch the file from elsewhere first.
      TimeSource.Cancellable headerTimer =
          clock.schedule(
              rules.options().stallTimeout().multipliedBy(2), () -> currentCall.cancel(call));
      try {
        Response response = currentCall.execute(call);
        report(request, response.code(), null, startedAt);
        return new FinalResponse(hop, response, call);
      } finally {
        headerTimer.cancel();
      }
    } catch (IOException e) {
      PrivateAddressException refused = refusedAddress(e);
      if (refused != null) {
        throw rules.refusal(refused.getMessage() + " (" + refused.host() + ")");
      }
      report(request, null, ConnectionFailure.describe(e), startedAt);
      throw errors.broken(e, hop);
    }
  }

  private void report(
      Request request, @Nullable Integer status, @Nullable String problem, long startedAt) {
    Duration took = Duration.ofNanos(clock.nanoTime() - startedAt);
    client.report(
        new HttpExchange(request.method(), request.url().encodedPath(), status, problem, took));
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 300, 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** Returns the refusal if it is among the causes and suppressed exceptions; null otherwise. */
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
