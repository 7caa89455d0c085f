import com.google.genai.Client;
import com.google.genai.types.GenerateVideosOperation;
import com.google.genai.types.HttpOptions;
import io.videotask.benchmarks.query.Rounds;

/** One status query with google-genai. */
public final class GenAiQuery {
  public static void main(String[] words) throws Exception {
    Client client =
        Client.builder()
            .apiKey("benchmark")
            .httpOptions(HttpOptions.builder().baseUrl(words[0]).build())
            .build();
    GenerateVideosOperation operation =
        GenerateVideosOperation.builder().name("models/veo-3/operations/task_1").build();
    Rounds.serve(
        () -> {
          if (client.operations.getVideosOperation(operation, null).done().orElse(false)) {
            throw new IllegalStateException("that was not the answer");
          }
        });
  }
}
