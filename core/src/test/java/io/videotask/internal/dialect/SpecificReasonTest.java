package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Dialect;
import io.videotask.internal.text.BodyClassifier;
import io.videotask.internal.text.Scalar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasons in the bodies of errors from many servers. */
class SpecificReasonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'error':'Internal Server Error','message':'too dark'} | | too dark",
        "{'error':{'code':'x','message':'too dark'}} | x | too dark",
        "{'error':{'code':500,'message':'Bad Gateway'},'detail':'too dark'} | 500 | too dark",
        "{'detail':[{'loc':['body'],'msg':'too dark','type':'missing'}]} | | body too dark",
        "{'detail':{'message':'too dark'}} | | too dark",
        "{'errors':[{'message':'too dark'}]} | | too dark",
        "{'errors':['too dark','too long']} | | too dark; too long",
        "{'title':'Bad Request','detail':'too dark','status':400} | | too dark",
        "{'code':'fail','message':'{\\'error\\':{\\'message\\':\\'too dark\\'}}'} | fail | too dark",
        "{'message':'502 Bad Gateway'} | | 502 Bad Gateway",
        "{'code':'bad'} | bad |",
        "too dark | | too dark"
      })
  void specificReasonIsReported(String body, String code, String message) {
    AnswerNode.Reason reason = reason(body.replace("\\'", "\\\"").replace('\'', '"'));

    assertEquals(message, reason == null ? null : reason.message());
    Scalar scalar = reason == null ? null : reason.code();
    assertEquals(code, scalar == null ? null : scalar.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{}", "[]", "null", "{\"code\":0}"})
  void bodyWithoutReasonHasNone(String body) {
    AnswerNode.Reason reason = reason(body);

    assertTrue(reason == null || body.equals("null"), () -> String.valueOf(reason));
  }

  @Test
  void webPageIsRecognisedAndReportedByTitle() {
    String page = " <!DOCTYPE html><head><TITLE lang='x'> A\n console </TITLE>";

    assertTrue(BodyClassifier.isPage(page));
    assertEquals("A console", BodyClassifier.title(page));
    assertNull(BodyClassifier.title("<p>"));
    assertFalse(BodyClassifier.isPage("{\"title\":\"x\"}"));
  }

  private static AnswerNode.@Nullable Reason reason(String body) {
    return Dialect.NEW_API.adapter().error(body);
  }
}
