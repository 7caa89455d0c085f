package io.videotask.cli;

import io.videotask.task.TaskState;
import io.videotask.task.VideoRequest;
import io.videotask.testkit.AnswerFormat;
import io.videotask.testkit.FakeGateway;
import io.videotask.testkit.Reply;
import io.videotask.testkit.TaskScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of the demo: its request, its script and its expected result.
 *
 * @param order the request
 * @param story short description for people
 * @param script answer format and replies of the gateway
 * @param video the expected content of the video; null if the task fails
 */
record DemoTask(Order order, String story, Script script, byte @Nullable [] video) {

  /**
   * The request of a task.
   *
   * @param model the gateway's name of the model
   * @param prompt description of the video
   */
  record Order(String model, String prompt) {}

  /**
   * The script of a task.
   *
   * @param format answer format of the gateway
   * @param script replies by age
   */
  record Script(AnswerFormat format, TaskScript script) {}

  /**
   * Returns all tasks of the demo.
   *
   * @param speed 1 for people; a larger factor for tests
   */
  static List<DemoTask> all(int speed) {
    Clock clock = new Clock(speed);
    return List.of(kling(clock), sora(clock), hailuo(clock), veo(clock), minimax(clock));
  }

  /** Registers the script at the gateway for the next submit. */
  void scriptOn(FakeGateway gateway) {
    gateway.onSubmit(script.format(), script.script());
  }

  String gateway() {
    return script.format().dialect().name();
  }

  TaskState end() {
    return video == null ? TaskState.FAILED : TaskState.COMPLETED;
  }

  VideoRequest request() {
    return VideoRequest.of(order.prompt()).gateway(gateway()).model(order.model()).build();
  }

  private record Clock(int speed) {
    Duration at(int tenths) {
      return Duration.ofMillis(tenths * 100L / speed);
    }
  }

  private static DemoTask kling(Clock clock) {
    byte[] video = bytes("kling.mp4");
    return new DemoTask(
        new Order("kling-v1", "a colony of green dots"),
        "Kling; its video is cut on the way",
        new Script(
            AnswerFormat.NEW_API_KLING,
            TaskScript.startingWith(Reply.queued())
                .from(clock.at(10), Reply.queued().withStatus("SUBMITTED"))
                .from(clock.at(30), Reply.inProgress(30))
                .from(clock.at(80), Reply.completedTruncatedOnce(video))),
        video);
  }

  private static DemoTask sora(Clock clock) {
    byte[] video = bytes("sora.mp4");
    return new DemoTask(
        new Order("sora-2", "the edge of a fractal"),
        "Sora, with a 502 page, a torn connection and a 429 on the way",
        new Script(
            AnswerFormat.NEW_API_SORA,
            TaskScript.startingWith(Reply.queued())
                .from(clock.at(10), Reply.queued().withStatus("QUEUED"))
                .onceAt(clock.at(15), Reply.badGateway())
                .from(clock.at(30), Reply.inProgress(42))
                .onceAt(clock.at(40), Reply.reset())
                .onceAt(clock.at(60), Reply.tooManyRequests(Duration.ofSeconds(1)))
                .from(clock.at(90), Reply.completed(video))),
        video);
  }

  private static DemoTask hailuo(Clock clock) {
    return new DemoTask(
        new Order("MiniMax-Hailuo-2.3", "something that is refused"),
        "Hailuo, whose output is refused",
        new Script(
            AnswerFormat.NEW_API_HAILUO,
            TaskScript.startingWith(Reply.queued())
                .from(clock.at(20), Reply.inProgress(50))
                .from(clock.at(60), Reply.failed())),
        null);
  }

  private static DemoTask veo(Clock clock) {
    byte[] video = bytes("gemini.mp4");
    return new DemoTask(
        new Order("veo-3.1", "the bars of a test picture"),
        "Veo, in the simple shape",
        new Script(
            AnswerFormat.NEW_API_GEMINI,
            TaskScript.startingWith(Reply.inProgress(0))
                .from(clock.at(70), Reply.completed(video))),
        video);
  }

  private static DemoTask minimax(Clock clock) {
    byte[] video = bytes("anyapi.mp4");
    return new DemoTask(
        new Order("MiniMax-Hailuo-02", "colours that change places"),
        "MiniMax behind AnyAPI; its fail_reason is a file id",
        new Script(
            AnswerFormat.MINIMAX_ANYAPI,
            TaskScript.startingWith(Reply.queued())
                .from(clock.at(15), Reply.inProgress(30))
                .from(clock.at(50), Reply.inProgress(50))
                .from(clock.at(100), Reply.completed(video))),
        video);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = DemoTask.class.getResourceAsStream("demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
