import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waits for all tasks with the loop that is found in applications: every two seconds, through
 * answers that are not 200, but not through an exception or a word that it does not know.
 */
public final class HandWrittenWaits {
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([^\"]*)\"");
  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]*)\"");

  public static void main(String[] words) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    int tasks = Integer.parseInt(words[2]);
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    for (int i = 0; i < tasks; i++) {
      String id = "task-" + i;
      Thread.sleep(2);
      threads.execute(
          () -> {
            String end;
            try {
              end = await(http, words[0] + "/v1/videos/" + id, Path.of(words[1]));
            } catch (Throwable e) {
              end = "THREW\t" + e;
            }
            System.out.println(id + "\t" + end);
          });
    }
    threads.shutdown();
  }

  private static String await(HttpClient http, String url, Path tokenFile) throws Exception {
    while (true) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .timeout(Duration.ofSeconds(5))
              .header("Authorization", "Bearer " + Files.readString(tokenFile))
              .build();
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        Matcher status = STATUS.matcher(response.body());
        if (!status.find()) {
          throw new IllegalStateException("no status in the answer");
        }
        switch (status.group(1)) {
          case "queued", "in_progress" -> {}
          case "completed" -> {
            Matcher url = URL.matcher(response.body());
            return "COMPLETED\t" + (url.find() ? url.group(1) : "");
          }
          case "cancelled" -> {
            return "CANCELLED\t";
          }
          case "expired" -> {
            return "EXPIRED\t";
          }
          default -> {
            // The usual: what is neither under way nor done must have failed.
            return "FAILED\t" + status.group(1);
          }
        }
      }
      Thread.sleep(2_000);
    }
  }
}
