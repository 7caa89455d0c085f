package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.time.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records the requests in the order of arrival, without the key. Thread-safe. */
final class RequestLog {
  private static final String AUTHORIZATION = "authorization";

  private final List<RecordedRequest> requests = new ArrayList<>();
  private final String key;
  private final TimeSource time;

  RequestLog(String key, TimeSource time) {
    this.key = key;
    this.time = time;
  }

  boolean hasKey(Request request) {
    return ("Bearer " + key).equals(request.getHeader(AUTHORIZATION));
  }

  void add(RecordedRequest.Operation operation, @Nullable FakeTask task, Request request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpHeader header : request.getHeaders().all()) {
      if (!header.key().toLowerCase(Locale.ROOT).equals(AUTHORIZATION)) {
        headers.put(header.key(), withoutKey(String.join(", ", header.values())));
      }
    }
    RecordedRequest recorded =
        new RecordedRequest(
            time.now(),
            operation,
            task == null ? null : task.ref(),
            request.getMethod().getName(),
            withoutKey(request.getUrl()),
            Collections.unmodifiableMap(headers),
            withoutKey(request.getBodyAsString()),
            hasKey(request));
    synchronized (requests) {
      requests.add(recorded);
    }
  }

  List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  private String withoutKey(String text) {
    return text.replace(key, "[key]");
  }
}
