package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerNode;
import java.util.Locale;

/**
 * The meaning of MiniMax's {@code base_resp.status_code} in an answer to a query without a task.
 * See <a href="https://platform.minimax.io/docs/api-reference/errorcode">MiniMax's error codes</a>.
 */
enum MiniMaxError {
  RATE_LIMITED,
  AUTHENTICATION,
  PERMISSION,
  NOT_FOUND,
  MALFORMED,
  UNREACHABLE;

  static MiniMaxError of(AnswerNode.BaseResp baseResp) {
    return switch ((int)
        Math.max(Math.min(baseResp.code(), Integer.MAX_VALUE), Integer.MIN_VALUE)) {
      case 1002 -> RATE_LIMITED;
      case 1004, 2049 -> AUTHENTICATION;
      case 1008, 1028, 1030, 2038, 2061 -> PERMISSION;
      default -> {
        String message = String.valueOf(baseResp.message()).toLowerCase(Locale.ROOT);
        if (message.contains("invalid task_id")) {
          yield NOT_FOUND;
        }
        yield baseResp.code() == 2013 ? MALFORMED : UNREACHABLE;
      }
    };
  }
}
