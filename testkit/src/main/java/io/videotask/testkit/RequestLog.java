package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.gateway.Dialect;
import io.videotask.time.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records the requests in the order of arrival, without the key. Thread-safe. */
final class RequestLog {
  private final List<RecordedRequest> requests = new ArrayList<>();
  private final KeyCheck keys;
  private final Routes routes;
  private final TimeSource time;

  RequestLog(KeyCheck keys, Routes routes, TimeSource time) {
    this.keys = keys;
    this.routes = routes;
    this.time = time;
  }

  /** Returns whether a request has the key, in the header of any gateway. */
  private boolean hasKey(Request request) {
    return routes.dialects().stream()
        .map(dialect -> dialect.gateway().keyHeader(request.getUrl()))
        .anyMatch(header -> keys.hasKey(request, header));
  }

  private boolean isKeyHeader(String name) {
    return name.equalsIgnoreCase("Authorization")
        || routes.dialects().stream()
            .map(Dialect::gateway)
            .anyMatch(gateway -> gateway.keyHeader().name().equalsIgnoreCase(name));
  }

  void add(RecordedRequest.Operation operation, @Nullable FakeTask task, Request request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpHeader header : request.getHeaders().all()) {
      if (!isKeyHeader(header.key())) {
        headers.put(header.key(), keys.redact(String.join(", ", header.values())));
      }
    }
    RecordedRequest recorded =
        new RecordedRequest(
            time.now(),
            operation,
            task == null ? null : task.ref(),
            request.getMethod().getName(),
            keys.redact(request.getUrl()),
            Collections.unmodifiableMap(headers),
            keys.redact(request.getBodyAsString()),
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
}
