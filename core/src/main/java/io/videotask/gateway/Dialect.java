package io.videotask.gateway;

import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.minimax.MinimaxAdapter;
import io.videotask.generated.minimaxanyapi.MinimaxAnyapiAdapter;
import io.videotask.generated.newapi.NewApiAdapter;
import io.videotask.generated.openaivideos.OpenaiVideosAdapter;
import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.http.BodyDecoder;
import io.videotask.internal.http.HttpTransport;
import io.videotask.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gateway protocol: paths, formats and statuses. Many gateways share one dialect. Each comes from
 * an adapter that is generated from a spec and a mapping; those of this library, and yours.
 * Immutable; two are equal if they have the same adapter.
 */
public final class Dialect {
  /** <a href="https://github.com/QuantumNous/new-api">new-api</a> and its forks. */
  public static final Dialect NEW_API = of(new NewApiAdapter());

  /** MiniMax as <a href="https://docs.anyapi.vip">AnyAPI</a> and its family pass it through. */
  public static final Dialect MINIMAX_ANYAPI = of(new MinimaxAnyapiAdapter());

  /** MiniMax's own API, both versions of it. */
  public static final Dialect MINIMAX = of(new MinimaxAdapter());

  /** OpenAI's {@code /v1/videos}, and its variants at other gateways. */
  public static final Dialect OPENAI_VIDEOS = of(new OpenaiVideosAdapter());

  private final GatewayAdapter gateway;
  private @Nullable Adapter adapter;

  private Dialect(GatewayAdapter gateway) {
    this.gateway = gateway;
  }

  /** Returns the dialect of a generated adapter, such as one of a module of your own. */
  public static Dialect of(GatewayAdapter gateway) {
    return new Dialect(gateway);
  }

  /**
   * Returns all dialects, in a fixed order: those of this version, and those that jars on the class
   * path bring, which a service loader finds.
   *
   * @throws IllegalStateException when two have the same name
   */
  public static List<Dialect> all() {
    return InstalledDialects.all();
  }

  /** Returns the dialect with a name such as {@code new-api}. */
  public static Optional<Dialect> named(String name) {
    return all().stream().filter(dialect -> dialect.name().equals(name)).findFirst();
  }

  /** Returns the name, which is also the default name of its gateways. */
  public String name() {
    return gateway.name();
  }

  /**
   * Returns whether the gateway takes tokens that are signed with a pair of an access key and a
   * secret key, {@link io.videotask.auth.ApiKey#ofPair}.
   */
  public boolean takesKeyPair() {
    return gateway.keyHeader().tokenLifetime() != null;
  }

  /**
   * Returns the operations, from a name such as {@code query} to a method and a path such as {@code
   * GET /v1/…/{task_id}}.
   */
  public Map<String, String> paths() {
    return adapter().paths();
  }

  /** Returns the statuses that its servers send, each with the state it means. */
  public Map<String, TaskState> statuses() {
    Map<String, TaskState> statuses = new LinkedHashMap<>();
    adapter().statuses().forEach((status, state) -> statuses.put(status, TaskState.valueOf(state)));
    return statuses;
  }

  /**
   * Returns the servers whose submits or operations differ, for {@link Gateway#withProfile}: from a
   * name such as {@code vllm-omni} to what it is. Empty where all servers are the same.
   */
  public Map<String, String> profiles() {
    Map<String, String> profiles = new LinkedHashMap<>();
    gateway.profiles().forEach(profile -> profiles.put(profile.name(), profile.about()));
    return profiles;
  }

  /**
   * Returns the state for a status of any dialect, ignoring case, whitespace, hyphens and
   * underscores; empty for an unknown status, at which polling continues.
   */
  public Optional<TaskState> stateOf(String status) {
    return Optional.ofNullable(StatusMapping.stateOf(status));
  }

  /**
   * Explains a body as if received with HTTP 200. Sends nothing.
   *
   * @param body the bytes as received, in UTF-8 unless a byte order mark says otherwise; longer
   *     than 16 MiB they are truncated, as in a query
   */
  public Explanation explain(byte[] body) {
    return explain(body, 200);
  }

  /**
   * Explains a body as if received with this HTTP status. Sends nothing. A body with the status of
   * an error is about the task that it names.
   *
   * @param body as in {@link #explain(byte[])}
   * @param httpStatus 200 to 599
   * @throws IllegalArgumentException for another status
   */
  public Explanation explain(byte[] body, int httpStatus) {
    if (httpStatus < 200 || httpStatus > 599) {
      throw new IllegalArgumentException("an HTTP status is 200 to 599, not " + httpStatus);
    }
    DecisionLog log = new DecisionLog();
    QueryContext noQuery =
        new QueryContext(name(), null, null, Instant.EPOCH, httpStatus, null, null, null);
    boolean truncated = body.length > HttpTransport.MAX_BODY_BYTES;
    String text =
        BodyDecoder.of(truncated ? Arrays.copyOf(body, (int) HttpTransport.MAX_BODY_BYTES) : body);
    ParsedAnswer parsed = new AnswerReader(adapter()).read(noQuery, text, truncated, null, log);
    if (parsed instanceof ParsedAnswer.OfTask task) {
      return new Explanation.OfTask(task.task(), task.id(), task.shape(), log.why(), log.isUsual());
    }
    ParsedAnswer.OfError error = (ParsedAnswer.OfError) parsed;
    List<String> why = new ArrayList<>(log.why());
    why.add(String.valueOf(error.error().getMessage()));
    return new Explanation.OfError(error.error(), error.shape(), why, log.isUsual());
  }

  /** Returns the generated adapter that this dialect comes from. */
  public GatewayAdapter gateway() {
    return gateway;
  }

  /** Creates the adapter on first use, so that programs pay only for the dialects they use. */
  public synchronized Adapter adapter() {
    if (adapter == null) {
      adapter = new Adapter(gateway);
    }
    return adapter;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Dialect dialect
        && dialect.gateway.getClass().equals(gateway.getClass());
  }

  @Override
  public int hashCode() {
    return gateway.getClass().hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
