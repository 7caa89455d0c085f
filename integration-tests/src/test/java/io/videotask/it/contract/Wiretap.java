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

/** Hears what a gateway answers, before the client makes anything of it. */
final class Wiretap {
  private static final long LONGEST = 1 << 20;

  private final List<Exchange> heard = new CopyOnWriteArrayList<>();

  /**
   * One answer.
   *
   * @param method of the request
   * @param path of the request, without its query
   * @param body after decompression
   */
  record Exchange(String method, String path, int status, String contentType, byte[] body) {
    /** The dialect's name for the operation that the request is for. */
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

  /** A base for the client's settings. */
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
