import ai.fal.client.ClientConfig;
import ai.fal.client.CredentialsResolver;
import ai.fal.client.FalClient;
import ai.fal.client.queue.QueueStatus;
import ai.fal.client.queue.QueueStatusOptions;
import io.videotask.benchmarks.query.Rounds;

/** One status query with fal-client. Its hosts are fixed, so its proxy setting redirects it. */
public final class FalQuery {
  public static void main(String[] words) throws Exception {
    FalClient client =
        FalClient.withConfig(
            ClientConfig.builder()
                .withCredentials(CredentialsResolver.fromApiKey("sk-benchmark"))
                .withProxyUrl(words[0] + "/")
                .build());
    QueueStatusOptions options = QueueStatusOptions.withRequestId("task_1");
    Rounds.serve(
        () -> {
          if (!(client.queue().status("fal-ai/video", options) instanceof QueueStatus.InProgress)) {
            throw new IllegalStateException("that was not the answer");
          }
        });
  }
}
