import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesis;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisOutput;
import com.alibaba.dashscope.protocol.ConnectionConfigurations;
import com.alibaba.dashscope.utils.Constants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Waits for all tasks with {@code VideoSynthesis.wait}, a thread a task. */
public final class DashScopeWaits {
  public static void main(String[] words) throws Exception {
    Constants.baseHttpApiUrl = words[0] + "/api/v1";
    Constants.connectionConfigurations =
        ConnectionConfigurations.builder().readTimeout(Duration.ofSeconds(5)).build();
    String key = Files.readString(Path.of(words[1]));
    int tasks = Integer.parseInt(words[2]);
    ExecutorService threads = Executors.newFixedThreadPool(tasks);
    for (int i = 0; i < tasks; i++) {
      String id = "task-" + i;
      Thread.sleep(2);
      threads.execute(
          () -> {
            String end;
            try {
              VideoSynthesisOutput output = new VideoSynthesis().wait(id, key).getOutput();
              end =
                  switch (output.getTaskStatus()) {
                    case "SUCCEEDED" -> "COMPLETED\t" + output.getVideoUrl();
                    case "CANCELED" -> "CANCELLED\t";
                    case "UNKNOWN" -> "EXPIRED\t";
                    default -> output.getTaskStatus() + "\t";
                  };
            } catch (Throwable e) {
              end = "THREW\t" + e.toString().replace('\n', ' ');
            }
            System.out.println(id + "\t" + end);
          });
    }
    threads.shutdown();
  }
}
