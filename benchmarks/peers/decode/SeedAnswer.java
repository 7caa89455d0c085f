package io.videotask.benchmarks.decode;

/** The seed's schema as one would write it down by hand. The names are the document's own. */
public record SeedAnswer(String code, String message, Row data) {
  public record Row(
      String task_id,
      String action,
      String status,
      String fail_reason,
      long submit_time,
      long start_time,
      long finish_time,
      String progress,
      Answer data) {}

  public record Answer(
      File file,
      String status,
      String file_id,
      String task_id,
      BaseResp base_resp,
      int video_width,
      int video_height) {}

  public record File(
      long bytes,
      long file_id,
      String purpose,
      String filename,
      long created_at,
      String download_url,
      String backup_download_url) {}

  public record BaseResp(String status_msg, int status_code) {}
}
