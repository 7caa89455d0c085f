package io.videotask.internal.answer;

import io.videotask.internal.dialect.AnswerNode;
import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskState;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's own answer, nested in a gateway's, may decide while the gateway's word is still
 * a running one. Most of it decides nothing, for the gateway will say so itself at its next look;
 * but some ends never reach the gateway's word: Ark's cancelled and expired read IN_PROGRESS for
 * ever on <a href="https://github.com/QuantumNous/new-api">new-api</a>, and MiniMax's refusals too.
 *
 * @param state the end
 * @param code the vendor's code; null where it gave none
 * @param message the vendor's reason; null where it gave none
 * @param evidence what decided, for the note
 */
record VendorFinalStatus(
    TaskState state, @Nullable String code, @Nullable String message, String evidence) {
  /**
   * MiniMax: content that is refused, and parameters that are wrong. All other codes pass, or are
   * the operator's.
   */
  private static final Set<Long> FINAL_CODES = Set.of(1026L, 1027L, 2013L);

  /** Ark's own words; others that mean the same elsewhere are not known to be final. */
  private static final Set<String> ARK_ENDS = Set.of("cancelled", "canceled", "expired");

  /** How Ark's ids begin; another gateway's objects have an id and a model as well. */
  private static final String ARK_IDS = "cgt-";

  /** MiniMax's own words. */
  private static final Set<String> MINIMAX_ENDS = Set.of("fail", "failed");

  /** The verdict of one nested level; null where it has none. */
  static @Nullable VendorFinalStatus of(AnswerNode nested) {
    String word = nested.status();
    TaskState meaning = word == null ? null : StatusMapping.stateOf(word);
    AnswerNode.BaseResp baseResp = nested.baseResp();
    if (baseResp != null) {
      boolean refused = FINAL_CODES.contains(baseResp.code());
      if (refused || (word != null && MINIMAX_ENDS.contains(plain(word)))) {
        boolean told = baseResp.code() != 0;
        return new VendorFinalStatus(
            TaskState.FAILED,
            told ? Long.toString(baseResp.code()) : null,
            told ? baseResp.message() : null,
            refused ? "base_resp " + baseResp.code() : "status " + word);
      }
      return null;
    }
    Scalar id = nested.ids().id();
    boolean ark = id != null && id.text().startsWith(ARK_IDS) && nested.ids().model();
    if (ark && word != null && meaning != null && ARK_ENDS.contains(plain(word))) {
      AnswerNode.Reason reason = nested.reason();
      return new VendorFinalStatus(
          meaning,
          reason == null || reason.code() == null ? null : reason.code().text(),
          reason == null ? null : reason.message(),
          "status " + word);
    }
    return null;
  }

  private static String plain(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }
}
