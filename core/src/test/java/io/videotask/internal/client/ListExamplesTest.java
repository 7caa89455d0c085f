package io.videotask.internal.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.squareup.moshi.JsonReader;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.generated.gateway.TaskRows;
import io.videotask.internal.http.HttpAnswer;
import io.videotask.task.TaskPage;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.Headers;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads every list of tasks in {@code specs} without a network. */
final class ListExamplesTest {
  private static final Path SPECS = Path.of(System.getProperty("videotask.specs"));

  static List<Arguments> pages() throws IOException {
    try (Stream<Path> files = Files.walk(SPECS)) {
      return files
          .filter(file -> file.toString().endsWith(".page.json"))
          .sorted()
          .map(file -> Arguments.of(Named.of(SPECS.relativize(file).toString(), file)))
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void listHasExpectedTasks(Path file) throws IOException {
    Map<?, ?> expected = json(file);
    String body =
        Files.readString(
            file.resolveSibling(file.getFileName().toString().replace(".page.json", ".json")));
    Dialect dialect = Dialect.named(SPECS.relativize(file).getName(0).toString()).orElseThrow();
    Gateway gateway = Gateway.of(dialect, "https://gw.example.com", ApiKey.of("sk-canary"));
    HttpAnswer answer = new HttpAnswer(200, new Headers.Builder().build(), body, false, null);

    String prefix = expected.get("prefix") instanceof String text ? text : "";
    TaskRows rows =
        dialect.gateway().lists().stream()
            .filter(list -> prefix.equals(list.prefix() == null ? "" : list.prefix()))
            .findFirst()
            .orElseThrow();
    TaskPage page =
        new TaskListReader(gateway, rows, id -> null, null, 100).read(answer, Instant.EPOCH);

    assertEquals(
        expected.get("ids"),
        page.tasks().stream().map(task -> withoutPrefix(task.ref().id(), prefix)).toList());
    if (expected.containsKey("states")) {
      assertEquals(
          expected.get("states"), page.tasks().stream().map(task -> task.state().name()).toList());
    }
    if (expected.get("urls") instanceof List<?> urls) {
      assertEquals(urls, page.tasks().stream().map(ListExamplesTest::url).toList());
    }
    if (expected.get("total") instanceof Number total) {
      assertEquals(total.longValue(), page.total());
    }
    if (expected.containsKey("next")) {
      assertEquals(expected.get("next"), page.next() == null ? null : page.next().id());
    }
  }

  private static String withoutPrefix(String id, String prefix) {
    assertEquals(prefix, id.substring(0, Math.min(prefix.length(), id.length())));
    return id.substring(prefix.length());
  }

  private static @Nullable String url(VideoTask task) {
    String url = task instanceof VideoTask.Completed completed ? completed.video().url() : null;
    return url == null ? null : url.replace("https://gw.example.com/", "{base}/");
  }

  private static Map<?, ?> json(Path file) throws IOException {
    try (JsonReader reader = JsonReader.of(new Buffer().write(Files.readAllBytes(file)))) {
      return (Map<?, ?>) reader.readJsonValue();
    }
  }
}
