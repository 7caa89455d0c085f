package io.videotask.benchmarks.drill;

import io.videotask.benchmarks.Peers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who waits for all tasks, in a process of its own. It prints a line a task: its id, a
 * tab, what came out ({@code COMPLETED}, {@code FAILED}, …, any other word, or {@code THREW}), a
 * tab, the address or a message.
 *
 * @param name for the table
 * @param tongue how the gateway has to speak
 * @param command what comes after {@code java}; the gateway's address, the token's file and the
 *     number of tasks are added
 */
record Contestant(String name, Tongue tongue, List<String> command) {
  static Contestant ours() {
    return new Contestant(
        "video-task-client",
        new Tongue.OfNewApi(),
        List.of("-cp", System.getProperty("java.class.path"), OurWaits.class.getName()));
  }

  /** A source file of benchmarks/peers without libraries. */
  static Contestant handWritten(Path root) {
    String source = root.resolve("benchmarks/peers/handwritten/HandWrittenWaits.java").toString();
    return new Contestant("hand-written loop", new Tongue.OfOpenAi(), List.of(source));
  }

  /**
   * A folder of benchmarks/peers: its libraries are fetched first, into a class path of their own.
   */
  static Contestant peer(String name, Tongue tongue, Path root, String folder, String source)
      throws IOException, InterruptedException {
    Path peer = root.resolve("benchmarks/peers").resolve(folder);
    Path libraries = Peers.libraries(root, folder);
    return new Contestant(
        name,
        tongue,
        List.of("-cp", libraries + File.separator + "*", peer.resolve(source).toString()));
  }

  Process start(FaultyGateway gateway) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xss256k");
    words.add("-XX:+UseSerialGC");
    words.addAll(command);
    words.add(gateway.address());
    words.add(gateway.tokenFile().toString());
    words.add(String.valueOf(gateway.script().count()));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("DASHSCOPE_HTTP_BASE_URL", gateway.address() + "/api/v1");
    for (String proxy : List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")) {
      builder.environment().remove(proxy);
    }
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }
}
