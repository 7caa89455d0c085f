package io.videotask.benchmarks.drill;

/**
 * The protocol of a vendor. NOT_START is a status of new-api and is used in its formats; the others
 * have their own.
 */
interface VendorProtocol {
  /** Returns the body for a task. */
  String body(Said said);

  /** Returns the HTTP status of the answer. */
  default int status(Said said) {
    return 200;
  }

  /** Returns the headers of every answer. */
  default String headers(Script.Task task) {
    return "";
  }

  /**
   * The content of an answer.
   *
   * @param stage state of the task
   * @param number number of the query, from 1
   * @param url URL of the video; empty if there is none yet
   * @param time the gateway's time in seconds since 1970
   */
  record Said(Script.Task task, Stage stage, int number, String url, long time) {}

  /**
   * The formats of new-api: its own row in an envelope, its flat form, and OpenAI's video object.
   */
  final class OfNewApi implements VendorProtocol {
    @Override
    public String body(Said said) {
      return switch (said.number() % 3) {
        case 0 -> envelope(said);
        case 1 -> flat(said);
        default -> new OfOpenAi().body(said);
      };
    }

    private static String envelope(Said said) {
      String word =
          switch (said.stage()) {
            case NOT_STARTED -> "NOT_START";
            case QUEUED -> "QUEUED";
            case RUNNING -> "IN_PROGRESS";
            case STRANGE -> "MODERATING";
            case COMPLETED -> "SUCCESS";
            case FAILED, FAILED_SILENTLY -> "FAILURE";
            case CANCELLED -> "CANCELLED";
            case EXPIRED -> "EXPIRED";
          };
      return "{\"code\":\"success\",\"message\":\"\",\"data\":{\"id\":77,\"task_id\":\"%s\",\"status\":\"%s\",\"fail_reason\":\"%s\",\"submit_time\":%d,\"progress\":\"%d%%\",\"data\":null}}"
          .formatted(
              said.task().id(),
              word,
              said.stage() == Stage.FAILED ? "the model gave up" : said.url(),
              said.time(),
              said.stage().end ? 100 : 30);
    }

    private static String flat(Said said) {
      String word =
          switch (said.stage()) {
            case NOT_STARTED -> "unknown";
            case STRANGE -> "moderating";
            case RUNNING -> "processing";
            case COMPLETED -> "succeeded";
            case FAILED_SILENTLY -> "failed";
            default -> said.stage().name().toLowerCase(java.util.Locale.ROOT);
          };
      return "{\"task_id\":\"%s\",\"status\":\"%s\",\"url\":\"%s\",\"format\":\"mp4\",\"error\":%s}"
          .formatted(
              said.task().id(),
              word,
              said.url(),
              said.stage() == Stage.FAILED
                  ? "{\"code\":500,\"message\":\"the model gave up\"}"
                  : "null");
    }
  }

  /** OpenAI's video object, and new-api's {@code metadata} in it. */
  final class OfOpenAi implements VendorProtocol {
    @Override
    public String body(Said said) {
      String word =
          switch (said.stage()) {
            case NOT_STARTED -> "NOT_START";
            case QUEUED -> "queued";
            case RUNNING -> "in_progress";
            case STRANGE -> "moderating";
            case FAILED_SILENTLY -> "failed";
            default -> said.stage().name().toLowerCase(java.util.Locale.ROOT);
          };
      return "{\"id\":\"%s\",\"object\":\"video\",\"model\":\"m\",\"status\":\"%s\",\"progress\":%d,\"created_at\":%d,\"size\":\"720x1280\",\"seconds\":\"4\",\"metadata\":{\"url\":\"%s\"},\"error\":%s}"
          .formatted(
              said.task().id(),
              word,
              said.stage().end ? 100 : 30,
              said.time(),
              said.url(),
              said.stage() == Stage.FAILED
                  ? "{\"code\":\"model\",\"message\":\"the model gave up\"}"
                  : "null");
    }
  }

  /** DashScope's task; its UNKNOWN means expired. */
  final class OfDashScope implements VendorProtocol {
    @Override
    public String body(Said said) {
      String word =
          switch (said.stage()) {
            case NOT_STARTED, QUEUED -> "PENDING";
            case RUNNING -> "RUNNING";
            case STRANGE -> "MODERATING";
            case COMPLETED -> "SUCCEEDED";
            case FAILED, FAILED_SILENTLY -> "FAILED";
            case CANCELLED -> "CANCELED";
            case EXPIRED -> "UNKNOWN";
          };
      return "{\"request_id\":\"r\",\"output\":{\"task_id\":\"%s\",\"task_status\":\"%s\",\"video_url\":\"%s\"}}"
          .formatted(said.task().id(), word, said.url());
    }
  }

  /**
   * fal's queue: every finished task is COMPLETED, and the status of the result shows how it ended.
   */
  final class OfFal implements VendorProtocol {
    @Override
    public String body(Said said) {
      return said.stage() == Stage.COMPLETED
          ? "{\"video\":{\"url\":\"" + said.url() + "\"}}"
          : "{\"detail\":\"the model gave up\"}";
    }

    @Override
    public int status(Said said) {
      return said.stage() == Stage.COMPLETED ? 200 : 422;
    }

    @Override
    public String headers(Script.Task task) {
      return "X-Fal-Request-Id: " + task.id() + "\r\n";
    }

    static String event(Said said) {
      String word =
          switch (said.stage()) {
            case NOT_STARTED, QUEUED -> "IN_QUEUE";
            case RUNNING -> "IN_PROGRESS";
            case STRANGE -> "MODERATING";
            default -> "COMPLETED";
          };
      return status(said.task().id(), word);
    }

    static String status(String id, String word) {
      String url = "https://queue.fal.run/drill/video/requests/" + id;
      return "{\"status\":\"%s\",\"request_id\":\"%s\",\"response_url\":\"%s\",\"status_url\":\"%s/status\",\"cancel_url\":\"%s/cancel\",\"queue_position\":0,\"logs\":[]}"
          .formatted(word, id, url, url, url);
    }
  }
}
