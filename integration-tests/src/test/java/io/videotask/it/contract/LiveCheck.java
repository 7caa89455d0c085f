package io.videotask.it.contract;

import io.videotask.VideoTasks;
import io.videotask.auth.ApiKey;
import io.videotask.error.VideoTaskException;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoTask;
import io.videotask.testkit.contract.DriftReport;
import io.videotask.testkit.contract.RecordedAnswer;
import io.videotask.testkit.contract.SpecCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends one query to a gateway and reports how its answers differ from their spec. */
final class LiveCheck {
  private final Target target;
  private final String key;
  private final Path folder;

  /**
   * The gateway and the task to query.
   *
   * @param task the id, without the gateway's name
   */
  record Target(Dialect dialect, String baseUrl, String task) {}

  /**
   * @param folder the folder for reports and recordings; created if missing
   */
  LiveCheck(Target target, String key, Path folder) {
    this.target = target;
    this.key = key;
    this.folder = folder;
  }

  /**
   * Sends one query. Writes for each answer a report as text and as JUnit XML, and a recording with
   * an expectation, ready for {@code examples/}.
   *
   * @throws VideoTaskException if there was no answer that could be compared with a spec
   */
  List<DriftReport> run() throws IOException {
    Wiretap wire = new Wiretap();
    Gateway gateway = Gateway.of(target.dialect(), target.baseUrl(), ApiKey.of(key));
    TaskRef ref = new TaskRef(gateway.name(), target.task());
    VideoTask task;
    try (VideoTasks videos =
        VideoTasks.builder().gateway(gateway).httpClient(wire.client()).build()) {
      task = videos.query(ref);
    }
    Files.createDirectories(folder);
    List<DriftReport> reports = new ArrayList<>();
    for (Wiretap.Exchange exchange : wire.heard()) {
      String operation = exchange.operation(target.dialect());
      DriftReport report =
          SpecCheck.of(target.dialect()).answer(operation, exchange.status(), exchange.body());
      reports.add(report);
      String name = name(task, operation) + (reports.size() == 1 ? "" : "-" + reports.size());
      Files.writeString(folder.resolve(name + ".drift.txt"), report.text());
      Files.writeString(folder.resolve("TEST-" + name + ".xml"), report.junitXml());
      record(name, exchange, operation.startsWith("query") ? task : null);
    }
    return reports;
  }

  private void record(String name, Wiretap.Exchange exchange, VideoTask task) throws IOException {
    String body = new String(exchange.body(), StandardCharsets.UTF_8);
    String shown;
    try {
      shown = RecordedAnswer.of(body, key, target.baseUrl());
    } catch (IOException e) {
      return; // A body that is not JSON can't be scrubbed; the report says that it is not.
    }
    Files.writeString(folder.resolve(name + ".json"), shown);
    if (task != null) {
      Files.writeString(folder.resolve(name + ".expected.json"), expectation(exchange, task));
    }
  }

  /** To be reviewed by a person: an expectation follows from the rules, not from the client. */
  private String expectation(Wiretap.Exchange exchange, VideoTask task) {
    String raw = task.rawStatus();
    return """
    {
      "about": "to be written: what it shows, in one sentence",
      "source": "recorded from a live gateway",
      "quirks": [],
      "asked": "%s",
      "http": {"status": %d, "headers": {"Content-Type": "application/json"}},
      "task": {"state": "%s", "rawStatus": %s}
    }
    """
        .formatted(
            target.task(), exchange.status(), task.state(), raw == null ? null : quoted(raw));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private String name(VideoTask task, String operation) {
    return "live-"
        + target.dialect()
        + "-"
        + operation
        + "-"
        + task.state().name().toLowerCase(Locale.ROOT);
  }
}
