package io.videotask.gateway;

import io.videotask.internal.answer.AnswerReader;
import io.videotask.internal.answer.DecisionLog;
import io.videotask.internal.answer.ParsedAnswer;
import io.videotask.internal.answer.QueryContext;
import io.videotask.internal.dialect.Adapter;
import io.videotask.internal.dialect.MinimaxAdapter;
import io.videotask.internal.dialect.MinimaxAnyApiAdapter;
import io.videotask.internal.dialect.NewApiAdapter;
import io.videotask.internal.dialect.OpenAiVideosAdapter;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway protocol: paths, formats and statuses. Many gateways share one dialect. Immutable. */
public final class Dialect {
  /** <a href="https://github.com/QuantumNous/new-api">new-api</a> and its forks. */
  public static final Dialect NEW_API = new Dialect(NewApiAdapter.NAME, NewApiAdapter::new);

  /** MiniMax as <a href="https://docs.anyapi.vip">AnyAPI</a> and its family pass it through. */
  public static final Dialect MINIMAX_ANYAPI =
      new Dialect("minimax-anyapi", MinimaxAnyApiAdapter::new);

  /** MiniMax's own API, both versions of it. */
  public static final Dialect MINIMAX = new Dialect("minimax", MinimaxAdapter::new);

  /** OpenAI's {@code /v1/videos}, and its variants at other gateways. */
  public static final Dialect OPENAI_VIDEOS =
      new Dialect("openai-videos", OpenAiVideosAdapter::new);

  private final String name;
  private final Supplier<Adapter> make;
  private @Nullable Adapter adapter;

  private Dialect(String name, Supplier<Adapter> make) {
    this.name = name;
    this.make = make;
  }

  /** Returns all dialects of this version, in a fixed order. */
  public static List<Dialect> all() {
    return List.of(NEW_API, MINIMAX_ANYAPI, MINIMAX, OPENAI_VIDEOS);
  }

  /** Returns the dialect with a name such as {@code new-api}. */
  public static Optional<Dialect> named(String name) {
    return all().stream().filter(dialect -> dialect.name.equals(name)).findFirst();
  }

  /** Returns the name, which is also the default name of its gateways. */
  public String name() {
    return name;
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
    for (String status : adapter().statuses()) {
      TaskState state = StatusMapping.stateOf(status);
      statuses.put(status, state == null ? TaskState.UNKNOWN : state);
    }
    return statuses;
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
    DecisionLog log = new DecisionLog();
    QueryContext noQuery = new QueryContext(name, null, null, Instant.EPOCH, 200, null, null, null);
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

  /** Creates the adapter on first use, so that programs pay only for the dialects they use. */
  public synchronized Adapter adapter() {
    if (adapter == null) {
      adapter = make.get();
    }
    return adapter;
  }

  @Override
  public String toString() {
    return name;
  }
}
