package io.videotask.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One run of {@code videotask} that has ended. */
record CliRun(int exit, String out, String err) {
  static final String KEY = "sk-canary-of-the-tests";

  private static final Path JAR = Path.of(System.getProperty("videotask.cli")).toAbsolutePath();

  static CliRun of(String... words) throws Exception {
    return ended(start(words));
  }

  static Process start(String... words) throws IOException {
    return startIn(Path.of("."), words);
  }

  static Process startIn(Path folder, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("VIDEOTASK_API_KEY", KEY);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.directory(folder.toFile()).start();
  }

  static CliRun ended(Process process) throws Exception {
    process.getOutputStream().close();
    CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process, false));
    CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process, true));
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new CliRun(process.waitFor(), out.get(), err.get());
  }

  List<String> lines() {
    return out.lines().toList();
  }

  String all() {
    return "exit " + exit + "\n" + out + err;
  }

  private static String text(Process process, boolean out) {
    try {
      byte[] bytes = (out ? process.getInputStream() : process.getErrorStream()).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }
}
