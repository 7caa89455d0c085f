package io.videotask.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRefTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "operations/op3:veo",
        "models%2Fm-1%2Foperations%2Fop3",
        "a b",
        " a ",
        "视频-é",
        "a\\b?c#d&e=f;g{h}",
        "..a",
        "a/../b",
        "😀"
      })
  void keepsEveryPrintableId(String id) {
    TaskRef ref = TaskRef.parse("openai-videos:" + id);
    assertEquals(id, ref.id());
    assertEquals(ref, TaskRef.parse(ref.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "..",
        "a\tb",
        "a\nb",
        "a\u0000",
        "a\u007f",
        "a\u202eb",
        "a\ud800",
        "a\u2028"
      })
  void refusesInvisibleAndUnusableIds(String id) {
    assertThrows(IllegalArgumentException.class, () -> new TaskRef("openai-videos", id));
  }

  @Test
  void limitsIdsTo1024Characters() {
    assertTrue(TaskRef.isId("x".repeat(1024)));
    assertThrows(
        IllegalArgumentException.class, () -> new TaskRef("openai-videos", "x".repeat(1025)));
  }
}
