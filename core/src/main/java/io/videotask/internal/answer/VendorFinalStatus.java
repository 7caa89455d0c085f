package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskState;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A final status in the vendor's own answer, nested in a gateway's, that counts while the gateway's
 * status is still a running one. Most vendor statuses don't count, since the gateway adopts them at
 * its next refresh; but some never reach the gateway's status: Ark's cancelled and expired stay
 * IN_PROGRESS for ever on <a href="https://github.com/QuantumNous/new-api">new-api</a>, and so do
 * MiniMax's refusals.
 *
 * @param state the final state
 * @param code the vendor's code; null for none
 * @param message the vendor's reason; null for none
 * @param evidence the field that decided, for the note
 */
record VendorFinalStatus(
    TaskState state, @Nullable String code, @Nullable String message, String evidence) {
  /**
   * MiniMax's codes for refused content and invalid parameters. All other codes are transient, or
   * the operator's concern.
   */
  private static final Set<Long> FINAL_CODES = Set.of(1026L, 1027L, 2013L);

  /** Ark's final statuses; similar ones of other vendors are not known to be final. */
  private static final Set<String> ARK_FINAL = Set.of("cancelled", "canceled", "expired");

  /** The prefix of Ark's ids; objects of other gateways have an id and a model as well. */
  private static final String ARK_IDS = "cgt-";

  /** MiniMax's final statuses. */
  private static final Set<String> MINIMAX_FINAL = Set.of("fail", "failed");

  /** Returns the final status of one nested level; null where it has none. */
  static @Nullable VendorFinalStatus of(AnswerNode nested) {
    String status = nested.status();
    TaskState mapped = status == null ? null : StatusMapping.stateOf(status);
    AnswerNode.BaseResp baseResp = nested.baseResp();
    if (baseResp != null) {
      boolean refused = FINAL_CODES.contains(baseResp.code());
      if (refused || (status != null && MINIMAX_FINAL.contains(plain(status)))) {
        boolean hasCode = baseResp.code() != 0;
        return new VendorFinalStatus(
            TaskState.FAILED,
            hasCode ? Long.toString(baseResp.code()) : null,
            hasCode ? baseResp.message() : null,
            refused ? "base_resp " + baseResp.code() : "status " + status);
      }
      return null;
    }
    Scalar id = nested.ids().id();
    boolean ark = id != null && id.text().startsWith(ARK_IDS) && nested.ids().model();
    if (ark && status != null && mapped != null && ARK_FINAL.contains(plain(status))) {
      AnswerNode.Reason reason = nested.reason();
      return new VendorFinalStatus(
          mapped,
          reason == null || reason.code() == null ? null : reason.code().text(),
          reason == null ? null : reason.message(),
          "status " + status);
    }
    return null;
  }

  private static String plain(String status) {
    return status.strip().toLowerCase(Locale.ROOT);
  }
}
