package io.videotask.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.videotask.task.TaskRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class TasksTest {
  @Test
  void whatStandsBeforeTheFirstColonIsAGatewayWhereOneHasThatName() {
    assertEquals(new TaskRef("new-api", "a:b"), Tasks.one("new-api:a:b", null));
  }

  @Test
  void otherwiseTheWholeIsAnId() {
    assertEquals(new TaskRef("new-api", "other:a"), Tasks.one("other:a", "new-api"));
    assertEquals(new TaskRef("new-api", ":"), Tasks.one(":", "new-api"));
    assertThrows(UsageException.class, () -> Tasks.one("other:a", null));
  }

  @Test
  void aTaskOfOneGatewayIsNotAskedOfAnother() {
    assertEquals(new TaskRef("new-api", "a"), Tasks.one("new-api:a", "new-api"));
    assertThrows(UsageException.class, () -> Tasks.one("new-api:a", "minimax-anyapi"));
  }

  @Test
  void aTaskThatIsNamedTwiceIsOneTask() {
    assertEquals(2, Tasks.all(List.of("new-api:a", "b", "a", "new-api:b"), "new-api").size());
  }
}
