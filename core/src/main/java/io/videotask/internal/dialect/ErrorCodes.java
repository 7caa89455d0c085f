package io.videotask.internal.dialect;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.text.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the error codes and messages of one gateway mean. A number means something else at each
 * vendor, so a gateway has only its own; servers of new-api's family also pass on those of the
 * vendors behind them.
 */
public final class ErrorCodes {
  /**
   * <a href="https://platform.minimax.io/docs/api-reference/errorcode">MiniMax's</a> results of a
   * request, which servers of new-api's family pass on.
   */
  public static final Map<Long, CodeMeaning> MINIMAX = minimax();

  /** Those of a server that passes on the answers of any vendor, and has no codes of its own. */
  public static final ErrorCodes OF_ANY_VENDOR = new ErrorCodes(Map.of(), Map.of(), true);

  private static final String INVALID_TASK_ID = "invalid task_id";
  private static final int MAX_TEXT = 4000;

  /** A longer text in place of a code matches no pattern, so that matching takes bounded time. */
  private static final int MAX_CODE = 200;

  private final Map<String, CodeMeaning> exact = new LinkedHashMap<>();
  private final List<Map.Entry<Pattern, CodeMeaning>> patterns = new ArrayList<>();
  private final Map<String, CodeMeaning> texts;
  private final boolean passesOnVendors;

  /**
   * @param codes in lower case; a {@code *} stands for any text. Of several that match, one without
   *     {@code *} counts, or else the first
   * @param texts in lower case
   * @param passesOnVendors whether the codes of any vendor may come too
   */
  ErrorCodes(
      Map<String, CodeMeaning> codes, Map<String, CodeMeaning> texts, boolean passesOnVendors) {
    this.texts = texts;
    this.passesOnVendors = passesOnVendors;
    codes.forEach(
        (code, meaning) -> {
          if (code.contains("*")) {
            patterns.add(Map.entry(pattern(code), meaning));
          } else {
            exact.put(code, meaning);
          }
        });
  }

  /** Returns whether the codes of any vendor may come too. */
  boolean passesOnVendors() {
    return passesOnVendors;
  }

  /** Returns what the gateway's own code or message means; null where it is none of its own. */
  public @Nullable CodeMeaning of(AnswerNode.@Nullable Reason reason) {
    if (reason == null) {
      return null;
    }
    Scalar code = reason.code();
    Scalar other = reason.otherCode();
    CodeMeaning meaning = of(code == null ? null : code.text(), reason.message());
    return meaning == null && other != null ? ofCode(other.text()) : meaning;
  }

  /** Returns what the gateway's own code or message means; null where it is none of its own. */
  public @Nullable CodeMeaning of(@Nullable String code, @Nullable String message) {
    // A text names a case that the code may have in common with others.
    CodeMeaning meaning = message == null ? null : ofText(message);
    meaning = meaning == null ? ofCode(code) : meaning;
    // A gateway may repeat its code in place of a message.
    return meaning == null && message != null ? ofCode(message) : meaning;
  }

  /** Returns what the result of a request means; null for an unknown one. */
  public @Nullable CodeMeaning of(AnswerNode.BaseResp result) {
    CodeMeaning own = of(Long.toString(result.code()), result.message());
    if (own != null || !passesOnVendors) {
      return own;
    }
    String message = String.valueOf(result.message()).toLowerCase(Locale.ROOT);
    return message.contains(INVALID_TASK_ID) ? CodeMeaning.NOT_FOUND : MINIMAX.get(result.code());
  }

  private @Nullable CodeMeaning ofCode(@Nullable String code) {
    String lowerCode = code == null ? "" : code.strip().toLowerCase(Locale.ROOT);
    CodeMeaning meaning = exact.get(lowerCode);
    for (int i = 0; i < patterns.size() && meaning == null && lowerCode.length() <= MAX_CODE; i++) {
      boolean matches = patterns.get(i).getKey().matcher(lowerCode).matches();
      meaning = matches ? patterns.get(i).getValue() : null;
    }
    return meaning;
  }

  private static Pattern pattern(String code) {
    return Pattern.compile(
        Arrays.stream(code.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private @Nullable CodeMeaning ofText(String message) {
    if (texts.isEmpty()) {
      return null;
    }
    String text =
        message.substring(0, Math.min(message.length(), MAX_TEXT)).toLowerCase(Locale.ROOT);
    for (Map.Entry<String, CodeMeaning> known : texts.entrySet()) {
      if (text.contains(known.getKey())) {
        return known.getValue();
      }
    }
    return null;
  }

  private static Map<Long, CodeMeaning> minimax() {
    Map<Long, CodeMeaning> codes = new LinkedHashMap<>();
    for (long code : new long[] {1026, 1039}) {
      codes.put(code, CodeMeaning.REFUSED);
    }
    codes.put(1027L, CodeMeaning.OUTPUT_REFUSED);
    codes.put(2013L, CodeMeaning.INVALID);
    codes.put(1002L, CodeMeaning.RATE_LIMIT);
    for (long code : new long[] {1004, 2049}) {
      codes.put(code, CodeMeaning.AUTHENTICATION);
    }
    for (long code : new long[] {1008, 1028, 1030}) {
      codes.put(code, CodeMeaning.QUOTA);
    }
    for (long code : new long[] {2038, 2061}) {
      codes.put(code, CodeMeaning.PERMISSION);
    }
    for (long code : new long[] {1000, 1001, 1024, 1033}) {
      codes.put(code, CodeMeaning.TRANSIENT);
    }
    return java.util.Collections.unmodifiableMap(codes);
  }
}
