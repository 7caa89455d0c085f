package io.videotask.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.TaskRef;
import io.videotask.task.TaskState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway with signed tokens gets one for as long as it is valid. */
class SignedTokenTest {
  private static final Duration END = Duration.ofMinutes(100);

  @Test
  void tokenIsMadeOnceALifetime() throws IOException {
    AnswerFormat kling = AnswerFormat.valueOf("KLING_CLASSIC");
    List<String> sent = Collections.synchronizedList(new ArrayList<>());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (VirtualTime time = new VirtualTime()) {
      server.createContext(
          "/",
          exchange -> {
            sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean ended = time.elapsed().compareTo(END) >= 0;
            TaskState state = ended ? TaskState.FAILED : TaskState.IN_PROGRESS;
            byte[] body =
                kling
                    .query(state)
                    .body()
                    .replace("${id}", "862171207762624004")
                    .replaceAll("\\$\\{[a-z]+}", "1")
                    .replaceAll("\\$\\{[a-z]+:([^}]*)}", "$1")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      Dialect dialect = kling.dialect();
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      try (VideoTasks videos =
          VideoTasks.builder()
              .gateway(Gateway.of(dialect, url, ApiKey.ofPair("canary-access", "canary-secret")))
              .schedule(Schedule.fixed(Duration.ofSeconds(60)))
              .time(time)
              .build()) {
        TaskRef ref = TaskRef.parse("kling:text2video:862171207762624004");
        assertEquals(TaskState.FAILED, videos.await(ref, Duration.ofHours(3)).state());
      }
    } finally {
      server.stop(0);
    }
    assertTrue(sent.size() > 90, sent::toString);
    // They are valid for 30 minutes, of which 28 are used: in 100 minutes, four.
    assertEquals(4, new LinkedHashSet<>(sent).size());
  }
}
