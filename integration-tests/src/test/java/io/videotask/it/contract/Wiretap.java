package io.videotask.it.contract;

import io.videotask.gateway.Dialect;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Records a gateway's answers before the client parses them. */
final class Wiretap {
  private static final long LONGEST = 1 << 20;

  private final List<Exchange> heard = new CopyOnWriteArrayList<>();

  /**
   * One answer.
   *
   * @param method the method of the request
   * @param path the path of the request, without its query
   * @param body the body after decompression
   */
  record Exchange(String method, String path, int status, String contentType, byte[] body) {
    /** Returns the dialect's name of the requested operation. */
    String operation(Dialect dialect) {
      for (Map.Entry<String, String> operation : dialect.paths().entrySet()) {
        String[] words = operation.getValue().split("[ ?]", 3);
        String pattern = words[1].replaceAll("\\{[^}]+}", "[^/]+");
        if (words[0].equals(method) && path.matches("(?:/.*)?" + pattern)) {
          return operation.getKey();
        }
      }
      throw new IllegalArgumentException(dialect + " has no operation " + method + " " + path);
    }
  }

  /** Returns a client to use as a base. */
  OkHttpClient client() {
    return new OkHttpClient.Builder().addInterceptor(this::hear).build();
  }

  List<Exchange> heard() {
    return List.copyOf(heard);
  }

  private Response hear(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    try (ResponseBody copy = response.peekBody(LONGEST)) {
      heard.add(
          new Exchange(
              chain.request().method().toUpperCase(Locale.ROOT),
              chain.request().url().encodedPath(),
              response.code(),
              response.header("Content-Type", ""),
              copy.bytes()));
    }
    return response;
  }
}
