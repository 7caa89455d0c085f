package io.videotask.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict on each call of {@code vectors.json}. */
class CallbackVectorsTest {
  static List<CallbackVector> vectors() throws Exception {
    return CallbackVector.all();
  }

  @Test
  void thereAreVectorsOfEachVendor() throws Exception {
    assertTrue(vectors().size() > 50);
    for (CallbackVendor vendor : CallbackVendor.values()) {
      assertTrue(vectors().stream().anyMatch(each -> each.vendor() == vendor), vendor::name);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eachCallGetsItsVerdict(CallbackVector vector) {
    if (vector.is("refusesSecret")) {
      assertThrows(IllegalArgumentException.class, vector::verifier);
      return;
    }
    CallbackVerdict verdict = vector.verdict();
    if (!vector.is("valid")) {
      CallbackVerdict.Refused refused = assertInstanceOf(CallbackVerdict.Refused.class, verdict);
      assertTrue(refused.message().length() > 20, refused.message());
      for (String secret : vector.list("secret")) {
        assertTrue(!refused.message().contains(secret), refused.message());
      }
      return;
    }
    boolean isNoJson = vector.name().endsWith("-not-json");
    if (isNoJson) {
      CallbackVerdict.Refused refused = assertInstanceOf(CallbackVerdict.Refused.class, verdict);
      assertEquals(CallbackVerdict.Reason.UNREADABLE, refused.reason());
    } else if (vector.object("reply").containsKey("json")) {
      assertInstanceOf(CallbackVerdict.Challenge.class, verdict);
    } else {
      CallbackVerdict.Authentic authentic =
          assertInstanceOf(CallbackVerdict.Authentic.class, verdict);
      // Behind a gateway the body has the vendor's id, and the URL tells the task.
      if (vector.object("registered").isEmpty()) {
        assertEquals(vector.text("taskId"), authentic.taskId());
      }
      assertEquals(vector.text("status"), authentic.status());
    }
  }
}
