package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.error.ErrorKind;
import io.videotask.task.TaskState;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({
    "AUTHENTICATION, 4",
    "PERMISSION, 4",
    "NOT_FOUND, 5",
    "RATE_LIMITED, 6",
    "UNREACHABLE, 6",
    "MALFORMED_RESPONSE, 6",
    "REJECTED, 1",
    "OUTCOME_UNKNOWN, 7",
    "TIMED_OUT, 3",
    "INTERRUPTED, 130",
    "CLOSED, 6",
    "UNSAFE_URL, 6",
    "LINK_EXPIRED, 6",
    "NO_URL, 6",
    "IO, 6"
  })
  void everyErrorKindHasItsDocumentedExitCode(ErrorKind kind, int code) {
    assertEquals(code, ExitCode.of(kind).number());
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED, 0", "FAILED, 1", "CANCELLED, 1", "EXPIRED, 1"})
  void taskWithoutVideoExitsWith1(TaskState end, int code) {
    assertEquals(code, ExitCode.of(end).number());
  }

  @Test
  void highestExitCodeApplies() {
    assertEquals(ExitCode.NOT_FOUND, ExitCode.NO_VIDEO.or(ExitCode.NOT_FOUND));
    assertEquals(ExitCode.NOT_FOUND, ExitCode.NOT_FOUND.or(ExitCode.OK));
  }

  @Test
  void isDeclaredInTheOrderOfNumbers() {
    var numbers =
        Arrays.stream(ExitCode.values()).map(ExitCode::number).collect(Collectors.toList());
    assertEquals(numbers.stream().sorted().collect(Collectors.toList()), numbers);
  }
}
