import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesis;
import com.alibaba.dashscope.utils.Constants;
import io.videotask.benchmarks.query.Rounds;

/** One status query with dashscope-sdk-java. */
public final class DashScopeQuery {
  public static void main(String[] words) throws Exception {
    Constants.baseHttpApiUrl = words[0] + "/api/v1";
    VideoSynthesis client = new VideoSynthesis();
    Rounds.serve(
        () -> {
          String status = client.fetch("task_1", "sk-benchmark").getOutput().getTaskStatus();
          if (!status.equals("RUNNING")) {
            throw new IllegalStateException("that was not the answer");
          }
        });
  }
}
