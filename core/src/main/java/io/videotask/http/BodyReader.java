package io.videotask.http;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Reads a body up to a limit, which counts what comes out of the decompression: a small bomb must
 * not become a large one.
 */
final class BodyReader {
  /** An announced length beyond this is not even begun. */
  private static final long ABSURD = 1L << 30;

  private static final long CHUNK = 64 * 1024;

  private final long limit;

  BodyReader(long limit) {
    this.limit = limit;
  }

  Answer read(Response response) throws IOException {
    ResponseBody body = response.body();
    Buffer bytes = new Buffer();
    boolean cut = body.contentLength() > Math.max(ABSURD, limit);
    String unreadable = null;
    if (!cut) {
      try {
        cut = fill(body.source(), bytes);
      } catch (IOException e) {
        if (!isBadCompression(e)) {
          throw e;
        }
        unreadable = "its compression is broken";
      }
    }
    String text = withoutKey(BodyText.of(bytes, body.contentType()), response.request());
    Headers headers = response.headers();
    return new Answer(response.code(), headers, text, cut, unreadable);
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
  private static boolean isBadCompression(IOException e) {
    String message = e.getMessage();
    return e instanceof ZipException
        || e.getCause() instanceof DataFormatException
        || (message != null && message.matches("(ID1ID2|FHCRC|CRC|ISIZE): .*"));
  }

  private static String withoutKey(String text, Request request) {
    String authorization = request.header("Authorization");
    if (authorization == null) {
      return text;
    }
    String key = authorization.substring(authorization.indexOf(' ') + 1);
    return key.isEmpty() ? text : text.replace(key, "[key]");
  }
}
