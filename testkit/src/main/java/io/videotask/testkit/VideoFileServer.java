package io.videotask.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where videos lie under addresses that nobody can guess: no key is asked for, any byte can be the
 * first, an address may have expired, and a download may break off once. Thread-safe.
 */
final class VideoFileServer {
  static final String PATH = "/files/";

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,9})-");

  private final Map<String, Reply.Video> videos = new ConcurrentHashMap<>();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();

  /** Puts a video there; the same one of the same task has the same path. */
  String path(String taskId, Reply.Video video) {
    String path =
        PATH + taskId + "/" + Integer.toHexString(System.identityHashCode(video)) + ".mp4";
    videos.put(path, video);
    return path;
  }

  ResponseDefinition answer(String path, @Nullable String range, @Nullable String ifRange) {
    Reply.Video video = videos.get(path);
    if (video == null) {
      return ResponseDefinitionBuilder.responseDefinition().withStatus(404).build();
    }
    return answer(path, video, range, ifRange);
  }

  /** A video, from any place, at any address. */
  ResponseDefinition answer(
      String path, Reply.Video video, @Nullable String range, @Nullable String ifRange) {
    ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition();
    if (video.gone()) {
      return answer
          .withStatus(403)
          .withHeader("Content-Type", "application/xml")
          .withBody(
              "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>")
          .build();
    }
    byte[] bytes = video.bytes();
    String tag = "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"";
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    int from = asked.matches() && tag.equals(ifRange) ? Integer.parseInt(asked.group(1)) : 0;
    from = from < bytes.length ? from : 0;
    if (from > 0) {
      answer.withHeader(
          "Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    // Less than was promised: the connection breaks off, and the rest has to be asked for.
    int to = video.cutOnce() && cut.add(path) ? from + (bytes.length - from) / 2 : bytes.length;
    return answer
        .withStatus(from > 0 ? 206 : 200)
        .withHeader("Content-Type", "video/mp4")
        .withHeader("ETag", tag)
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("Content-Length", String.valueOf(bytes.length - from))
        .withBody(Arrays.copyOfRange(bytes, from, to))
        .build();
  }
}
