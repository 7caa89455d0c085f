package io.videotask.benchmarks.drill;

import io.videotask.benchmarks.Peers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that waits for all tasks, in a process of its own. It prints one line per task: id, tab,
 * result ({@code COMPLETED}, {@code FAILED}, …, another status, or {@code THREW}), tab, URL or
 * message.
 *
 * @param name the name in the table
 * @param protocol the gateway's protocol
 * @param command the arguments of {@code java}; the gateway's URL, the token file and the number of
 *     tasks are appended
 */
record Contestant(String name, VendorProtocol protocol, List<String> command) {
  static Contestant ours() {
    return new Contestant(
        "video-task-client",
        new VendorProtocol.OfNewApi(),
        List.of("-cp", System.getProperty("java.class.path"), OurWaits.class.getName()));
  }

  /** Returns a client that is one source file in benchmarks/peers, without libraries. */
  static Contestant handWritten(Path root) {
    String source = root.resolve("benchmarks/peers/handwritten/HandWrittenWaits.java").toString();
    return new Contestant("hand-written loop", new VendorProtocol.OfOpenAi(), List.of(source));
  }

  /**
   * Returns a client in a folder of benchmarks/peers; its libraries are downloaded first, into a
   * class path of their own.
   */
  static Contestant peer(
      String name, VendorProtocol protocol, Path root, String folder, String source)
      throws IOException, InterruptedException {
    Path peer = root.resolve("benchmarks/peers").resolve(folder);
    Path libraries = Peers.libraries(root, folder);
    return new Contestant(
        name,
        protocol,
        List.of("-cp", libraries + File.separator + "*", peer.resolve(source).toString()));
  }

  Process start(FaultyGateway gateway) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xss256k");
    words.add("-XX:+UseSerialGC");
    words.addAll(command);
    words.add(gateway.url());
    words.add(gateway.tokenFile().toString());
    words.add(String.valueOf(gateway.script().count()));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("DASHSCOPE_HTTP_BASE_URL", gateway.url() + "/api/v1");
    for (String proxy : List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")) {
      builder.environment().remove(proxy);
    }
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }
}
