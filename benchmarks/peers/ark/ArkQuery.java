import com.volcengine.ark.runtime.model.content.generation.GetContentGenerationTaskRequest;
import com.volcengine.ark.runtime.service.ArkService;
import io.videotask.benchmarks.query.Rounds;

/** One status query with volcengine's ark-runtime. */
public final class ArkQuery {
  public static void main(String[] words) throws Exception {
    ArkService client =
        ArkService.builder().apiKey("sk-benchmark").baseUrl(words[0] + "/api/v3/").build();
    Rounds.serve(
        () -> {
          GetContentGenerationTaskRequest request =
              GetContentGenerationTaskRequest.builder().taskId("task_1").build();
          if (!client.getContentGenerationTask(request).getStatus().equals("running")) {
            throw new IllegalStateException("that was not the answer");
          }
        });
  }
}
