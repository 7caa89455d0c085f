package io.videotask.testkit;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskState;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The answer formats of real gateways. A dialect has several: the format depends on the vendor
 * behind the gateway.
 */
public enum AnswerFormat {
  /** new-api's row in an envelope around Kling's answer; another host serves the video. */
  NEW_API_KLING("new-api", "new-api/kling", "new-api", Ids.TASK, StatusNames.ROW),
  /** The same around Sora's answer; new-api serves the video itself and requires the key. */
  NEW_API_SORA("new-api", "new-api/sora", "new-api", Ids.TASK, StatusNames.ROW),
  /** The same around MiniMax's answer. */
  NEW_API_HAILUO("new-api", "new-api/hailuo", "new-api", Ids.TASK, StatusNames.ROW),
  /** new-api's short format, used by its Gemini and Vertex channels. */
  NEW_API_GEMINI("new-api", "new-api/gemini", "new-api", Ids.TASK, StatusNames.SHORT),
  /** The AnyAPI family's row around MiniMax's answer; its {@code fail_reason} is a file id. */
  MINIMAX_ANYAPI("minimax-anyapi", "minimax-anyapi", "minimax-anyapi", Ids.NUMBER, StatusNames.ROW),
  /** MiniMax's version 1: flat; a second request returns the URL. */
  MINIMAX_V1("minimax", "minimax/v1", "minimax/v1", Ids.NUMBER, StatusNames.MINIMAX_1),
  /** MiniMax's version 2: the task in a nested object. */
  MINIMAX_V2("minimax", "minimax/v2", "minimax/v2", Ids.NUMBER, StatusNames.MINIMAX_2),
  /** OpenAI's video object; the gateway serves the video and requires the key. */
  OPENAI_VIDEOS("openai-videos", "openai-videos", "openai-videos", Ids.VIDEO, StatusNames.OPENAI);

  private final String dialect;
  private final String templateFolder;
  private final String submitFolder;
  private final Ids ids;
  private final StatusNames statusNames;

  AnswerFormat(
      String dialect,
      String templateFolder,
      String submitFolder,
      Ids ids,
      StatusNames statusNames) {
    this.dialect = dialect;
    this.templateFolder = templateFolder;
    this.submitFolder = submitFolder;
    this.ids = ids;
    this.statusNames = statusNames;
  }

  /** Returns the dialect of the gateways that use this format. */
  public Dialect dialect() {
    return Dialect.named(dialect).orElseThrow();
  }

  /** Returns the template of an answer to a query. */
  String queryTemplate(TaskState state) {
    return templateFolder
        + switch (state) {
          case QUEUED, UNKNOWN -> "/queued.json";
          case IN_PROGRESS -> "/in-progress.json";
          case COMPLETED -> "/completed.json";
          case FAILED, CANCELLED, EXPIRED -> "/failed.json";
        };
  }

  /** Returns the template of an answer to a submit. */
  String submitTemplate() {
    return submitFolder + "/created.json";
  }

  /** Returns the template of an answer about a file. */
  String fileTemplate() {
    return templateFolder + "/file.json";
  }

  String status(TaskState state) {
    return statusNames.of(state);
  }

  /** Returns an id in the gateway's format, deterministic for each number. */
  String taskId(long number) {
    return ids.taskId(number);
  }

  /** Returns the id in the client's reference to a task of this wire id. */
  String referenceId(String taskId) {
    return this == MINIMAX_V2 ? "v2:" + taskId : taskId;
  }

  /**
   * Checks that this format can represent the script.
   *
   * @throws IllegalArgumentException if a failure has a code that the format has no field for
   */
  void requireSupported(TaskScript script) {
    for (TaskScript.Step step : script.steps()) {
      Reply.Failure failure =
          step.reply().kind() instanceof Reply.StateReply state ? state.failure() : null;
      String code = failure != null && failure.codeRequired() ? failure.code() : null;
      if (code != null && !supportsCode(code)) {
        throw new IllegalArgumentException(
            this == NEW_API_KLING
                ? "NEW_API_KLING has a failure's message and no code: script failed(message), or"
                    + " use another format"
                : this + " has MiniMax's numeric codes, and " + code + " is none");
      }
    }
  }

  /** Returns whether the format has a field for this error code. */
  boolean supportsCode(String code) {
    return switch (this) {
      case NEW_API_KLING -> false;
      case NEW_API_HAILUO, MINIMAX_ANYAPI, MINIMAX_V1 -> code.matches("[1-9][0-9]{0,8}");
      case NEW_API_SORA, NEW_API_GEMINI, MINIMAX_V2, OPENAI_VIDEOS -> true;
    };
  }

  /** Returns the reply of a gateway to a request for a task that it does not have. */
  static Reply notFoundReply(@Nullable Dialect dialect) {
    return MINIMAX_V1.dialect().equals(dialect)
        ? Reply.json(
            200,
            "{\"base_resp\":{\"status_code\":2013,"
                + "\"status_msg\":\"invalid params, invalid task_id\"}}")
        : Reply.notFound();
  }

  /** Returns the gateway's reply to a request for the content of an expired video. */
  Reply expiredContentReply(String taskId) {
    return this == OPENAI_VIDEOS
        ? Reply.json(
            404,
            "{\"error\":{\"message\":\"Video with id '"
                + taskId
                + "' not found.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}")
        : Reply.json(
            502,
            "{\"error\":{\"message\":\"Upstream service returned status"
                + " 403\",\"type\":\"server_error\"}}");
  }

  /** Returns whether this operation of the dialect is for tasks of this format. */
  boolean isFor(String operation) {
    return operation.endsWith("V2") == (this == MINIMAX_V2);
  }

  private enum Ids {
    TASK,
    NUMBER,
    VIDEO;

    private static final String LETTERS =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    String taskId(long number) {
      return switch (this) {
        case TASK -> "task_" + randomText(number);
        case NUMBER -> String.valueOf(306_792_606_000_000L + number);
        case VIDEO -> "video_" + String.format(Locale.ROOT, "%032x", number);
      };
    }

    private static String randomText(long number) {
      StringBuilder text = new StringBuilder();
      SplittableRandom random = new SplittableRandom(number);
      for (int i = 0; i < 32; i++) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      return text.toString();
    }
  }

  private enum StatusNames {
    ROW("NOT_START IN_PROGRESS SUCCESS FAILURE CANCELLED EXPIRED"),
    SHORT("queued processing succeeded failed cancelled expired"),
    MINIMAX_1("Queueing Processing Success Fail Cancelled Expired"),
    MINIMAX_2("queued running succeeded failed cancelled expired"),
    OPENAI("queued in_progress completed failed cancelled expired");

    /**
     * Names for queued, in progress, completed, failed, cancelled and expired, separated by spaces.
     */
    private final String names;

    StatusNames(String names) {
      this.names = names;
    }

    String of(TaskState state) {
      int index =
          switch (state) {
            case QUEUED, UNKNOWN -> 0;
            case IN_PROGRESS -> 1;
            case COMPLETED -> 2;
            case FAILED -> 3;
            case CANCELLED -> 4;
            case EXPIRED -> 5;
          };
      return names.split(" ", -1)[index];
    }
  }
}
