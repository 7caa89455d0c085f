package io.videotask.testkit;

import io.videotask.gateway.Dialect;
import io.videotask.task.TaskState;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The shapes that real gateways answer in. One dialect has several: what a gateway of it sends
 * depends on the vendor behind it.
 */
public enum AnswerFormat {
  /** new-api's row in an envelope, with Kling's answer in it; the video lies on another host. */
  NEW_API_KLING("new-api", "new-api/kling", "new-api", Ids.TASK, Words.ROW),
  /** The same with Sora's answer; new-api serves the video itself, for the key. */
  NEW_API_SORA("new-api", "new-api/sora", "new-api", Ids.TASK, Words.ROW),
  /** The same with MiniMax's answer. */
  NEW_API_HAILUO("new-api", "new-api/hailuo", "new-api", Ids.TASK, Words.ROW),
  /** new-api's short form, which its Gemini and Vertex channels answer in. */
  NEW_API_GEMINI("new-api", "new-api/gemini", "new-api", Ids.TASK, Words.SHORT),
  /** The AnyAPI family's row around MiniMax's answer; its {@code fail_reason} is a file id. */
  MINIMAX_ANYAPI("minimax-anyapi", "minimax-anyapi", "minimax-anyapi", Ids.NUMBER, Words.ROW),
  /** MiniMax's version 1: flat, and the address comes with a second request. */
  MINIMAX_V1("minimax", "minimax/v1", "minimax/v1", Ids.NUMBER, Words.MINIMAX_1),
  /** MiniMax's version 2: the task in an object. */
  MINIMAX_V2("minimax", "minimax/v2", "minimax/v2", Ids.NUMBER, Words.MINIMAX_2),
  /** OpenAI's video object; the video is fetched from the gateway, with the key. */
  OPENAI_VIDEOS("openai-videos", "openai-videos", "openai-videos", Ids.VIDEO, Words.OPENAI);

  private final String dialect;
  private final String folder;
  private final String creates;
  private final Ids ids;
  private final Words words;

  AnswerFormat(String dialect, String folder, String creates, Ids ids, Words words) {
    this.dialect = dialect;
    this.folder = folder;
    this.creates = creates;
    this.ids = ids;
    this.words = words;
  }

  /** The dialect whose gateways answer so. */
  public Dialect dialect() {
    return Dialect.named(dialect).orElseThrow();
  }

  /** The template of an answer to a query. */
  String template(TaskState state) {
    return folder
        + switch (state) {
          case QUEUED, UNKNOWN -> "/queued.json";
          case IN_PROGRESS -> "/in-progress.json";
          case COMPLETED -> "/completed.json";
          case FAILED, CANCELLED, EXPIRED -> "/failed.json";
        };
  }

  /** The template of an answer to a create. */
  String created() {
    return creates + "/created.json";
  }

  /** The template of what is said about a file. */
  String file() {
    return folder + "/file.json";
  }

  String word(TaskState state) {
    return words.of(state);
  }

  /** An id as this gateway gives them, the same for the same number. */
  String id(long number) {
    return ids.id(number);
  }

  /** What the client's reference has, for a task of this id. */
  String referenceId(String id) {
    return this == MINIMAX_V2 ? "v2:" + id : id;
  }

  /**
   * Whether this can be played in this shape.
   *
   * @throws IllegalArgumentException when a failure has a code that the shape has no place for
   */
  void requirePlayable(TaskScript life) {
    for (TaskScript.Step step : life.steps()) {
      Reply.Failure failure =
          step.reply().kind() instanceof Reply.Standing standing ? standing.failure() : null;
      String code = failure != null && failure.exact() ? failure.code() : null;
      if (code != null && !tells(code)) {
        throw new IllegalArgumentException(
            this == NEW_API_KLING
                ? "NEW_API_KLING tells a failure's sentence and no code: script failed(message), or"
                    + " another shape"
                : this + " tells MiniMax's numbers, and the code " + code + " is none");
      }
    }
  }

  /** Whether there is a place for this code of a failure. */
  boolean tells(String code) {
    return switch (this) {
      case NEW_API_KLING -> false;
      case NEW_API_HAILUO, MINIMAX_ANYAPI, MINIMAX_V1 -> code.matches("[1-9][0-9]{0,8}");
      case NEW_API_SORA, NEW_API_GEMINI, MINIMAX_V2, OPENAI_VIDEOS -> true;
    };
  }

  /** What the gateway's own path for a video says once the video is gone. */
  Reply contentGone(String id) {
    return this == OPENAI_VIDEOS
        ? Reply.json(
            404,
            "{\"error\":{\"message\":\"Video with id '"
                + id
                + "' not found.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}")
        : Reply.json(
            502,
            "{\"error\":{\"message\":\"Upstream service returned status"
                + " 403\",\"type\":\"server_error\"}}");
  }

  /** Whether a request for this operation of the dialect is about tasks of this shape. */
  boolean answers(String operation) {
    return operation.endsWith("V2") == (this == MINIMAX_V2);
  }

  private enum Ids {
    TASK,
    NUMBER,
    VIDEO;

    private static final String LETTERS =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    String id(long number) {
      return switch (this) {
        case TASK -> "task_" + text(number);
        case NUMBER -> String.valueOf(306_792_606_000_000L + number);
        case VIDEO -> "video_" + String.format(Locale.ROOT, "%032x", number);
      };
    }

    private static String text(long number) {
      StringBuilder id = new StringBuilder();
      SplittableRandom random = new SplittableRandom(number);
      for (int i = 0; i < 32; i++) {
        id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      return id.toString();
    }
  }

  private enum Words {
    ROW("NOT_START IN_PROGRESS SUCCESS FAILURE CANCELLED EXPIRED"),
    SHORT("queued processing succeeded failed cancelled expired"),
    MINIMAX_1("Queueing Processing Success Fail Cancelled Expired"),
    MINIMAX_2("queued running succeeded failed cancelled expired"),
    OPENAI("queued in_progress completed failed cancelled expired");

    /** Those for queued, in progress, completed, failed, cancelled and expired. */
    private final String inOrder;

    Words(String inOrder) {
      this.inOrder = inOrder;
    }

    String of(TaskState state) {
      int place =
          switch (state) {
            case QUEUED, UNKNOWN -> 0;
            case IN_PROGRESS -> 1;
            case COMPLETED -> 2;
            case FAILED -> 3;
            case CANCELLED -> 4;
            case EXPIRED -> 5;
          };
      return inOrder.split(" ", -1)[place];
    }
  }
}
