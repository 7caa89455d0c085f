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
 * A task of the demo: what is ordered, what happens to it, and how it must end.
 *
 * @param order what is asked for
 * @param story for people, in a few words
 * @param script in what shape it is answered for, and when with what
 * @param video the file that its video must be, byte for byte; null where there is none
 */
record DemoTask(Order order, String story, Script script, byte @Nullable [] video) {

  /**
   * What is asked for.
   *
   * @param model by the gateway's name
   * @param prompt what is to be seen
   */
  record Order(String model, String prompt) {}

  /**
   * What happens.
   *
   * @param shape whose answers these are
   * @param life by moments
   */
  record Script(AnswerFormat shape, TaskScript life) {}

  /**
   * All of them.
   *
   * @param speed 1 for people; more for tests that can't wait
   */
  static List<DemoTask> all(int speed) {
    Pace pace = new Pace(speed);
    return List.of(kling(pace), sora(pace), hailuo(pace), veo(pace), minimax(pace));
  }

  /** Tells the gateway what to do when this is submitted. */
  void planOn(FakeGateway gateway) {
    gateway.onSubmit(script.shape(), script.life());
  }

  String gateway() {
    return script.shape().dialect().name();
  }

  TaskState end() {
    return video == null ? TaskState.FAILED : TaskState.COMPLETED;
  }

  VideoRequest request() {
    return VideoRequest.of(order.prompt()).gateway(gateway()).model(order.model()).build();
  }

  private record Pace(int speed) {
    Duration at(int tenths) {
      return Duration.ofMillis(tenths * 100L / speed);
    }
  }

  private static DemoTask kling(Pace pace) {
    byte[] video = bytes("kling.mp4");
    return new DemoTask(
        new Order("kling-v1", "a colony of green dots"),
        "Kling; its video is cut on the way",
        new Script(
            AnswerFormat.NEW_API_KLING,
            TaskScript.beginningWith(Reply.queued())
                .from(pace.at(10), Reply.queued().inTheWord("SUBMITTED"))
                .from(pace.at(30), Reply.inProgress(30))
                .from(pace.at(80), Reply.completedAndCutOnce(video))),
        video);
  }

  private static DemoTask sora(Pace pace) {
    byte[] video = bytes("sora.mp4");
    return new DemoTask(
        new Order("sora-2", "the edge of a fractal"),
        "Sora, with a 502 page, a torn connection and a 429 on the way",
        new Script(
            AnswerFormat.NEW_API_SORA,
            TaskScript.beginningWith(Reply.queued())
                .from(pace.at(10), Reply.queued().inTheWord("QUEUED"))
                .onceAt(pace.at(15), Reply.badGateway())
                .from(pace.at(30), Reply.inProgress(42))
                .onceAt(pace.at(40), Reply.reset())
                .onceAt(pace.at(60), Reply.tooManyRequests(Duration.ofSeconds(1)))
                .from(pace.at(90), Reply.completed(video))),
        video);
  }

  private static DemoTask hailuo(Pace pace) {
    return new DemoTask(
        new Order("MiniMax-Hailuo-2.3", "something that is refused"),
        "Hailuo, whose output is refused",
        new Script(
            AnswerFormat.NEW_API_HAILUO,
            TaskScript.beginningWith(Reply.queued())
                .from(pace.at(20), Reply.inProgress(50))
                .from(pace.at(60), Reply.failed())),
        null);
  }

  private static DemoTask veo(Pace pace) {
    byte[] video = bytes("gemini.mp4");
    return new DemoTask(
        new Order("veo-3.1", "the bars of a test picture"),
        "Veo, in the simple shape",
        new Script(
            AnswerFormat.NEW_API_GEMINI,
            TaskScript.beginningWith(Reply.inProgress(0))
                .from(pace.at(70), Reply.completed(video))),
        video);
  }

  private static DemoTask minimax(Pace pace) {
    byte[] video = bytes("anyapi.mp4");
    return new DemoTask(
        new Order("MiniMax-Hailuo-02", "colours that change places"),
        "MiniMax behind AnyAPI; its fail_reason is a file id",
        new Script(
            AnswerFormat.MINIMAX_ANYAPI,
            TaskScript.beginningWith(Reply.queued())
                .from(pace.at(15), Reply.inProgress(30))
                .from(pace.at(50), Reply.inProgress(50))
                .from(pace.at(100), Reply.completed(video))),
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
