package io.videotask;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.videotask.auth.ApiKey;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.time.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway, a clock and clients for waits that are stored between their polls. */
abstract class ResumableWaitsFixture {
  static final TaskRef TASK = TaskRef.parse("new-api:task_1");
  static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  static final Duration HOUR = Duration.ofHours(1);

  final MockWebServer server = new MockWebServer();
  final VirtualTime time = new VirtualTime();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  VideoTasks client() {
    return VideoTasks.builder()
        .gateway(Gateway.newApi(server.url("/").toString(), ApiKey.of("sk-canary-1")))
        .schedule(Schedule.fixed(TEN_SECONDS))
        .time(time)
        .build();
  }

  void answers(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  void says(String fields) {
    answers(
        200,
        "{\"code\":\"success\",\"message\":\"\",\"data\":{\"task_id\":\"task_1\"," + fields + "}}");
  }

  void saysRunning() {
    says("\"status\":\"IN_PROGRESS\",\"progress\":\"30%\"");
  }

  void saysDone() {
    says("\"status\":\"SUCCESS\",\"result_url\":\"https://cdn.example.com/v.mp4?Signature=s\"");
  }

  /** Sleeps as the step says, and goes on in another process from the saved text. */
  WaitStep next(WaitStep step) {
    WaitStep.PollAgain again = assertInstanceOf(WaitStep.PollAgain.class, step);
    String saved = again.state().toJson();
    time.advance(again.delay());
    try (VideoTasks elsewhere = client()) {
      return elsewhere.resumable().step(WaitState.parse(saved));
    }
  }

  WaitStep.PollAgain begin(Duration timeout) {
    try (VideoTasks videos = client()) {
      return videos.resumable().begin(TASK, timeout);
    }
  }
}
