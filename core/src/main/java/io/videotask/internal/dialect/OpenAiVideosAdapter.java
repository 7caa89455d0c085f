package io.videotask.internal.dialect;

import com.squareup.moshi.Moshi;
import io.videotask.generated.openaivideos.BaseResp;
import io.videotask.generated.openaivideos.Content;
import io.videotask.generated.openaivideos.ErrorAnswer;
import io.videotask.generated.openaivideos.ErrorObject;
import io.videotask.generated.openaivideos.FileObject;
import io.videotask.generated.openaivideos.InputReference;
import io.videotask.generated.openaivideos.Metadata;
import io.videotask.generated.openaivideos.OpenaiVideosJson;
import io.videotask.generated.openaivideos.TaskObject;
import io.videotask.generated.openaivideos.VideoCreate;
import io.videotask.generated.openaivideos.VideoObject;
import io.videotask.generated.openaivideos.VideosApi;
import io.videotask.internal.dialect.AnswerNode.Detail.Kind;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import io.videotask.task.ImageSource;
import io.videotask.task.VideoRequest;
import io.videotask.task.VideoTask;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * <a href="https://developers.openai.com/api/reference/resources/videos">OpenAI</a>'s {@code
 * /v1/videos}, and what new-api, OpenRouter and others make of it.
 */
public final class OpenAiVideosAdapter extends Adapter {
  /** The ids of new-api's tasks; OpenAI's begin with {@code video_}. */
  private static final Pattern NEW_API_ID = Pattern.compile("task_[A-Za-z0-9]+");

  private static final Pattern NEW_API_CODE = Pattern.compile("\"code\"\\s*:\\s*\"success\"");

  private static final FieldMapping<VideoObject> VIDEO =
      new FieldMapping<VideoObject>()
          .url("url", VideoObject::url)
          .url("video_url", VideoObject::videoUrl)
          .detail(Kind.DURATION, "duration", VideoObject::duration);

  private static final FieldMapping<Metadata> METADATA =
      new FieldMapping<Metadata>()
          .url("metadata.url", Metadata::url)
          .detail(Kind.WIDTH, "width", Metadata::width)
          .detail(Kind.HEIGHT, "height", Metadata::height)
          .detail(Kind.DURATION, "duration", Metadata::duration)
          .detail(Kind.FPS, "fps", Metadata::fps)
          .detail(Kind.SEED, "seed", Metadata::seed);

  private static final FieldMapping<FileObject> FILE =
      new FieldMapping<FileObject>()
          .url("file.download_url", FileObject::downloadUrl, FileObject::backupDownloadUrl)
          .detail(Kind.FILE_ID, "file_id", FileObject::fileId)
          .detail(Kind.FILE_NAME, "filename", FileObject::filename)
          .detail(Kind.BYTES, "bytes", FileObject::bytes);

  private static final FieldMapping<Content> CONTENT =
      new FieldMapping<Content>()
          .url("content.video_url", Content::videoUrl)
          .url("content.url", Content::url)
          .url("content.result_url", Content::resultUrl);

  private static final FieldMapping<TaskObject> TASK =
      new FieldMapping<TaskObject>()
          .ids(TaskObject::taskId, TaskObject::id)
          .model(TaskObject::model)
          .updated(TaskObject::updatedAt)
          .status(TaskObject::status)
          .status(TaskObject::state)
          .status(TaskObject::taskStatus)
          .progress(TaskObject::progress)
          .error(TaskObject::error)
          .baseResp(TaskObject::baseResp, BaseResp::statusCode, BaseResp::statusMsg)
          .reason("detail", TaskObject::detail)
          .code(TaskObject::code, List.of(TaskObject::message))
          .failReason("fail_reason", TaskObject::failReason)
          .submitted("created_at", TaskObject::createdAt)
          .submitted("submit_time", TaskObject::submitTime)
          .started("start_time", TaskObject::startTime)
          .finished("completed_at", TaskObject::completedAt)
          .finished("finish_time", TaskObject::finishTime)
          .finished("finished_at", TaskObject::finishedAt)
          .expires("expires_at", TaskObject::expiresAt)
          .nested(TaskObject::metadata, METADATA)
          .url("url", TaskObject::url)
          .url("video_url", TaskObject::videoUrl)
          .url("result_url", TaskObject::resultUrl)
          .detail(Kind.FILE_ID, "file_id", TaskObject::fileId)
          .nested(TaskObject::file, FILE)
          .nested(TaskObject::content, CONTENT)
          .url("output", TaskObject::output)
          .url("creations", TaskObject::creations)
          .url("video", TaskObject::video)
          .url("videos", TaskObject::videos)
          .urlWithKey("unsigned_urls", TaskObject::unsignedUrls)
          .urlList("data", TaskObject::data)
          .detail(Kind.DURATION, "seconds", TaskObject::seconds)
          .detail(Kind.DURATION, "duration", TaskObject::duration)
          .detail(Kind.SIZE, "size", TaskObject::size)
          .detail(Kind.FORMAT, "format", TaskObject::format)
          .detail(Kind.WIDTH, "width", TaskObject::width)
          .detail(Kind.HEIGHT, "height", TaskObject::height)
          .detail(Kind.FPS, "fps", TaskObject::fps)
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

  private static final VideoCreate NO_REQUEST = new VideoCreate(null, null, null, null, null);

  public OpenAiVideosAdapter() {
    this(new Moshi.Builder().add(new OpenaiVideosJson()).build());
  }

  private OpenAiVideosAdapter(Moshi moshi) {
    super(
        moshi,
        new RecordReader.Set(
            new RecordReader<>(moshi, TaskObject.class, TASK),
            new RecordReader<>(moshi, ErrorAnswer.class, ERROR_ANSWER),
            new RecordReader<>(moshi, ErrorObject.class, ERROR),
            new RecordReader<>(moshi, VideoObject.class, VIDEO)));
  }

  @Override
  public List<String> statuses() {
    return List.of(
        "queued",
        "in_progress",
        "completed",
        "failed",
        "unknown",
        "pending",
        "cancelled",
        "expired",
        "done",
        "SUCCESS",
        "FAILURE");
  }

  @Override
  public Map<String, String> paths() {
    return new OperationPaths<>(VideosApi.class)
        .add("query", api -> api.retrieveVideo(""))
        .add("submit", api -> api.createVideo(NO_REQUEST))
        .add("content", api -> api.downloadVideoContent("", null))
        .add("delete", api -> api.deleteVideo(""))
        .add("list", api -> api.listVideos(null, null, null))
        .paths();
  }

  @Override
  public Set<RequestField> knownFields() {
    return Set.of(
        RequestField.PROMPT,
        RequestField.MODEL,
        RequestField.IMAGE,
        RequestField.DURATION,
        RequestField.SIZE);
  }

  @Override
  public Set<RequestField> requiredFields() {
    return Set.of(RequestField.PROMPT);
  }

  @Override
  public Set<IgnoredField> ignoredFields() {
    return EnumSet.allOf(IgnoredField.class);
  }

  @Override
  public Request submit(Retrofit retrofit, VideoRequest r) {
    Long seconds = RequestField.wholeSeconds(r);
    ImageSource image = r.images().isEmpty() ? null : r.images().get(0);
    String address = image == null ? null : image.url();
    VideoCreate body =
        new VideoCreate(
            r.prompt(),
            r.model(),
            seconds == null ? null : seconds.toString(),
            r.size() == null ? null : r.size().toString(),
            address == null ? null : new InputReference(address, null));
    return retrofit.create(VideosApi.class).createVideo(body).request();
  }

  /** A multipart form where there is a file, which JSON can't hold. */
  @Override
  public RequestBody body(JsonObject json, VideoRequest request) {
    ImageSource image = request.images().isEmpty() ? null : request.images().get(0);
    if (image == null || image.url() != null) {
      return super.body(json, request);
    }
    MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
    json.fields()
        .forEach(
            (name, value) -> {
              Scalar scalar = Scalar.ofJson(value);
              form.addFormDataPart(name, scalar == null ? value : scalar.text());
            });
    String extension = image.mediaType().substring("image/".length());
    form.addFormDataPart(
        "input_reference",
        "image." + extension,
        RequestBody.create(image.bytes(), MediaType.get(image.mediaType())));
    return form.build();
  }

  @Override
  public Request query(Retrofit retrofit, String id) {
    return retrofit.create(VideosApi.class).retrieveVideo(id).request();
  }

  @Override
  public HttpUrl content(Retrofit retrofit, String id, @Nullable String variant) {
    return retrofit.create(VideosApi.class).downloadVideoContent(id, variant).request().url();
  }

  @Override
  public Request delete(Retrofit retrofit, String id) {
    return retrofit.create(VideosApi.class).deleteVideo(id).request();
  }

  @Override
  public Request list(Retrofit retrofit, int limit, @Nullable String after) {
    return retrofit.create(VideosApi.class).listVideos(after, (long) limit, "desc").request();
  }

  /**
   * new-api derives this path's status from the vendor's last answer, and may never report a final
   * one.
   */
  @Override
  @Nullable
  public String advice(VideoTask lastSeen) {
    String body = lastSeen.seen().body();
    boolean isNewApis =
        NEW_API_ID.matcher(lastSeen.ref().id()).matches()
            || body.contains("\"task_id\"")
            || NEW_API_CODE.matcher(body).find();
    return isNewApis
        ? "or with the dialect "
            + NewApiAdapter.NAME
            + ": the answers are that server's, and its other path reports final statuses that this one does not"
        : null;
  }

  @Override
  public boolean isUsual(AnswerEnvelope envelope) {
    return envelope.position() == AnswerEnvelope.RowPosition.TOP
        && envelope.top().baseResp() == null;
  }

  @Override
  public boolean servesContent() {
    return true;
  }
}
