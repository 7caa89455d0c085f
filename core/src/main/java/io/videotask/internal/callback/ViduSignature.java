package io.videotask.internal.callback;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Vidu: HMAC-SHA256 with the API token over method, path, query, date and the headers that the call
 * names. The body is not signed; a URL for each task is what ties a signature to a task.
 */
public final class ViduSignature implements SignatureScheme {
  public static final String SIGNATURE = "X-HMAC-SIGNATURE";
  static final String SIGNED_HEADERS = "X-HMAC-SIGNED-HEADERS";
  static final String ALGORITHM = "X-HMAC-ALGORITHM";
  static final String DATE = "Date";
  private static final String ACCESS_KEY = "vidu";
  private static final int MAX_HEADERS = 20;

  private final Hmac hmac;

  /**
   * @param tokens the API tokens that create tasks, as they are written
   */
  public ViduSignature(List<String> tokens) {
    this.hmac = Hmac.ofText(tokens);
  }

  @Override
  public Signed verify(IncomingCall call, Instant now) {
    CallHeaders headers = call.headers();
    byte[] signature = Encodings.base64(headers.only(SIGNATURE));
    String date = headers.only(DATE);
    if (headers.has(ALGORITHM)
        && !headers.only(ALGORITHM).toLowerCase(Locale.ROOT).equals("hmac-sha256")) {
      throw new RefusedCallException(
          RefusedCallException.Kind.HEADER, ALGORITHM + " is not hmac-sha256");
    }
    CallTime.checkDate(DATE, date, now);
    StringBuilder text = new StringBuilder();
    text.append(call.method().toUpperCase(Locale.ROOT)).append('\n');
    text.append(call.rawPath()).append('\n');
    text.append(call.rawQuery()).append('\n');
    text.append(ACCESS_KEY).append('\n');
    text.append(date).append('\n');
    String[] names = headers.only(SIGNED_HEADERS).split(";", -1);
    if (names.length > MAX_HEADERS) {
      throw new RefusedCallException(
          RefusedCallException.Kind.HEADER, SIGNED_HEADERS + " names too many headers");
    }
    for (String name : names) {
      if (!name.isBlank()) {
        text.append(name).append(':').append(headers.only(name.strip())).append('\n');
      }
    }
    if (!hmac.fits(signature, text.toString())) {
      throw new RefusedCallException(
          RefusedCallException.Kind.SIGNATURE,
          SIGNATURE
              + " does not fit: the token is not the one that created the task, or the call was for"
              + " another URL; behind a proxy the public URL counts");
    }
    return Signed.BODY;
  }
}
