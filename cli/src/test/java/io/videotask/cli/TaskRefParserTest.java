package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.task.TaskRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskRefParserTest {
  @Test
  void prefixBeforeTheFirstColonIsAGatewayIfItExists() {
    assertEquals(new TaskRef("new-api", "a:b"), TaskRefParser.one("new-api:a:b", null));
  }

  @Test
  void otherwiseTheWholeTextIsAnId() {
    assertEquals(new TaskRef("new-api", "other:a"), TaskRefParser.one("other:a", "new-api"));
    assertEquals(new TaskRef("new-api", ":"), TaskRefParser.one(":", "new-api"));
    assertThrows(UsageException.class, () -> TaskRefParser.one("other:a", null));
  }

  @Test
  void rejectsTasksOfAnotherGateway() {
    assertEquals(new TaskRef("new-api", "a"), TaskRefParser.one("new-api:a", "new-api"));
    assertThrows(UsageException.class, () -> TaskRefParser.one("new-api:a", "minimax-anyapi"));
  }

  @Test
  void removesDuplicates() {
    assertEquals(
        2, TaskRefParser.all(List.of("new-api:a", "b", "a", "new-api:b"), "new-api").size());
  }
}
