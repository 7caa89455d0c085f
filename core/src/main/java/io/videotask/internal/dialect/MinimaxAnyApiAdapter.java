package io.videotask.internal.dialect;

import com.squareup.moshi.Moshi;
import io.videotask.generated.minimaxanyapi.BaseResp;
import io.videotask.generated.minimaxanyapi.Content;
import io.videotask.generated.minimaxanyapi.ErrorAnswer;
import io.videotask.generated.minimaxanyapi.ErrorObject;
import io.videotask.generated.minimaxanyapi.FileObject;
import io.videotask.generated.minimaxanyapi.GenerationRequest;
import io.videotask.generated.minimaxanyapi.HailuoVideoApi;
import io.videotask.generated.minimaxanyapi.Metadata;
import io.videotask.generated.minimaxanyapi.MinimaxAnyapiJson;
import io.videotask.generated.minimaxanyapi.TaskObject;
import io.videotask.generated.minimaxanyapi.VideoObject;
import io.videotask.internal.dialect.AnswerNode.Detail.Kind;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Request;
import retrofit2.Retrofit;

/**
 * <a href="https://docs.anyapi.vip">AnyAPI</a> and its family: MiniMax behind a fork of new-api, in
 * its envelope or passed through unwrapped.
 */
public final class MinimaxAnyApiAdapter extends Adapter {
  private static final FieldMapping<VideoObject> VIDEO =
      new FieldMapping<VideoObject>()
          .url("url", VideoObject::url)
          .url("video_url", VideoObject::videoUrl)
          .detail(Kind.DURATION, "duration", VideoObject::duration);

  private static final FieldMapping<FileObject> FILE =
      new FieldMapping<FileObject>()
          .url("file.download_url", FileObject::downloadUrl, FileObject::backupDownloadUrl)
          .detail(Kind.FILE_ID, "file_id", FileObject::fileId)
          .detail(Kind.FILE_NAME, "filename", FileObject::filename)
          .detail(Kind.BYTES, "bytes", FileObject::bytes);

  private static final FieldMapping<Metadata> METADATA =
      new FieldMapping<Metadata>()
          .url("metadata.url", Metadata::url)
          .detail(Kind.WIDTH, "width", Metadata::width)
          .detail(Kind.HEIGHT, "height", Metadata::height)
          .detail(Kind.DURATION, "duration", Metadata::duration)
          .detail(Kind.FPS, "fps", Metadata::fps)
          .detail(Kind.SEED, "seed", Metadata::seed);

  private static final FieldMapping<Content> CONTENT =
      new FieldMapping<Content>()
          .url("content.video_url", Content::videoUrl)
          .url("content.url", Content::url)
          .url("content.result_url", Content::resultUrl);

  private static final FieldMapping<TaskObject> TASK =
      new FieldMapping<TaskObject>()
          .ids(TaskObject::taskId, TaskObject::id)
          .kind(task -> task.properties() == null ? null : task.properties().originModelName())
          .model(TaskObject::model)
          .kind(TaskObject::action)
          .updated(TaskObject::updatedAt)
          .status(TaskObject::status)
          .status(TaskObject::state)
          .status(TaskObject::taskStatus)
          .progress(TaskObject::progress)
          .error(TaskObject::error)
          .baseResp(TaskObject::baseResp, BaseResp::statusCode, BaseResp::statusMsg)
          .reason("detail", TaskObject::detail)
          .code(TaskObject::code, List.of(TaskObject::message, TaskObject::msg))
          .failReason("fail_reason", TaskObject::failReason)
          .submitted("submit_time", TaskObject::submitTime)
          .submitted("created_at", TaskObject::createdAt)
          .started("start_time", TaskObject::startTime)
          .finished("finish_time", TaskObject::finishTime)
          .finished("completed_at", TaskObject::completedAt)
          .finished("finished_at", TaskObject::finishedAt)
          .expires("expires_at", TaskObject::expiresAt)
          .expires("url_expires_at", TaskObject::urlExpiresAt)
          .url("result_url", TaskObject::resultUrl)
          .url("url", TaskObject::url)
          .url("video_url", TaskObject::videoUrl)
          .detail(Kind.FILE_ID, "file_id", TaskObject::fileId)
          .nested(TaskObject::metadata, METADATA)
          .nested(TaskObject::file, FILE)
          .nested(TaskObject::content, CONTENT)
          .url("output", TaskObject::output)
          .url("video", TaskObject::video)
          .url("videos", TaskObject::videos)
          .urlList("data", TaskObject::data)
          .detail(Kind.FORMAT, "format", TaskObject::format)
          .detail(Kind.WIDTH, "width", TaskObject::width)
          .detail(Kind.HEIGHT, "height", TaskObject::height)
          .detail(Kind.WIDTH, "video_width", TaskObject::videoWidth)
          .detail(Kind.HEIGHT, "video_height", TaskObject::videoHeight)
          .detail(Kind.DURATION, "duration", TaskObject::duration)
          .data(TaskObject::data)
          .wrapper("task", TaskObject::task)
          .wrapper("output", TaskObject::output);

  private static final FieldMapping<ErrorObject> ERROR =
      new FieldMapping<ErrorObject>()
          .code(ErrorObject::code, List.of(ErrorObject::message, ErrorObject::msg));

  private static final FieldMapping<ErrorAnswer> ERROR_ANSWER =
      new FieldMapping<ErrorAnswer>()
          .error(ErrorAnswer::error)
          .baseResp(ErrorAnswer::baseResp, BaseResp::statusCode, BaseResp::statusMsg)
          .code(ErrorAnswer::code, List.of(ErrorAnswer::message, ErrorAnswer::msg))
          .reason("detail", ErrorAnswer::detail);

  private static final GenerationRequest NO_REQUEST =
      new GenerationRequest(null, null, null, null, null, null, null, null, null, null);

  public MinimaxAnyApiAdapter() {
    this(new Moshi.Builder().add(new MinimaxAnyapiJson()).build());
  }

  private MinimaxAnyApiAdapter(Moshi moshi) {
    super(moshi, readers(moshi));
  }

  private static RecordReader.Set readers(Moshi moshi) {
    return new RecordReader.Set(
        new RecordReader<>(moshi, TaskObject.class, TASK),
        new RecordReader<>(moshi, ErrorAnswer.class, ERROR_ANSWER),
        new RecordReader<>(moshi, ErrorObject.class, ERROR),
        new RecordReader<>(moshi, VideoObject.class, VIDEO));
  }

  @Override
  public List<String> statuses() {
    return List.of(
        "NOT_START",
        "SUBMITTED",
        "QUEUED",
        "IN_PROGRESS",
        "SUCCESS",
        "FAILURE",
        "UNKNOWN",
        "Preparing",
        "Queueing",
        "Processing",
        "Success",
        "Fail",
        "Failed",
        "queued",
        "running",
        "succeeded",
        "failed",
        "cancelled");
  }

  @Override
  public boolean failReasonIsFileId() {
    return true;
  }

  @Override
  public Map<String, String> paths() {
    return new OperationPaths<>(HailuoVideoApi.class)
        .add("query", api -> api.queryVideoGeneration(""))
        .add("submit", api -> api.createVideoGeneration(NO_REQUEST))
        .paths();
  }

  @Override
  public Set<RequestField> knownFields() {
    return RequestField.OF_MINIMAX;
  }

  @Override
  public Request submit(Retrofit retrofit, VideoRequest r) {
    GenerationRequest body =
        new GenerationRequest(
            r.model(),
            r.prompt(),
            RequestField.wholeSeconds(r),
            r.resolution(),
            RequestField.firstImage(r),
            RequestField.lastImage(r),
            null,
            null,
            null,
            null);
    return retrofit.create(HailuoVideoApi.class).createVideoGeneration(body).request();
  }

  @Override
  public Duration refresh() {
    return NewApiAdapter.REFRESH;
  }

  @Override
  public Request query(Retrofit retrofit, String id) {
    return retrofit.create(HailuoVideoApi.class).queryVideoGeneration(id).request();
  }
}
