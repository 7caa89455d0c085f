package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.generated.minimax.MinimaxAdapter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTest {
  @Test
  void newApisFamilyReadsMiniMaxsCodesAsMiniMaxDoes() {
    Map<String, CodeMeaning> passedOn = new HashMap<>();
    ErrorCodes.MINIMAX.forEach((code, meaning) -> passedOn.put(Long.toString(code), meaning));

    assertEquals(new MinimaxAdapter().codes(), passedOn);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "DataInspectionFailed, REFUSED",
        "InternalError.Algo.DataInspectionFailed, REFUSED",
        "InternalError, TRANSIENT",
        "InternalError.Timeout, TRANSIENT",
        "Throttling.AllocationQuota, QUOTA",
        "Throttling.RateQuota, RATE_LIMIT",
        "Model.AccessDenied.Later, PERMISSION",
        "NotInternalError, -"
      })
  void starStandsForAnyTextAndTheFirstPatternCounts(String code, @Nullable CodeMeaning meaning) {
    Map<String, CodeMeaning> mapping = new LinkedHashMap<>();
    mapping.put("*datainspectionfailed", CodeMeaning.REFUSED);
    mapping.put("throttling*", CodeMeaning.RATE_LIMIT);
    mapping.put("throttling.allocationquota", CodeMeaning.QUOTA);
    mapping.put("internalerror*", CodeMeaning.TRANSIENT);
    mapping.put("*accessdenied*", CodeMeaning.PERMISSION);

    assertEquals(meaning, new ErrorCodes(mapping, Map.of(), false).of(code, null));
  }

  @Test
  void hugeCodeIsMatchedQuickly() {
    ErrorCodes codes = new ErrorCodes(Map.of("*a*a*a*a*b", CodeMeaning.INVALID), Map.of(), false);
    assertTimeout(Duration.ofSeconds(20), () -> assertNull(codes.of("a".repeat(1 << 20), null)));
  }
}
