package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.task.TaskCost;
import io.videotask.task.TaskFailure;
import io.videotask.task.VideoResult;
import io.videotask.task.VideoTask;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a task with the JSON that an example expects; keys missing in the example are not
 * compared.
 */
final class TaskComparison {
  private final VideoTask task;
  private final String base;

  private TaskComparison(VideoTask task, String base) {
    this.task = task;
    this.base = base;
  }

  static void assertMatches(Map<String, Object> expected, VideoTask task, String base) {
    TaskComparison comparison = new TaskComparison(task, base);
    List<String> differences = new ArrayList<>();
    comparison.compare("", expected, comparison.actual(), differences);
    assertTrue(differences.isEmpty(), () -> String.join("\n", differences) + "\n" + task);
    Object noted = expected.get("noted");
    if (noted != null) {
      assertEquals(noted, !task.notes().isEmpty(), () -> "notes: " + task.notes());
    }
  }

  private Map<String, Object> actual() {
    Map<String, Object> actual = new HashMap<>();
    actual.put("state", task.state().name());
    actual.put("rawStatus", task.rawStatus());
    actual.put("progress", task.progress());
    actual.put("submittedAt", task.seen().submittedAt());
    actual.put("startedAt", task.seen().startedAt());
    actual.put("finishedAt", task.seen().finishedAt());
    TaskCost cost = task.seen().cost();
    actual.put(
        "cost",
        cost == null ? null : Map.of("amount", cost.amount().toPlainString(), "unit", cost.unit()));
    List<Object> videos =
        task.match(
            pending -> List.of(),
            completed -> completed.videos().stream().map(TaskComparison::video).toList(),
            ended -> List.of());
    actual.put("videos", videos);
    actual.put("video", videos.isEmpty() ? null : videos.get(0));
    actual.put(
        "failure",
        task.match(pending -> null, completed -> null, ended -> failure(ended.failure())));
    return actual;
  }

  private static Object video(VideoResult video) {
    Map<String, Object> actual = new HashMap<>();
    actual.put("url", video.url());
    actual.put("needsKey", video.needsKey());
    actual.put("backupUrl", video.backupUrl());
    actual.put("fileId", video.fileId());
    actual.put("format", video.format());
    actual.put("width", video.width());
    actual.put("height", video.height());
    actual.put("durationSeconds", video.durationSeconds());
    actual.put("fps", video.fps());
    actual.put("seed", video.seed());
    actual.put("bytes", video.bytes());
    actual.put("expiresAt", video.expiresAt());
    return actual;
  }

  private static Object failure(TaskFailure failure) {
    Map<String, Object> actual = new HashMap<>();
    actual.put("code", failure.code());
    actual.put("message", failure.message());
    actual.put("retryable", failure.retryable());
    actual.put("requestId", failure.requestId());
    return actual;
  }

  private void compare(String path, Object expected, Object actual, List<String> differences) {
    if (expected instanceof Map<?, ?> fields && actual instanceof Map<?, ?> values) {
      fields.forEach(
          (key, value) -> {
            if (!key.equals("noted")) {
              compare(path + "." + key, value, values.get(key), differences);
            }
          });
    } else if (expected instanceof List<?> list && actual instanceof List<?> values) {
      if (list.size() != values.size()) {
        differences.add(path + " has " + values.size() + " elements, expected " + list.size());
        return;
      }
      for (int i = 0; i < list.size(); i++) {
        compare(path + "." + i, list.get(i), values.get(i), differences);
      }
    } else if (!same(expected, actual)) {
      differences.add(path + " is " + actual + ", expected " + expected);
    }
  }

  private boolean same(Object expected, Object actual) {
    if (expected instanceof String text && actual instanceof Instant moment) {
      return OffsetDateTime.parse(text).toInstant().equals(moment);
    }
    if (expected instanceof BigDecimal number && actual instanceof Number value) {
      return number.compareTo(new BigDecimal(value.toString())) == 0;
    }
    if (expected instanceof String text && actual instanceof String value) {
      return text.replace("{base}", base).equals(value);
    }
    return expected == null ? actual == null : expected.equals(actual);
  }
}
