package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import io.videotask.poll.Time;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was asked, in the order in which it came, without the key. Thread-safe. */
final class Journal {
  private static final String AUTHORIZATION = "authorization";

  private final List<SeenRequest> requests = new ArrayList<>();
  private final String key;
  private final Time time;

  Journal(String key, Time time) {
    this.key = key;
    this.time = time;
  }

  boolean hasKey(Request request) {
    return ("Bearer " + key).equals(request.getHeader(AUTHORIZATION));
  }

  void add(SeenRequest.Operation operation, @Nullable FakeTask task, Request request) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (HttpHeader header : request.getHeaders().all()) {
      if (!header.key().toLowerCase(Locale.ROOT).equals(AUTHORIZATION)) {
        headers.put(header.key(), hidden(String.join(", ", header.values())));
      }
    }
    SeenRequest seen =
        new SeenRequest(
            time.now(),
            operation,
            task == null ? null : task.ref(),
            request.getMethod().getName(),
            hidden(request.getUrl()),
            Collections.unmodifiableMap(headers),
            hidden(request.getBodyAsString()),
            hasKey(request));
    synchronized (requests) {
      requests.add(seen);
    }
  }

  List<SeenRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  private String hidden(String text) {
    return text.replace(key, "[key]");
  }
}
