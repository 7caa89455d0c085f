package io.videotask.internal.dialect;

import com.squareup.moshi.Moshi;
import io.videotask.generated.newapi.BaseResp;
import io.videotask.generated.newapi.Content;
import io.videotask.generated.newapi.ErrorAnswer;
import io.videotask.generated.newapi.ErrorObject;
import io.videotask.generated.newapi.FileObject;
import io.videotask.generated.newapi.GenerationMetadata;
import io.videotask.generated.newapi.GenerationRequest;
import io.videotask.generated.newapi.Metadata;
import io.videotask.generated.newapi.NewApiJson;
import io.videotask.generated.newapi.TaskObject;
import io.videotask.generated.newapi.TaskResult;
import io.videotask.generated.newapi.VideoGenerationsApi;
import io.videotask.generated.newapi.VideoObject;
import io.videotask.internal.dialect.AnswerNode.Detail.Kind;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * <a href="https://github.com/QuantumNous/new-api">new-api</a> and its forks, with any vendor
 * behind them.
 */
public final class NewApiAdapter extends Adapter {
  /** The name of the dialect. */
  public static final String NAME = "new-api";

  /** From new-api's source, and confirmed by recordings; its forks kept it. */
  public static final Duration REFRESH = Duration.ofSeconds(15);

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
          .reason("task_status_msg", TaskObject::taskStatusMsg)
          .baseResp(TaskObject::baseResp, BaseResp::statusCode, BaseResp::statusMsg)
          // Vidu's code serves as its message.
          .codeAsReason("err_code", TaskObject::errCode)
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
          .nested(
              TaskObject::taskResult,
              new FieldMapping<TaskResult>().url("task_result.videos", TaskResult::videos))
          .nested(TaskObject::content, CONTENT)
          .url("output", TaskObject::output)
          .url("creations", TaskObject::creations)
          .url("video", TaskObject::video)
          .url("videos", TaskObject::videos)
          .urlList("data", TaskObject::data)
          .detail(Kind.FORMAT, "format", TaskObject::format)
          .detail(Kind.WIDTH, "width", TaskObject::width)
          .detail(Kind.HEIGHT, "height", TaskObject::height)
          .detail(Kind.WIDTH, "video_width", TaskObject::videoWidth)
          .detail(Kind.HEIGHT, "video_height", TaskObject::videoHeight)
          .detail(Kind.DURATION, "duration", TaskObject::duration)
          .detail(Kind.DURATION, "seconds", TaskObject::seconds)
          .detail(Kind.SIZE, "size", TaskObject::size)
          .detail(Kind.FPS, "fps", TaskObject::fps)
          .detail(Kind.FPS, "framespersecond", TaskObject::framespersecond)
          .detail(Kind.SEED, "seed", TaskObject::seed)
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
      new GenerationRequest(null, null, null, null, null, null, null, null);

  public NewApiAdapter() {
    this(new Moshi.Builder().add(new NewApiJson()).build());
  }

  private NewApiAdapter(Moshi moshi) {
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
        "queued",
        "processing",
        "in_progress",
        "succeeded",
        "completed",
        "failed",
        "unknown");
  }

  @Override
  public Map<String, String> paths() {
    return new OperationPaths<>(VideoGenerationsApi.class)
        .add("query", api -> api.getVideoGeneration(""))
        .add("submit", api -> api.createVideoGeneration(NO_REQUEST))
        .add("content", api -> api.downloadVideoContent(""))
        .paths();
  }

  @Override
  public Set<RequestField> knownFields() {
    return EnumSet.complementOf(EnumSet.of(RequestField.LAST_IMAGE));
  }

  @Override
  public Set<RequestField> requiredFields() {
    return EnumSet.of(RequestField.PROMPT);
  }

  /**
   * The vendors behind new-api read different fields and ignore others: Doubao reads the duration
   * from {@code seconds}, Hailuo the image from the metadata. Only Sora receives all fields,
   * including a stray {@code duration}.
   */
  @Override
  public Request submit(Retrofit retrofit, VideoRequest r) {
    VendorModel vendor = VendorModel.of(r);
    List<String> images = r.images().stream().map(ImageSource::asText).toList();
    Long seconds = RequestField.wholeSeconds(r);
    GenerationRequest body =
        new GenerationRequest(
            r.prompt(),
            r.model(),
            images.size() == 1 ? images.get(0) : null,
            images.size() > 1 ? images : null,
            r.size() == null ? null : r.size().toString(),
            vendor == VendorModel.SORA ? null : seconds,
            seconds == null || given(r.parameters(), "seconds") ? null : seconds.toString(),
            metadata(r, vendor == VendorModel.HAILUO && !images.isEmpty() ? images.get(0) : null));
    return retrofit.create(VideoGenerationsApi.class).createVideoGeneration(body).request();
  }

  /**
   * Returns the fields that the server ignores at the top level and vendors read from the metadata.
   */
  private static @Nullable GenerationMetadata metadata(VideoRequest r, @Nullable String image) {
    String first = given(r.parameters().get("metadata"), "first_frame_image") ? null : image;
    return r.seed() == null && r.resolution() == null && first == null
        ? null
        : new GenerationMetadata(r.resolution(), r.seed(), first);
  }

  /** Returns whether the caller has set a field already, or a value that can't hold one. */
  private static boolean given(@Nullable Object parameters, String name) {
    if (parameters instanceof Map<?, ?> fields) {
      return fields.containsKey(name);
    }
    return parameters instanceof VideoRequest.Json json
        ? !json.text().strip().startsWith("{") || json.text().contains('"' + name + '"')
        : parameters != null;
  }

  /** Not every version serves it for every vendor, so it is only a backup. */
  @Override
  public HttpUrl backupContent(Retrofit retrofit, String id) {
    return retrofit.create(VideoGenerationsApi.class).downloadVideoContent(id).request().url();
  }

  @Override
  public Duration refresh() {
    return REFRESH;
  }

  @Override
  public Request query(Retrofit retrofit, String id) {
    return retrofit.create(VideoGenerationsApi.class).getVideoGeneration(id).request();
  }
}
