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
 * Reads a body up to a limit, which counts what comes out of the decompression: a small bomb must
 * not become a large one.
 */
final class BodyReader {
  /** An announced length beyond this is not even begun. */
  private static final long ABSURD = 1L << 30;

  private static final long CHUNK = 64 * 1024;

  private final long limit;

  /** Mostly there is one key, and its pattern need not be made again. */
  private volatile @Nullable EchoedKeyRedactor lastKey;

  /** A server's answers mostly have one type, which takes more to parse than their bodies. */
  private volatile @Nullable Announced lastType;

  private record Announced(String type, Charset charset) {}

  BodyReader(long limit) {
    this.limit = limit;
  }

  HttpAnswer read(Response response) throws IOException {
    int status = ProxyAuthMasking.status(response);
    ResponseBody body = response.body();
    Buffer bytes = new Buffer();
    boolean cut = body.contentLength() > Math.max(ABSURD, limit);
    String unreadable = null;
    if (!cut) {
      try {
        cut = fill(body, bytes);
      } catch (IOException e) {
        if (isBadCompression(e, response)) {
          unreadable = "its compression is broken";
        } else if (speaksForItself(status)) {
          unreadable = "it breaks off";
        } else {
          throw e;
        }
      }
    }
    String text = BodyDecoder.of(bytes, charset(response.header("Content-Type"), body));
    EchoedKeyRedactor key = key(response.request());
    return key == null
        ? new HttpAnswer(status, response.headers(), text, cut, unreadable)
        : new HttpAnswer(
            status, withoutKey(response.headers(), key), key.blottedOut(text), cut, unreadable);
  }

  /**
   * Whether an error's status says it all, so that a body which breaks off changes nothing. Of 400
   * and 404 only the body tells what they are about.
   */
  private static boolean speaksForItself(int status) {
    return status >= 400 && status != 400 && status != 404;
  }

  private boolean fill(ResponseBody body, Buffer bytes) throws IOException {
    BufferedSource source = body.source();
    try {
      return fill(source, bytes);
    } catch (RuntimeException | Error e) {
      // The end of a body calls listeners, whose failure takes nothing away from what has come.
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
   * The header says gzip and the bytes don't: that is no fault of the connection, and comes again.
   */
  private static boolean isBadCompression(IOException e, Response response) {
    String message = e.getMessage();
    return e instanceof ZipException
        || e.getCause() instanceof DataFormatException
        || (e instanceof EOFException && isWholeGzip(response))
        || (message != null && message.matches("(ID1ID2|FHCRC|CRC|ISIZE): .*|gzip finished .*"));
  }

  /**
   * Whether an end that comes too soon is the compression's: the connection keeps its own count.
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
    Announced known = lastType;
    if (known == null || !known.type().equals(type)) {
      known = new Announced(type, BodyDecoder.charset(body.contentType()));
      lastType = known;
    }
    return known.charset();
  }

  private @Nullable EchoedKeyRedactor key(Request request) {
    String authorization = request.header("Authorization");
    if (authorization == null) {
      return null;
    }
    EchoedKeyRedactor known = lastKey;
    if (known == null || !known.isOf(authorization)) {
      known = new EchoedKeyRedactor(authorization);
      lastKey = known;
    }
    return known;
  }

  private static Headers withoutKey(Headers headers, EchoedKeyRedactor key) {
    boolean repeated = false;
    for (int i = 0; i < headers.size(); i++) {
      String value = headers.value(i);
      repeated |= !key.blottedOut(value).equals(value);
    }
    if (!repeated) {
      return headers;
    }
    // Copied rather than made anew: servers send names that a builder does not take.
    Headers.Builder clean = headers.newBuilder();
    for (int i = 0; i < headers.size(); i++) {
      String value = headers.value(i);
      String shown = key.blottedOut(value);
      if (!shown.equals(value)) {
        String name = headers.name(i);
        clean.removeAll(name);
        if (name.matches("[!-~]+")) {
          clean.addUnsafeNonAscii(name, shown);
        }
      }
    }
    return clean.build();
  }
}
