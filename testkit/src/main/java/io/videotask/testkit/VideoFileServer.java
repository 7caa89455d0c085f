package io.videotask.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves video files at unguessable URLs: without a key, with range requests, optionally expired or
 * truncated once. Thread-safe.
 */
final class VideoFileServer {
  static final String PATH = "/files/";

  /** Below the gateway's base path, for gateways that serve videos at URLs of no operation. */
  static final String CONTENT_PATH = "/content/";

  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,9})-");

  private final Map<String, Reply.Video> videos = new ConcurrentHashMap<>();
  private final Set<String> truncated = ConcurrentHashMap.newKeySet();

  /**
   * Registers a video and returns its path, which is the same for the same video of the same task.
   *
   * @param folder {@link #PATH} or {@link #CONTENT_PATH}
   */
  String path(String folder, String taskId, Reply.Video video) {
    String path =
        folder
            + URLEncoder.encode(taskId, StandardCharsets.UTF_8)
            + "/"
            + Integer.toHexString(System.identityHashCode(video))
            + ".mp4";
    videos.put(path, video);
    return path;
  }

  /** Returns the task that a path of this folder is of. */
  static String taskId(String folder, String path) {
    String id = path.substring(folder.length()).split("/", 2)[0];
    return URLDecoder.decode(id, StandardCharsets.UTF_8);
  }

  /** Returns the video at a path; null for none. */
  Reply.@Nullable Video video(String path) {
    return videos.get(path);
  }

  ResponseDefinition serve(String path, @Nullable String range, @Nullable String ifRange) {
    Reply.Video video = videos.get(path);
    if (video == null) {
      return ResponseDefinitionBuilder.responseDefinition().withStatus(404).build();
    }
    return serve(path, video, range, ifRange);
  }

  /** Serves a video from the requested offset. */
  ResponseDefinition serve(
      String path, Reply.Video video, @Nullable String range, @Nullable String ifRange) {
    ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition();
    if (video.expired()) {
      return response
          .withStatus(403)
          .withHeader("Content-Type", "application/xml")
          .withBody(
              "<Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>")
          .build();
    }
    byte[] bytes = video.bytes();
    String tag = "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"";
    Matcher rangeMatcher = RANGE.matcher(range == null ? "" : range);
    int from =
        rangeMatcher.matches() && tag.equals(ifRange) ? Integer.parseInt(rangeMatcher.group(1)) : 0;
    from = from < bytes.length ? from : 0;
    if (from > 0) {
      response.withHeader(
          "Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    // Fewer bytes than announced: the connection breaks, and the client has to request the rest.
    int to =
        video.truncateOnce() && truncated.add(path)
            ? from + (bytes.length - from) / 2
            : bytes.length;
    return response
        .withStatus(from > 0 ? 206 : 200)
        .withHeader("Content-Type", "video/mp4")
        .withHeader("ETag", tag)
        .withHeader("Accept-Ranges", "bytes")
        .withHeader("Content-Length", String.valueOf(bytes.length - from))
        .withBody(Arrays.copyOfRange(bytes, from, to))
        .build();
  }
}
