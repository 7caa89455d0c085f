package io.videotask.spring;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Fetches fal's public keys. */
final class FalKeys implements Supplier<CompletableFuture<String>> {
  private static final URI JWKS = URI.create("https://rest.fal.ai/.well-known/jwks.json");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final URI url;

  FalKeys() {
    this(JWKS);
  }

  FalKeys(URI url) {
    this.url = url;
  }

  @Override
  public CompletableFuture<String> get() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() != 200) {
                throw new IllegalStateException("HTTP " + answer.statusCode());
              }
              return answer.body();
            });
  }
}
