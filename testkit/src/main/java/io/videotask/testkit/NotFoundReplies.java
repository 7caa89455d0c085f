package io.videotask.testkit;

import org.jspecify.annotations.Nullable;

/** What each gateway says about a task that it does not have. */
final class NotFoundReplies {
  private static final Reply NEW_API =
      Reply.json(400, "{\"code\":\"task_not_exist\",\"message\":\"task_not_exist\",\"data\":null}");

  private static final Reply MINIMAX_1 =
      Reply.json(
          200,
          "{\"base_resp\":{\"status_code\":2013,\"status_msg\":\"invalid params, invalid"
              + " task_id\"}}");

  private static final Reply MINIMAX_2 =
      Reply.json(
          404,
          "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"invalid"
              + " task_id\",\"http_code\":\"404\"},\"request_id\":\"testkit\"}");

  /** For gateways without an answer format. */
  private static final Reply OTHER =
      Reply.json(404, "{\"code\":404,\"message\":\"there is no such task\"}");

  private NotFoundReplies() {}

  /**
   * Returns the reply of the gateway that a request was sent to.
   *
   * @param target null for a request that no gateway has
   * @param task the task if it is known, whose gateway decides where several share a path
   */
  static Reply of(Routes.@Nullable RequestTarget target, @Nullable FakeTask task) {
    String id = target == null || target.id() == null ? "" : target.id();
    if (task != null) {
      return of(task.format(), id);
    }
    if (target == null || target.dialect() == null) {
      return NEW_API;
    }
    for (AnswerFormat format : AnswerFormat.values()) {
      if (format.dialect().equals(target.dialect()) && format.isFor(target.operation())) {
        return of(format, id);
      }
    }
    return OTHER;
  }

  private static Reply of(AnswerFormat format, String id) {
    return switch (format) {
      case NEW_API_KLING, NEW_API_SORA, NEW_API_HAILUO, NEW_API_GEMINI, MINIMAX_ANYAPI -> NEW_API;
      case MINIMAX_V1 -> MINIMAX_1;
      case MINIMAX_V2 -> MINIMAX_2;
      case OPENAI_VIDEOS -> openAi(id);
    };
  }

  /** Returns OpenAI's reply about a video that it does not have. */
  static Reply openAi(String id) {
    return Reply.json(
        404,
        "{\"error\":{\"message\":\"Video with id '"
            + id
            + "' not found.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
  }
}
