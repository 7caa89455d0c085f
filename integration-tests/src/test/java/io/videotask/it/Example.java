package io.videotask.it;

import io.videotask.gateway.Dialect;
import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A body from {@code specs/<gateway>/examples} and its expected result. */
public record Example(String gateway, String name, Path body, Map<String, Object> expected) {
  /** The base URL of the gateway in the examples. */
  public static final String BASE = "https://gw.example.com";

  public static final Path SPECS = Path.of(System.getProperty("videotask.specs"));

  public static Stream<Example> all() throws IOException {
    try (Stream<Path> files = Files.walk(SPECS)) {
      return files
          .filter(file -> file.toString().endsWith(".expected.json"))
          .sorted()
          .filter(file -> SelectedGateway.includes(SPECS.relativize(file).getName(0).toString()))
          .map(Example::read)
          .toList()
          .stream();
    }
  }

  private static Example read(Path expected) {
    String name = expected.getFileName().toString().replace(".expected.json", "");
    try (Stream<Path> beside = Files.list(expected.resolveSibling("."))) {
      Path body =
          beside
              .filter(
                  file ->
                      file.getFileName().toString().matches("\\Q" + name + "\\E\\.(json|html|txt)"))
              .findFirst()
              .orElseThrow();
      return new Example(
          expected.getParent().getParent().getFileName().toString(),
          name,
          body,
          Json.object(Files.readString(expected)));
    } catch (IOException e) {
      throw new UncheckedIOException(expected.toString(), e);
    }
  }

  /** Returns a path in {@code specs} that is short enough for the name of a test. */
  public static String shown(Path file) {
    return SPECS.normalize().relativize(file.normalize()).toString().replace('\\', '/');
  }

  public byte[] bytes() {
    try {
      return Files.readAllBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the reference of the task that the answer is about. */
  public TaskRef ref() {
    return new TaskRef(gateway, withKind(gateway, asked()));
  }

  /** Returns an id with some kind before it, where the gateway's references have one. */
  public static String withKind(String gateway, String id) {
    GatewayAdapter adapter = Dialect.named(gateway).orElseThrow().gateway();
    boolean lacksKind = adapter.hasKinds() && adapter.usualKind() == null && id.indexOf(':') < 0;
    return lacksKind ? "an/app:" + id : id;
  }

  /** Returns whether this is the second answer of a finished task: its result. */
  public boolean isResult() {
    return "result".equals(expected.get("operation"));
  }

  /** Returns whether the gateway has a second query for the result. */
  public boolean hasResults() {
    return Dialect.named(gateway).orElseThrow().paths().containsKey("result");
  }

  public String asked() {
    return (String) expected.get("asked");
  }

  public int status() {
    return ((BigDecimal) part("http").get("status")).intValue();
  }

  @SuppressWarnings("unchecked")
  public Map<String, Object> headers() {
    return (Map<String, Object>) part("http").getOrDefault("headers", Map.of());
  }

  @SuppressWarnings("unchecked")
  public Map<String, Object> part(String key) {
    return (Map<String, Object>) expected.get(key);
  }

  @Override
  public String toString() {
    return shown(body);
  }
}
