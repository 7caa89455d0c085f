package io.videotask.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommittedTest {
  @Test
  void onlyDifferingLinesAreReported() {
    String before = "record A\n  int x()\n  int y()\nrecord B\n  int x()\n";
    String after = "record A\n  int x()\nrecord B\n  int x()\n  int z()\n";

    assertEquals(
        "\nlist.txt\n  - record A: int y()\n  + record B: int z()",
        Committed.differences(Map.of("list.txt", before), Map.of("list.txt", after)));
  }

  @Test
  void addedAndRemovedFilesAreNamed() {
    assertEquals(
        "\nnew.txt\n  + b\nold.txt\n  - a",
        Committed.differences(
            Map.of("old.txt", "a\n", "same.txt", "c"), Map.of("new.txt", "b\n", "same.txt", "c")));
  }

  @Test
  void manyDifferencesAreCounted() {
    String many = IntStream.range(0, 100).mapToObj(i -> "l" + i).collect(Collectors.joining("\n"));
    assertTrue(
        Committed.differences(Map.of("f", ""), Map.of("f", many)).endsWith("+ l59\n  and 40 more"));
  }

  @Test
  void anotherOrderIsADifference() {
    assertTrue(
        Committed.differences(Map.of("f", "a\nb"), Map.of("f", "b\na"))
            .contains("in another order"));
  }

  @Test
  void equalListingsHaveNoDifference() {
    assertEquals("", Committed.differences(Map.of("f", "a"), Map.of("f", "a")));
  }
}
