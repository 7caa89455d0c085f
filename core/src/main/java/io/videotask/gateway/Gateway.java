package io.videotask.gateway;

import io.videotask.auth.ApiKey;
import io.videotask.generated.gateway.GatewayProfile;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.http.Credentials;
import io.videotask.internal.http.GatewayOrigin;
import io.videotask.task.TaskRef;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** A configured server: a name, a dialect, a base URL and a key. Immutable. */
public final class Gateway {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private final String name;
  private final Dialect dialect;
  private final HttpUrl baseUrl;
  private final ApiKey key;
  private final Options options;
  private @Nullable Adapter adapter;

  /**
   * @param insecureHttp whether the key may be sent over plain HTTP to another machine
   * @param idempotencyHeader the header that makes a submit idempotent; null for none
   * @param profile the server's differences; null for the usual one
   */
  private record Options(
      boolean insecureHttp, @Nullable String idempotencyHeader, @Nullable GatewayProfile profile) {}

  private Gateway(String name, Dialect dialect, HttpUrl baseUrl, ApiKey key, Options options) {
    this.name = name;
    this.dialect = dialect;
    this.baseUrl = baseUrl;
    this.key = key;
    this.options = options;
  }

  /**
   * Creates a gateway with the dialect's name.
   *
   * @param baseUrl {@code https://host}, with a port and a path where the server has them; {@code
   *     http} only for this machine, or after {@link #allowingInsecureHttp()}. The dialect's own
   *     path is appended
   * @throws IllegalArgumentException when the URL is invalid, has a user, a query or a fragment, or
   *     ends with {@code /v1}, which is part of the dialect's path
   */
  public static Gateway of(Dialect dialect, String baseUrl, ApiKey key) {
    return new Gateway(
        dialect.name(), dialect, parse(baseUrl), key, new Options(false, null, null));
  }

  /**
   * Creates a gateway for a new-api server, named {@code new-api}; see {@link #of} for the base
   * URL.
   */
  public static Gateway newApi(String baseUrl, ApiKey key) {
    return of(Dialect.NEW_API, baseUrl, key);
  }

  /**
   * Creates a gateway for a server of the AnyAPI family that proxies MiniMax, named {@code
   * minimax-anyapi}; see {@link #of} for the base URL.
   */
  public static Gateway minimaxAnyApi(String baseUrl, ApiKey key) {
    return of(Dialect.MINIMAX_ANYAPI, baseUrl, key);
  }

  /**
   * Creates a gateway for MiniMax's own API, named {@code minimax}. It has two hosts, {@code
   * https://api.minimax.io} and {@code https://api.minimaxi.com}, with separate keys, so there is
   * no default. See {@link #of} for the base URL.
   */
  public static Gateway minimax(String baseUrl, ApiKey key) {
    return of(Dialect.MINIMAX, baseUrl, key);
  }

  /**
   * Creates a gateway for a server with OpenAI's {@code /v1/videos}, named {@code openai-videos};
   * see {@link #of} for the base URL, which has no {@code /v1}.
   */
  public static Gateway openAiVideos(String baseUrl, ApiKey key) {
    return of(Dialect.OPENAI_VIDEOS, baseUrl, key);
  }

  /**
   * Returns the same gateway under another name, for clients with several gateways of one dialect.
   *
   * @throws IllegalArgumentException when the name has characters other than a-z, 0-9 and hyphens
   */
  public Gateway named(String newName) {
    if (!TaskRef.isGatewayName(newName)) {
      throw new IllegalArgumentException(
          "a gateway's name has 1 to 64 characters out of a-z, 0-9 and '-'");
    }
    return new Gateway(newName, dialect, baseUrl, key, options);
  }

  /**
   * Returns the same gateway with permission to send the key over plain HTTP to another machine.
   */
  public Gateway allowingInsecureHttp() {
    Options allowing = new Options(true, options.idempotencyHeader(), options.profile());
    return new Gateway(name, dialect, baseUrl, key, allowing);
  }

  /**
   * Returns the same gateway for a server that documents this header as an idempotency key: a
   * submit then sends its correlation id in it. None of the dialects' own servers documents one.
   *
   * @throws IllegalArgumentException when the header's name is invalid
   */
  public Gateway withIdempotencyHeader(String header) {
    if (!HEADER.matcher(header).matches()) {
      throw new IllegalArgumentException("a header's name has letters, digits and '-'");
    }
    Options idempotent = new Options(options.insecureHttp(), header, options.profile());
    return new Gateway(name, dialect, baseUrl, key, idempotent);
  }

  /**
   * Returns the same gateway for a server that differs from the usual one of its dialect, such as
   * {@code vllm-omni}: its submits have the body that this server takes, and what the server lacks
   * is refused before anything is sent.
   *
   * @param profile one of {@link Dialect#profiles()}
   * @throws IllegalArgumentException when the dialect has no such profile
   */
  public Gateway withProfile(String profile) {
    for (GatewayProfile known : dialect.gateway().profiles()) {
      if (known.name().equals(profile)) {
        Options other = new Options(options.insecureHttp(), options.idempotencyHeader(), known);
        return new Gateway(name, dialect, baseUrl, key, other);
      }
    }
    throw new IllegalArgumentException(
        dialect.profiles().isEmpty()
            ? dialect + " has no profiles: its servers are all the same"
            : dialect
                + " has no such profile; it has "
                + String.join(", ", dialect.profiles().keySet()));
  }

  /** Returns the name of the server's profile; empty for the usual server of the dialect. */
  public Optional<String> profile() {
    return Optional.ofNullable(options.profile()).map(GatewayProfile::name);
  }

  /** Returns the name, as used in a {@code TaskRef}. */
  public String name() {
    return name;
  }

  /** Returns the dialect. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Checks that the key is not sent in clear text.
   *
   * @throws IllegalArgumentException when the base URL is plain HTTP on another machine, and that
   *     was not allowed
   */
  public void requireSafeTransport() {
    if (!baseUrl.isHttps() && !options.insecureHttp() && !isLoopback(baseUrl.host())) {
      throw new IllegalArgumentException(
          "the key would go to "
              + baseUrl.host()
              + " over plain http, readable on the network; use https, or allow it explicitly");
    }
  }

  /** Returns the adapter of the dialect, or of the server's profile. */
  public synchronized Adapter adapter() {
    GatewayProfile profile = options.profile();
    if (adapter == null) {
      adapter = profile == null ? dialect.adapter() : new Adapter(dialect.gateway(), profile);
    }
    return adapter;
  }

  public HttpUrl baseUrl() {
    return baseUrl;
  }

  @Nullable
  public String idempotencyHeader() {
    return options.idempotencyHeader();
  }

  public ApiKey key() {
    return key;
  }

  public GatewayOrigin origin(Credentials credentials) {
    return new GatewayOrigin(
        baseUrl, credentials, options.insecureHttp() || isLoopback(baseUrl.host()));
  }

  @Override
  public String toString() {
    String server = profile().map(profile -> " (" + profile + ")").orElse("");
    return "Gateway[" + name + ", " + dialect + server + ", " + baseUrl + "]";
  }

  private static HttpUrl parse(String text) {
    HttpUrl url = HttpUrl.parse(text.strip());
    if (url == null) {
      throw new IllegalArgumentException(
          "the base URL is no http or https URL, such as https://api.example.com");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw new IllegalArgumentException("the base URL must not hold a user or a password");
    }
    if (url.query() != null || url.fragment() != null) {
      throw new IllegalArgumentException("the base URL must not have a query or a fragment");
    }
    HttpUrl base =
        url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
    if (base.encodedPath().endsWith("/v1/")) {
      throw new IllegalArgumentException(
          "the base URL must not end with /v1, which is part of what is added to it");
    }
    return base;
  }

  private static boolean isLoopback(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.equals("localhost")
        || lower.endsWith(".localhost")
        || lower.equals("::1")
        || lower.matches("127(\\.[0-9]{1,3}){3}");
  }
}
