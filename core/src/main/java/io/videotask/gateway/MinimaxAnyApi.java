package io.videotask.gateway;

import com.squareup.moshi.Moshi;
import io.videotask.gateway.Level.Detail.Kind;
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
final class MinimaxAnyApi extends Adapter {
  private static final Fields<VideoObject> VIDEO =
      new Fields<VideoObject>()
          .address("url", VideoObject::url)
          .address("video_url", VideoObject::videoUrl)
          .detail(Kind.DURATION, "duration", VideoObject::duration);

  private static final Fields<FileObject> FILE =
      new Fields<FileObject>()
          .address("file.download_url", FileObject::downloadUrl, FileObject::backupDownloadUrl)
          .detail(Kind.FILE_ID, "file_id", FileObject::fileId)
          .detail(Kind.FILE_NAME, "filename", FileObject::filename)
          .detail(Kind.BYTES, "bytes", FileObject::bytes);

  private static final Fields<Metadata> METADATA =
      new Fields<Metadata>()
          .address("metadata.url", Metadata::url)
          .detail(Kind.WIDTH, "width", Metadata::width)
          .detail(Kind.HEIGHT, "height", Metadata::height)
          .detail(Kind.DURATION, "duration", Metadata::duration)
          .detail(Kind.FPS, "fps", Metadata::fps)
          .detail(Kind.SEED, "seed", Metadata::seed);

  private static final Fields<Content> CONTENT =
      new Fields<Content>()
          .address("content.video_url", Content::videoUrl)
          .address("content.url", Content::url)
          .address("content.result_url", Content::resultUrl);

  private static final Fields<TaskObject> TASK =
      new Fields<TaskObject>()
          .ids(TaskObject::taskId, TaskObject::id)
          .kind(task -> task.properties() == null ? null : task.properties().originModelName())
          .model(TaskObject::model)
          .kind(TaskObject::action)
          .updated(TaskObject::updatedAt)
          .word(TaskObject::status)
          .word(TaskObject::state)
          .word(TaskObject::taskStatus)
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
          .address("result_url", TaskObject::resultUrl)
          .address("url", TaskObject::url)
          .address("video_url", TaskObject::videoUrl)
          .detail(Kind.FILE_ID, "file_id", TaskObject::fileId)
          .within(TaskObject::metadata, METADATA)
          .within(TaskObject::file, FILE)
          .within(TaskObject::content, CONTENT)
          .address("output", TaskObject::output)
          .address("video", TaskObject::video)
          .address("videos", TaskObject::videos)
          .addressList("data", TaskObject::data)
          .detail(Kind.FORMAT, "format", TaskObject::format)
          .detail(Kind.WIDTH, "width", TaskObject::width)
          .detail(Kind.HEIGHT, "height", TaskObject::height)
          .detail(Kind.WIDTH, "video_width", TaskObject::videoWidth)
          .detail(Kind.HEIGHT, "video_height", TaskObject::videoHeight)
          .detail(Kind.DURATION, "duration", TaskObject::duration)
          .data(TaskObject::data)
          .wrapper("task", TaskObject::task)
          .wrapper("output", TaskObject::output);

  private static final Fields<ErrorObject> ERROR =
      new Fields<ErrorObject>()
          .code(ErrorObject::code, List.of(ErrorObject::message, ErrorObject::msg));

  private static final Fields<ErrorAnswer> ERROR_ANSWER =
      new Fields<ErrorAnswer>()
          .error(ErrorAnswer::error)
          .baseResp(ErrorAnswer::baseResp, BaseResp::statusCode, BaseResp::statusMsg)
          .code(ErrorAnswer::code, List.of(ErrorAnswer::message, ErrorAnswer::msg))
          .reason("detail", ErrorAnswer::detail);

  private static final GenerationRequest NO_REQUEST =
      new GenerationRequest(null, null, null, null, null, null, null, null, null, null);

  MinimaxAnyApi() {
    this(new Moshi.Builder().add(new MinimaxAnyapiJson()).build());
  }

  private MinimaxAnyApi(Moshi moshi) {
    super(moshi, shapes(moshi));
  }

  private static Shape.Set shapes(Moshi moshi) {
    return new Shape.Set(
        new Shape<>(moshi, TaskObject.class, TASK),
        new Shape<>(moshi, ErrorAnswer.class, ERROR_ANSWER),
        new Shape<>(moshi, ErrorObject.class, ERROR),
        new Shape<>(moshi, VideoObject.class, VIDEO));
  }

  @Override
  List<String> words() {
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
  boolean failReasonIsFileId() {
    return true;
  }

  @Override
  Map<String, String> paths() {
    return new Operations<>(HailuoVideoApi.class)
        .add("query", api -> api.queryVideoGeneration(""))
        .add("submit", api -> api.createVideoGeneration(NO_REQUEST))
        .paths();
  }

  @Override
  Set<RequestWord> knownWords() {
    return RequestWord.OF_MINIMAX;
  }

  @Override
  Request create(Retrofit retrofit, VideoRequest r) {
    GenerationRequest body =
        new GenerationRequest(
            r.model(),
            r.prompt(),
            RequestWord.wholeSeconds(r),
            r.resolution(),
            RequestWord.firstImage(r),
            RequestWord.lastImage(r),
            null,
            null,
            null,
            null);
    return retrofit.create(HailuoVideoApi.class).createVideoGeneration(body).request();
  }

  @Override
  Duration refresh() {
    return NewApi.REFRESH;
  }

  @Override
  Request query(Retrofit retrofit, String id) {
    return retrofit.create(HailuoVideoApi.class).queryVideoGeneration(id).request();
  }
}
