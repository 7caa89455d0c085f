import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.videos.Video;
import io.videotask.benchmarks.query.Rounds;

/** One status query with openai-java. */
public final class OpenAiQuery {
  public static void main(String[] words) throws Exception {
    OpenAIClient client =
        OpenAIOkHttpClient.builder().baseUrl(words[0] + "/v1").apiKey("sk-benchmark").build();
    Rounds.serve(
        () -> {
          if (!client.videos().retrieve("task_1").status().equals(Video.Status.IN_PROGRESS)) {
            throw new IllegalStateException("that was not the answer");
          }
        });
  }
}
