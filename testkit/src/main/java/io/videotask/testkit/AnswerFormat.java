package io.videotask.testkit;

import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.AnswerTemplates;
import io.videotask.generated.gateway.AnswerTemplates.Answer;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoRequestBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A format of a gateway's answers. It comes from the gateway's folder: from its mapping, or from
 * files in {@code answers}. A dialect may have several formats, where its answers depend on the
 * vendor behind the gateway or on the version of its API. Immutable; two are equal if they have the
 * same dialect and name.
 */
public final class AnswerFormat {
  /** new-api's row in an envelope around Kling's answer; another host serves the video. */
  public static final AnswerFormat NEW_API_KLING = of(Dialect.NEW_API, "kling");

  /** The same around Sora's answer; new-api serves the video itself and requires the key. */
  public static final AnswerFormat NEW_API_SORA = of(Dialect.NEW_API, "sora");

  /** The same around MiniMax's answer. */
  public static final AnswerFormat NEW_API_HAILUO = of(Dialect.NEW_API, "hailuo");

  /** new-api's short format, used by its Gemini and Vertex channels. */
  public static final AnswerFormat NEW_API_GEMINI = of(Dialect.NEW_API, "gemini");

  /** The AnyAPI family's row around MiniMax's answer; its {@code fail_reason} is a file id. */
  public static final AnswerFormat MINIMAX_ANYAPI = of(Dialect.MINIMAX_ANYAPI);

  /** MiniMax's version 1: flat; a second request returns the URL. */
  public static final AnswerFormat MINIMAX_V1 = of(Dialect.MINIMAX, "v1");

  /** MiniMax's version 2: the task in a nested object. */
  public static final AnswerFormat MINIMAX_V2 = of(Dialect.MINIMAX, "v2");

  /** OpenAI's video object; the gateway serves the video and requires the key. */
  public static final AnswerFormat OPENAI_VIDEOS = of(Dialect.OPENAI_VIDEOS);

  private static final String USUAL_MODEL = "video-1";
  private static final String ANY_IMAGE = "https://media.example.com/image.png";

  private final Dialect dialect;
  private final AnswerTemplates templates;
  private final IdForm ids;

  private AnswerFormat(Dialect dialect, AnswerTemplates templates) {
    this.dialect = dialect;
    this.templates = templates;
    this.ids = new IdForm(templates.sampleId());
  }

  /**
   * Returns the first format of a dialect, also of one of your own.
   *
   * @throws IllegalArgumentException if the dialect's adapter was not generated, so that it has
   *     none
   */
  public static AnswerFormat of(Dialect dialect) {
    List<AnswerFormat> formats = all(dialect);
    if (formats.isEmpty()) {
      throw new IllegalArgumentException(
          dialect + " has no answer formats: its adapter was not generated from a gateway.yaml");
    }
    return formats.get(0);
  }

  /**
   * Returns a format of a dialect.
   *
   * @param format its name, such as {@code kling}
   * @throws IllegalArgumentException if there is none of this name
   */
  public static AnswerFormat of(Dialect dialect, String format) {
    for (AnswerFormat candidate : all(dialect)) {
      if (candidate.templates.format().equals(format)) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        dialect
            + " has no format "
            + format
            + "; it has "
            + all(dialect).stream()
                .map(candidate -> candidate.templates.format())
                .collect(Collectors.joining(", ")));
  }

  /** Returns all formats of a dialect. */
  public static List<AnswerFormat> all(Dialect dialect) {
    return dialect.gateway().answerTemplates().stream()
        .map(templates -> new AnswerFormat(dialect, templates))
        .toList();
  }

  /** Returns the formats of all dialects on the class path. */
  public static AnswerFormat[] values() {
    List<AnswerFormat> all = new ArrayList<>();
    Dialect.all().forEach(dialect -> all.addAll(all(dialect)));
    return all.toArray(new AnswerFormat[0]);
  }

  /**
   * Returns the format of a dialect on the class path with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AnswerFormat valueOf(String name) {
    for (AnswerFormat format : values()) {
      if (format.name().equals(name)) {
        return format;
      }
    }
    throw new IllegalArgumentException("there is no format " + name);
  }

  /** Returns the dialect's name and the format's, such as {@code NEW_API_KLING}. */
  public String name() {
    String format = templates.format();
    return (dialect.name() + (format.isEmpty() ? "" : "_" + format))
        .replace('-', '_')
        .toUpperCase(Locale.ROOT);
  }

  /** Returns the dialect of the gateways that use this format. */
  public Dialect dialect() {
    return dialect;
  }

  /**
   * Returns whether the gateway has a status for this state, so that scripts can have it. {@link
   * TaskState#UNKNOWN} is an unknown status.
   */
  public boolean has(TaskState state) {
    return templates.answers().containsKey(templateName(state));
  }

  /** Returns the answer to a query. */
  Answer query(TaskState state) {
    return answer(templateName(state));
  }

  /** Returns how one request asks for many tasks; null where each is asked for alone. */
  AnswerTemplates.@Nullable ManyRequest many() {
    return templates.many();
  }

  /** Returns a task on a page of tasks. */
  Answer row(TaskState state) {
    Answer row = templates.answers().get("row-" + templateName(state));
    return row == null ? query(state) : row;
  }

  /**
   * Returns another answer, such as that to a submit.
   *
   * @throws IllegalStateException if the gateway has no such operation
   */
  Answer answer(String name) {
    Answer answer = templates.answers().get(name);
    if (answer == null) {
      throw new IllegalStateException(this + " has no answer " + name);
    }
    return answer;
  }

  /** Returns whether the gateway has this answer. */
  boolean hasAnswer(String name) {
    return templates.answers().containsKey(name);
  }

  /**
   * Returns the answer about the result of a task in this state, for gateways that have it in an
   * answer of its own.
   */
  Answer result(TaskState state) {
    String name = "result-" + templateName(state);
    return answer(hasAnswer(name) ? name : "result-queued");
  }

  /**
   * Returns the body of a callback in this state.
   *
   * @return null where the vendor does not call then, or never
   */
  @Nullable Answer callback(TaskState state) {
    Answer own = templates.answers().get("callback-" + templateName(state));
    return own == null ? templates.answers().get("callback") : own;
  }

  /** Returns an error with this code and message. */
  Reply error(String code, String message) {
    return reply("error", Map.of("code", code, "message", message));
  }

  /** Returns the gateway's reply about a task that it does not have. */
  Reply notFound(String taskId) {
    return reply("not-found", Map.of("id", taskId));
  }

  /** Returns the gateway's reply to a request for the content of an expired video. */
  Reply expiredContent(String taskId) {
    return reply("expired-content", Map.of("id", taskId));
  }

  /** Returns the gateway's reply to a request without a valid key. */
  Reply unauthorised() {
    return reply("unauthorised", Map.of());
  }

  private Reply reply(String name, Map<String, String> values) {
    Answer answer = answer(name);
    return Reply.json(answer.status(), Templates.fill(answer.body(), values));
  }

  /** Returns an id in the gateway's form, deterministic for each number. */
  String taskId(long number) {
    return ids.id(number);
  }

  /**
   * Returns a request that creates a task of this format: its gateway, and a model, and an image,
   * that are of this format.
   *
   * @param prompt the description of the video
   */
  public VideoRequestBuilder request(String prompt) {
    SampleRequest sample = sample();
    VideoRequestBuilder request = VideoRequest.of(prompt).gateway(dialect.name());
    request = sample.model() == null ? request : request.model(sample.model());
    return sample.image() == null ? request : request.image(ImageSource.ofUrl(sample.image()));
  }

  private SampleRequest sample() {
    Answer answer = templates.answers().get("request");
    if (answer == null) {
      return new SampleRequest(USUAL_MODEL, null);
    }
    return new SampleRequest(field(answer.body(), "model"), field(answer.body(), "image"));
  }

  private static @Nullable String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"\\\\]*)\"").matcher(json);
    return found.find() ? found.group(1) : null;
  }

  /** Returns the id in the client's reference to a task of this wire id. */
  String referenceId(String taskId) {
    String prefix = templates.referencePrefix();
    return prefix.isEmpty() ? dialect.gateway().referenceId(sample(), taskId) : prefix + taskId;
  }

  /** Returns the same for a task that a request created. */
  static String referenceId(RequestTarget submit, String taskId) {
    GatewayAdapter gateway = submit.dialect().gateway();
    String withImage = gateway.referenceId(new SampleRequest(submit.model(), ANY_IMAGE), taskId);
    // The kind of the task may be in the path.
    return submit.parameters().values().stream()
            .anyMatch(value -> withImage.equals(value + ":" + taskId))
        ? withImage
        : gateway.referenceId(new SampleRequest(submit.model(), null), taskId);
  }

  /**
   * Checks that this format can represent the script.
   *
   * @throws IllegalArgumentException if a failure has a code that the format has no field for, or
   *     the gateway has no status for a state
   */
  void requireSupported(TaskScript script) {
    for (TaskScript.Step step : script.steps()) {
      if (step.reply().kind() instanceof Reply.StateReply state) {
        requireSupported(state);
      }
    }
  }

  private void requireSupported(Reply.StateReply state) {
    if (!has(state.state())) {
      throw new IllegalArgumentException(
          this + " has no status for " + state.state() + ": its gateway.yaml lists none");
    }
    Reply.Failure failure = state.failure();
    String code = failure != null && failure.codeRequired() ? failure.code() : null;
    if (code != null && !supportsCode(code)) {
      throw new IllegalArgumentException(
          hasField("number")
              ? this + " has numeric codes, and " + code + " is none"
              : this
                  + " has a failure's message and no code: script failed(message), or use another"
                  + " format");
    }
  }

  /** Returns whether the format has a field for this error code. */
  boolean supportsCode(String code) {
    return hasField("code") || (hasField("number") && code.matches("[1-9][0-9]{0,8}"));
  }

  private boolean hasField(String placeholder) {
    return Templates.has(query(TaskState.FAILED).body(), placeholder)
        || (hasAnswer("result-failed")
            && Templates.has(answer("result-failed").body(), placeholder));
  }

  /**
   * Returns whether this operation of the dialect is for tasks of this format: one of its variant,
   * or a usual one, or one of a variant whose tasks have no format of their own.
   */
  boolean isFor(String operation) {
    String variant = templates.variant();
    if (!variant.isEmpty()) {
      return operation.endsWith(variant) || !dialect.paths().containsKey(operation + variant);
    }
    return all(dialect).stream()
        .map(format -> format.templates.variant())
        .noneMatch(other -> !other.isEmpty() && operation.endsWith(other));
  }

  /** Returns whether a submit creates tasks of this format. */
  boolean isCreatedBy(RequestTarget submit) {
    String prefix = referenceId(submit, "");
    boolean prefixed =
        !prefix.isEmpty()
            && all(dialect).stream()
                .anyMatch(format -> format.templates.referencePrefix().equals(prefix));
    return dialect.equals(submit.dialect())
        && (prefixed ? templates.referencePrefix().equals(prefix) : isFor(submit.operation()));
  }

  private static String templateName(TaskState state) {
    return switch (state) {
      case QUEUED, UNKNOWN -> "queued";
      case IN_PROGRESS -> "in-progress";
      case COMPLETED -> "completed";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case EXPIRED -> "expired";
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AnswerFormat format
        && format.dialect.equals(dialect)
        && format.templates.format().equals(templates.format());
  }

  @Override
  public int hashCode() {
    return dialect.hashCode() * 31 + templates.format().hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
