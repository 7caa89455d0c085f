package io.videotask.it.download;

import io.videotask.it.download.VideoHost.Asked;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The response of a host.
 *
 * @param cutAt the number of bytes of the body that are sent; -1 means all
 * @param stalls whether the connection stays open after the last byte sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DownloadReply(
    int status, Map<String, String> headers, byte[] body, int cutAt, boolean stalls) {
  static final String ETAG = "\"v1\"";

  /** Returns bytes with the header of an MP4 and random content. */
  static byte[] video(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    byte[] head = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'};
    System.arraycopy(head, 0, bytes, 0, Math.min(head.length, size));
    return bytes;
  }

  static DownloadReply of(int status, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Length", String.valueOf(body.length));
    return new DownloadReply(status, headers, body, -1, false);
  }

  static DownloadReply text(int status, String type, String body) {
    return of(status, body.getBytes(StandardCharsets.UTF_8)).with("Content-Type", type);
  }

  static DownloadReply json(String body) {
    return text(200, "application/json", body);
  }

  /** A task that finished long ago, so that a missing video has expired. */
  static DownloadReply completed(String url) {
    return json(
        "{\"task_id\":\"task_1\",\"status\":\"completed\",\"completed_at\":1756453535,\"url\":\""
            + url
            + "\"}");
  }

  /** A task without a finish time: it may have finished just now. */
  static DownloadReply justCompleted(String url) {
    return json("{\"task_id\":\"task_1\",\"status\":\"completed\",\"url\":\"" + url + "\"}");
  }

  static DownloadReply redirect(String location) {
    return of(302, new byte[0]).with("Location", location);
  }

  /** Serves the whole file, or the requested range if the condition matches. */
  static DownloadReply file(byte[] video, Asked asked, String etag) {
    String range = asked.header("Range");
    String condition = asked.header("If-Range");
    if (range == null || (condition != null && !condition.equals(etag))) {
      return of(200, video).with("Content-Type", "video/mp4").with("ETag", etag);
    }
    int from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1"));
    if (from >= video.length) {
      return of(416, new byte[0]).with("Content-Range", "bytes */" + video.length);
    }
    return of(206, Arrays.copyOfRange(video, from, video.length))
        .with("Content-Range", "bytes " + from + "-" + (video.length - 1) + "/" + video.length)
        .with("ETag", etag);
  }

  static DownloadReply file(byte[] video, Asked asked) {
    return file(video, asked, ETAG);
  }

  DownloadReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new DownloadReply(status, more, body, cutAt, stalls);
  }

  DownloadReply without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new DownloadReply(status, fewer, body, cutAt, stalls);
  }

  /** Like {@link #file}, but closes the connection after this many bytes. */
  DownloadReply cut(int after) {
    return new DownloadReply(status, headers, body, after, false);
  }

  /** Like {@link #file}, but stalls after this many bytes. */
  DownloadReply stall(int after) {
    return new DownloadReply(status, headers, body, after, true);
  }

  /** Like {@link #file}, but in one chunk, without a Content-Length. */
  DownloadReply chunked() {
    byte[] head = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] tail = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] all = Arrays.copyOf(head, head.length + body.length + tail.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    System.arraycopy(tail, 0, all, head.length + body.length, tail.length);
    DownloadReply chunked = without("Content-Length").with("Transfer-Encoding", "chunked");
    return new DownloadReply(status, chunked.headers(), all, cutAt, stalls);
  }
}
