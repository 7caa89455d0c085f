import ai.fal.client.ClientConfig;
import ai.fal.client.FalClient;
import ai.fal.client.SubscribeOptions;
import ai.fal.client.exception.FalException;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Waits for all tasks with {@code subscribe}, a thread a task. Its hosts are fixed, so its proxy
 * setting brings it to this machine; the submit it begins with is never disturbed.
 */
public final class FalWaits {
  public static void main(String[] words) throws Exception {
    Path tokenFile = Path.of(words[1]);
    FalClient client =
        FalClient.withConfig(
            ClientConfig.builder()
                .withCredentials(() -> read(tokenFile))
                .withProxyUrl(words[0] + "/")
                .build());
    int tasks = Integer.parseInt(words[2]);
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    for (int i = 0; i < tasks; i++) {
      String id = "task-" + i;
      Thread.sleep(2);
      threads.execute(
          () -> {
            String end;
            try {
              JsonObject video =
                  client
                      .subscribe("drill/video", SubscribeOptions.withInput(Map.of("task", id)))
                      .getData();
              end = "COMPLETED\t" + video.getAsJsonObject("video").get("url").getAsString();
            } catch (FalException e) {
              String message = String.valueOf(e.getMessage()).replace('\n', ' ');
              end = (message.contains("422") ? "NO_VIDEO\t" : "THREW\t") + message;
            } catch (Throwable e) {
              end = "THREW\t" + e.toString().replace('\n', ' ');
            }
            System.out.println(id + "\t" + end);
          });
    }
    threads.shutdown();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
