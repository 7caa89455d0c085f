package io.videotask.gateway;

import io.videotask.http.BodyText;
import io.videotask.http.Transport;
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

/**
 * How a server speaks: its paths, its shapes, its words. Immutable. One dialect is spoken by many
 * gateways.
 */
public final class Dialect {
  /** <a href="https://github.com/QuantumNous/new-api">new-api</a> and its forks. */
  public static final Dialect NEW_API = new Dialect("new-api", NewApi::new);

  /** MiniMax as <a href="https://docs.anyapi.vip">AnyAPI</a> and its family pass it through. */
  public static final Dialect MINIMAX_ANYAPI = new Dialect("minimax-anyapi", MinimaxAnyApi::new);

  /** MiniMax's own API, both versions of it. */
  public static final Dialect MINIMAX = new Dialect("minimax", Minimax::new);

  /** OpenAI's {@code /v1/videos}, and what gateways make of it. */
  public static final Dialect OPENAI_VIDEOS = new Dialect("openai-videos", OpenAiVideos::new);

  private final String name;
  private final Supplier<Adapter> make;
  private @Nullable Adapter adapter;

  private Dialect(String name, Supplier<Adapter> make) {
    this.name = name;
    this.make = make;
  }

  /** All that this version speaks, in a fixed order. */
  public static List<Dialect> all() {
    return List.of(NEW_API, MINIMAX_ANYAPI, MINIMAX, OPENAI_VIDEOS);
  }

  /** The dialect of that name, such as {@code new-api}. */
  public static Optional<Dialect> named(String name) {
    return all().stream().filter(dialect -> dialect.name.equals(name)).findFirst();
  }

  /** Its name, which is also the default name of a gateway that speaks it. */
  public String name() {
    return name;
  }

  /**
   * Its operations: from a name such as {@code query} to a method and a path such as {@code GET
   * /v1/…/{task_id}}.
   */
  public Map<String, String> paths() {
    return adapter().paths();
  }

  /** Its status words, each as its servers write it, and what we make of it. */
  public Map<String, TaskState> statuses() {
    Map<String, TaskState> statuses = new LinkedHashMap<>();
    for (String word : adapter().words()) {
      TaskState state = StatusWords.stateOf(word);
      statuses.put(word, state == null ? TaskState.UNKNOWN : state);
    }
    return statuses;
  }

  /**
   * What a status word means, without case, blanks, hyphens and underscores; empty for a word that
   * this version does not know, of whatever dialect. Polling goes on at such a word.
   */
  public Optional<TaskState> stateOf(String word) {
    return Optional.ofNullable(StatusWords.stateOf(word));
  }

  /**
   * Reads a body as if it had come with HTTP 200. Sends nothing.
   *
   * @param body the bytes as they came, in UTF-8 unless a byte order mark says otherwise; beyond 16
   *     MiB they count as too long, as they would in a query
   */
  public Explanation explain(byte[] body) {
    Trail trail = new Trail();
    Asked nobody = new Asked(name, null, null, Instant.EPOCH, 200, null, null, null);
    boolean cut = body.length > Transport.MAX_BODY_BYTES;
    String text = BodyText.of(cut ? Arrays.copyOf(body, (int) Transport.MAX_BODY_BYTES) : body);
    Reading reading = new AnswerReader(adapter()).read(nobody, text, cut, null, trail);
    if (reading instanceof Reading.OfTask task) {
      return new Explanation.OfTask(
          task.task(), task.id(), task.shape(), trail.why(), trail.isUsual());
    }
    Reading.OfError error = (Reading.OfError) reading;
    List<String> why = new ArrayList<>(trail.why());
    why.add(String.valueOf(error.error().getMessage()));
    return new Explanation.OfError(error.error(), error.shape(), why, trail.isUsual());
  }

  /** Made at the first call: a program that speaks to one gateway does not pay for all of them. */
  synchronized Adapter adapter() {
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
