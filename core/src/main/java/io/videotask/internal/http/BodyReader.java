package io.videotask.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body up to a limit. The limit counts decompressed bytes, which protects against gzip
 * bombs.
 */
final class BodyReader {
  /** A body with a longer declared length is not read at all. */
  private static final long MAX_DECLARED_LENGTH = 1L << 30;

  private static final long CHUNK = 64 * 1024;

  private final long limit;

  /**
   * Caches the redactor of the last key: most clients have one key, and compiling its pattern is
   * expensive.
   */
  private volatile @Nullable EchoedKeyRedactor lastRedactor;

  /**
   * Caches the charset of the last content type: parsing the header takes longer than decoding a
   * typical body.
   */
  private volatile @Nullable CachedCharset lastCharset;

  private record CachedCharset(String type, Charset charset) {}

  BodyReader(long limit) {
    this.limit = limit;
  }

  HttpAnswer read(Response response) throws IOException {
    int status = ProxyAuthMasking.status(response);
    ResponseBody body = response.body();
    Buffer bytes = new Buffer();
    boolean truncated = body.contentLength() > Math.max(MAX_DECLARED_LENGTH, limit);
    String unreadable = null;
    if (!truncated) {
      try {
        truncated = fill(body, bytes);
      } catch (IOException e) {
        if (isBadCompression(e, response)) {
          unreadable = "its compression is broken";
        } else if (isBodyIrrelevant(status)) {
          unreadable = "it breaks off";
        } else {
          throw e;
        }
      }
    }
    String text = BodyDecoder.of(bytes, charset(response.header("Content-Type"), body));
    EchoedKeyRedactor redactor = redactor(response.request());
    return redactor == null
        ? new HttpAnswer(status, response.headers(), text, truncated, unreadable)
        : new HttpAnswer(
            status,
            redacted(response.headers(), redactor),
            redactor.redact(text),
            truncated,
            unreadable);
  }

  /**
   * Returns whether the status alone determines the error, so that a truncated body changes
   * nothing. A 400 or 404 is classified by its body.
   */
  private static boolean isBodyIrrelevant(int status) {
    return status >= 400 && status != 400 && status != 404;
  }

  private boolean fill(ResponseBody body, Buffer bytes) throws IOException {
    BufferedSource source = body.source();
    try {
      return fill(source, bytes);
    } catch (RuntimeException | Error e) {
      // The end of a body runs event listeners; their failure does not invalidate a complete body.
      bytes.write(source.getBuffer(), source.getBuffer().size());
      if (bytes.size() > limit || bytes.size() != body.contentLength()) {
        throw e;
      }
      return false;
    }
  }

  private boolean fill(BufferedSource source, Buffer bytes) throws IOException {
    while (bytes.size() <= limit) {
      if (source.read(bytes, Math.min(CHUNK, limit + 1 - bytes.size())) < 0) {
        return false;
      }
      if (bytes.size() == limit + 1) {
        break;
      }
    }
    return true;
  }

  /**
   * Returns whether a read failed because the bytes are not the gzip that the header declares. That
   * is no connection failure, and a retry would fail in the same way.
   */
  private static boolean isBadCompression(IOException e, Response response) {
    String message = e.getMessage();
    return e instanceof ZipException
        || e.getCause() instanceof DataFormatException
        || (e instanceof EOFException && isWholeGzip(response))
        || (message != null && message.matches("(ID1ID2|FHCRC|CRC|ISIZE): .*|gzip finished .*"));
  }

  /**
   * Returns whether a premature end is the gzip stream's: with a Content-Length, OkHttp detects a
   * truncated connection itself.
   */
  private static boolean isWholeGzip(Response response) {
    Response raw = response.networkResponse();
    return raw != null
        && "gzip".equalsIgnoreCase(raw.header("Content-Encoding"))
        && raw.header("Content-Length") != null;
  }

  private Charset charset(@Nullable String type, ResponseBody body) {
    if (type == null) {
      return BodyDecoder.charset(body.contentType());
    }
    CachedCharset cached = lastCharset;
    if (cached == null || !cached.type().equals(type)) {
      cached = new CachedCharset(type, BodyDecoder.charset(body.contentType()));
      lastCharset = cached;
    }
    return cached.charset();
  }

  private @Nullable EchoedKeyRedactor redactor(Request request) {
    String secret = Credentials.sentWith(request);
    if (secret == null) {
      return null;
    }
    EchoedKeyRedactor cached = lastRedactor;
    if (cached == null || !cached.isFor(secret)) {
      cached = new EchoedKeyRedactor(secret);
      lastRedactor = cached;
    }
    return cached;
  }

  private static Headers redacted(Headers headers, EchoedKeyRedactor redactor) {
    boolean echoed = false;
    for (int i = 0; i < headers.size(); i++) {
      String value = headers.value(i);
      echoed |= !redactor.redact(value).equals(value);
    }
    if (!echoed) {
      return headers;
    }
    // Copied, not built anew: servers send header names that a builder rejects.
    Headers.Builder clean = headers.newBuilder();
    for (int i = 0; i < headers.size(); i++) {
      String value = headers.value(i);
      String redactedValue = redactor.redact(value);
      if (!redactedValue.equals(value)) {
        String name = headers.name(i);
        clean.removeAll(name);
        if (name.matches("[!-~]+")) {
          clean.addUnsafeNonAscii(name, redactedValue);
        }
      }
    }
    return clean.build();
  }
}
