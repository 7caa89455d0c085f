package io.videotask.internal.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.generated.gateway.CodeMeaning;
import io.videotask.internal.answer.Answers;
import io.videotask.task.TaskFailure;
import io.videotask.task.TaskState;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonsTest {
  private static TaskFailure failed(String fields) {
    return Answers.failure(Answers.row("\"status\":\"FAILURE\"," + fields));
  }

  @Test
  void reasonOfGatewayIsUsed() {
    TaskFailure failure = failed("\"fail_reason\":\"upstream returned error\"");
    assertEquals("upstream returned error", failure.message());
    assertNull(failure.code());
    assertEquals(true, failure.retryable());
  }

  @Test
  void successMessageIsNoReason() {
    TaskFailure failure =
        failed(
            "\"fail_reason\":\"SUCCEED\",\"data\":{\"code\":0,\"message\":\"SUCCEED\","
                + "\"data\":{\"task_status\":\"failed\",\"task_status_msg\":\"risk control\"}}");
    assertEquals("risk control", failure.message());
    assertEquals(false, failure.retryable());
  }

  @Test
  void codeIsReadNextToMessage() {
    TaskFailure failure =
        failed(
            "\"fail_reason\":\"\",\"data\":{\"error\":{\"code\":\"InternalError\",\"message\":\"oops\"},"
                + "\"base_resp\":{\"status_code\":1026,\"status_msg\":\"other\"}}");
    assertEquals("oops", failure.message());
    assertEquals("InternalError", failure.code());
  }

  @Test
  void errorTextInUrlFieldIsReason() {
    assertEquals(
        "content is sensitive",
        failed("\"fail_reason\":\"\",\"result_url\":\"content is sensitive\"").message());
    assertNull(failed("\"fail_reason\":\"\",\"result_url\":\"https://a.example/v.mp4\"").message());
  }

  @Test
  void dashScopeInspectionIsRefusal() {
    TaskFailure failure =
        failed(
            "\"fail_reason\":\"task failed, code: DataInspectionFailed , message: Input data may"
                + " contain inappropriate content.\"");
    assertEquals(false, failure.retryable());
  }

  @Test
  void messageIsPreferredToBareCode() {
    TaskFailure failure =
        failed("\"error\":{\"code\":\"internal_error\"},\"fail_reason\":\"the queue was full\"");
    assertEquals("the queue was full", failure.message());
    assertNull(failure.code());
  }

  @Test
  void vendorsErrorIsPreferredToGatewaysMessage() {
    TaskFailure failure =
        failed("\"error\":{\"message\":\"too dark\"},\"fail_reason\":\"upstream returned error\"");
    assertEquals("too dark", failure.message());
  }

  @Test
  void blankReasonIsIgnored() {
    TaskFailure failure = failed("\"error\":{\"code\":\"x\",\"message\":\"  \"}");
    assertNull(failure.message());
    assertEquals("x", failure.code());
  }

  @Test
  void failureWithoutReasonHasNone() {
    TaskFailure failure = failed("\"fail_reason\":\"\",\"data\":null");
    assertNull(failure.code());
    assertNull(failure.message());
    assertNull(failure.retryable());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1026, -, false",
        "1027, whatever, -",
        "50511, Post Img Risk Not Pass, -",
        "OutputVideoSensitiveContentDetected, it may be sensitive, -",
        "InputTextSensitiveContentDetected, it may be sensitive, false",
        "-, the generated video was blocked by moderation, -",
        "-, held back for safety violations, false",
        "-, it may touch somebody's copyright, false",
        "-, some words are not within the guidelines, false",
        "-, an unsafe prompt, false",
        "-, the request is prohibited, false",
        "-, rejected for safety, false",
        "-, out of GPU memory, -",
        "2013, -, false",
        "1301, -, false",
        "50411, -, false",
        "InputTextSensitiveContentDetected, -, false",
        "moderation_blocked, server had an error, false",
        "1002, -, true",
        "1000, -, true",
        "429, -, true",
        "50500, -, true",
        "TIMEOUT, -, true",
        "-, input new_sensitive, false",
        "-, 内容违规, false",
        "-, 任务超时（1440分钟）, true",
        "-, Rate limit reached, true",
        "-, upstream returned empty status, true",
        "-, no idea, -",
        "42, -, -",
        "-, -, -"
      })
  void retryableIsDerivedFromReason(
      @Nullable String code, @Nullable String message, @Nullable Boolean retryable) {
    assertEquals(
        retryable,
        FailureReasons.retryable(ErrorCodes.OF_ANY_VENDOR, TaskState.FAILED, code, message));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, upstream timed out, -",
        "-, internal error, -",
        "-, Rate limit reached, -",
        "internal_error, oops, -",
        "500, oops, -",
        "TIMEOUT, -, -",
        "1301, -, -",
        "-, the generated video was blocked by moderation, false",
        "OutputVideoSensitiveContentDetected, -, false",
        "-, the request is prohibited, false",
        "-, rejected for safety, false",
        "-, it violates the rules, false",
        "-, no idea, -",
        "busy, -, true",
        "broke, -, false",
        "forbidden, -, false",
      })
  void failureOfOneVendorIsUnknownUnlessItsCodesSay(
      @Nullable String code, @Nullable String message, @Nullable Boolean retryable) {
    ErrorCodes vendors =
        new ErrorCodes(
            Map.of(
                "busy", CodeMeaning.TRANSIENT,
                "broke", CodeMeaning.QUOTA,
                "forbidden", CodeMeaning.PERMISSION),
            Map.of(),
            false);
    assertEquals(retryable, FailureReasons.retryable(vendors, TaskState.FAILED, code, message));
  }

  @Test
  void expiredTaskIsRetryable() {
    assertEquals(
        true, FailureReasons.retryable(ErrorCodes.OF_ANY_VENDOR, TaskState.EXPIRED, null, null));
    assertEquals(
        false, FailureReasons.retryable(ErrorCodes.OF_ANY_VENDOR, TaskState.EXPIRED, "1026", null));
    assertNull(FailureReasons.retryable(ErrorCodes.OF_ANY_VENDOR, TaskState.CANCELLED, null, null));
  }

  @Test
  void hugeReasonIsTruncatedQuickly() {
    String reason = "x".repeat(4 << 20);
    TaskFailure failure =
        assertTimeout(Duration.ofSeconds(60), () -> failed("\"fail_reason\":\"" + reason + "\""));
    String message = failure.message();
    assertTrue(message != null && message.length() <= 510);
  }

  @Test
  void signatureInReasonIsRedacted() {
    TaskFailure failure =
        failed("\"fail_reason\":\"cannot fetch https://a.example/i.png?Signature=secret\\nnow\"");
    assertEquals("cannot fetch https://a.example/i.png?…\\u000anow", failure.message());
  }
}
