import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.credential.BearerTokenCredential;
import com.openai.models.videos.Video;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Waits for all tasks with the loop that one writes around {@code videos().retrieve}: while it is
 * queued or in progress, sleep two seconds. The client's own retries do their part.
 */
public final class OpenAiWaits {
  public static void main(String[] words) throws Exception {
    Path tokenFile = Path.of(words[1]);
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(words[0] + "/v1")
            .credential(BearerTokenCredential.create(() -> read(tokenFile)))
            .timeout(Duration.ofSeconds(5))
            .build();
    int tasks = Integer.parseInt(words[2]);
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    for (int i = 0; i < tasks; i++) {
      String id = "task-" + i;
      Thread.sleep(2);
      threads.execute(
          () -> {
            String end;
            try {
              Video video = client.videos().retrieve(id);
              while (video.status().equals(Video.Status.QUEUED)
                  || video.status().equals(Video.Status.IN_PROGRESS)) {
                Thread.sleep(2_000);
                video = client.videos().retrieve(id);
              }
              String word = video.status().toString().toUpperCase(Locale.ROOT);
              end = word + "\t" + video._additionalProperties().get("metadata");
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
