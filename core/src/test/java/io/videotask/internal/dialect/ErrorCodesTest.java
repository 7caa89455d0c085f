package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.generated.minimax.MinimaxAdapter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
  @Test
  void newApisFamilyReadsMiniMaxsCodesAsMiniMaxDoes() {
    Map<String, CodeMeaning> passedOn = new HashMap<>();
    ErrorCodes.MINIMAX.forEach((code, meaning) -> passedOn.put(Long.toString(code), meaning));

    assertEquals(new MinimaxAdapter().codes(), passedOn);
  }
}
