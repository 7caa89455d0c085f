package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.VideoTasks;
import io.videotask.task.ImageSource;
import io.videotask.task.TaskPage;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that lists each kind of tasks apart, over HTTP. */
@ExtendWith(FakeGatewayExtension.class)
class SeveralListsTest {
  private static final AnswerFormat CLASSIC = AnswerFormat.valueOf("KLING_CLASSIC");
  private static final AnswerFormat NEW = AnswerFormat.valueOf("KLING_NEWIMAGE");

  @Test
  void listHasTasksOfAllKindsNewestFirst(FakeGateway gateway, VirtualTime time) {
    gateway.onEachSubmit(CLASSIC, TaskScript.of(Reply.queued()));
    gateway.onEachSubmit(NEW, TaskScript.of(Reply.queued()));
    try (VideoTasks videos = gateway.client(CLASSIC.dialect()).build()) {
      List<TaskRef> submitted = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        var request = (i % 3 == 2 ? NEW : CLASSIC).request("kite " + i);
        if (i % 3 == 1) {
          request.image(ImageSource.ofUrl("https://media.example.com/kite.png"));
        }
        submitted.add(0, videos.submit(request.build()).orThrow());
        CompletableFuture<Void> later = new CompletableFuture<>();
        time.schedule(Duration.ofSeconds(2), () -> later.complete(null));
        later.join();
      }
      assertEquals(
          List.of("text2video", "tasks", "image2video"),
          submitted.stream()
              .limit(4)
              .map(ref -> ref.id().replaceFirst(":.*", ""))
              .distinct()
              .toList());

      TaskPage first = videos.list("kling", 3, null);
      videos.submit(CLASSIC.request("a late kite").build()).orThrow();
      TaskPage second = videos.list("kling", 3, first.next());
      TaskPage last = videos.list("kling", 3, second.next());
      List<TaskRef> listed = new ArrayList<>();
      for (TaskPage page : List.of(first, second, last)) {
        page.tasks().forEach(task -> listed.add(task.ref()));
      }
      assertEquals(submitted, listed);
      assertNull(last.next());
      listed.forEach(ref -> assertEquals(ref, videos.query(ref).ref()));
    }
  }
}
