package io.videotask.internal.dialect;

import com.squareup.moshi.Moshi;
import io.videotask.generated.minimax.BaseResp;
import io.videotask.generated.minimax.Content;
import io.videotask.generated.minimax.ContentItem;
import io.videotask.generated.minimax.ErrorAnswer;
import io.videotask.generated.minimax.ErrorObject;
import io.videotask.generated.minimax.FileObject;
import io.videotask.generated.minimax.GenerationRequest;
import io.videotask.generated.minimax.GenerationRequestV2;
import io.videotask.generated.minimax.MediaAddress;
import io.videotask.generated.minimax.MinimaxJson;
import io.videotask.generated.minimax.TaskObject;
import io.videotask.generated.minimax.VideoGenerationApi;
import io.videotask.generated.minimax.VideoObject;
import io.videotask.internal.dialect.AnswerNode.Detail.Kind;
import io.videotask.task.VideoRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * <a href="https://platform.minimax.io/docs">MiniMax</a>'s own API, versions 1 and 2. A task
 * belongs to the version that created it, so the id of a version 2 task has the prefix {@code v2:}
 * in its reference.
 */
public final class MinimaxAdapter extends Adapter {
  private static final String V2 = "v2:";

  /** The models of version 1; new models are in version 2 only. */
  private static final Pattern V1_MODELS =
      Pattern.compile("(?i)(T2V|I2V|S2V)-.*|MiniMax-Hailuo-(02|2\\.).*");

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

  private static final FieldMapping<Content> CONTENT =
      new FieldMapping<Content>()
          .url("content.url", Content::url)
          .url("content.video_url", Content::videoUrl);

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
          .code(TaskObject::code, List.of(TaskObject::message))
          .failReason("fail_reason", TaskObject::failReason)
          .submitted("created_at", TaskObject::createdAt)
          .url("result_url", TaskObject::resultUrl)
          .url("url", TaskObject::url)
          .url("video_url", TaskObject::videoUrl)
          .detail(Kind.FILE_ID, "file_id", TaskObject::fileId)
          .nested(TaskObject::file, FILE)
          .nested(TaskObject::content, CONTENT)
          .url("output", TaskObject::output)
          .url("video", TaskObject::video)
          .url("videos", TaskObject::videos)
          .urlList("data", TaskObject::data)
          .detail(Kind.WIDTH, "video_width", TaskObject::videoWidth)
          .detail(Kind.HEIGHT, "video_height", TaskObject::videoHeight)
          .detail(Kind.DURATION, "duration", TaskObject::duration)
          .data(TaskObject::data)
          .wrapper("task", TaskObject::task)
          .wrapper("output", TaskObject::output);

  private static final FieldMapping<ErrorObject> ERROR =
      new FieldMapping<ErrorObject>().code(ErrorObject::code, List.of(ErrorObject::message));

  private static final FieldMapping<ErrorAnswer> ERROR_ANSWER =
      new FieldMapping<ErrorAnswer>()
          .error(ErrorAnswer::error)
          .baseResp(ErrorAnswer::baseResp, BaseResp::statusCode, BaseResp::statusMsg)
          .code(ErrorAnswer::code, List.of(ErrorAnswer::message));

  private static final GenerationRequest NO_REQUEST =
      new GenerationRequest(null, null, null, null, null, null, null, null, null, null, null);
  private static final GenerationRequestV2 NO_REQUEST_V2 =
      new GenerationRequestV2(null, null, null, null, null, null, null);

  public MinimaxAdapter() {
    this(new Moshi.Builder().add(new MinimaxJson()).build());
  }

  private MinimaxAdapter(Moshi moshi) {
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
  public Map<String, String> paths() {
    return new OperationPaths<>(VideoGenerationApi.class)
        .add("query", api -> api.queryVideoGeneration(""))
        .add("submit", api -> api.createVideoGeneration(NO_REQUEST))
        .add("file", api -> api.retrieveFile(""))
        .add("queryV2", api -> api.queryVideoGenerationV2(""))
        .add("submitV2", api -> api.createVideoGenerationV2(NO_REQUEST_V2))
        .paths();
  }

  @Override
  public Set<RequestField> knownFields() {
    return RequestField.OF_MINIMAX;
  }

  @Override
  public Request submit(Retrofit retrofit, VideoRequest r) {
    VideoGenerationApi api = retrofit.create(VideoGenerationApi.class);
    Long seconds = RequestField.wholeSeconds(r);
    String first = RequestField.firstImage(r);
    String last = RequestField.lastImage(r);
    if (isV2(r)) {
      List<ContentItem> content = new ArrayList<>();
      if (r.prompt() != null) {
        content.add(new ContentItem("text", r.prompt(), null, null));
      }
      addImage("first_frame", first, content);
      addImage("last_frame", last, content);
      GenerationRequestV2 body =
          new GenerationRequestV2(
              r.model(),
              content.isEmpty() ? null : content,
              seconds,
              r.resolution(),
              null,
              null,
              null);
      return api.createVideoGenerationV2(body).request();
    }
    GenerationRequest body =
        new GenerationRequest(
            r.model(),
            r.prompt(),
            seconds,
            r.resolution(),
            first,
            last,
            null,
            null,
            null,
            null,
            null);
    return api.createVideoGeneration(body).request();
  }

  @Override
  public Request query(Retrofit retrofit, String id) {
    VideoGenerationApi api = retrofit.create(VideoGenerationApi.class);
    return id.startsWith(V2)
        ? api.queryVideoGenerationV2(wireId(id)).request()
        : api.queryVideoGeneration(id).request();
  }

  @Override
  @Nullable
  public Request file(Retrofit retrofit, String referenceId, String fileId) {
    return referenceId.startsWith(V2)
        ? null
        : retrofit.create(VideoGenerationApi.class).retrieveFile(fileId).request();
  }

  @Override
  public String referenceId(VideoRequest request, String wireId) {
    return isV2(request) ? V2 + wireId : wireId;
  }

  @Override
  public String referenceId(AnswerEnvelope answer, String wireId) {
    return answer.position() == AnswerEnvelope.RowPosition.WRAPPER ? V2 + wireId : wireId;
  }

  @Override
  public boolean isUsual(AnswerEnvelope envelope) {
    return envelope.position() == AnswerEnvelope.RowPosition.WRAPPER
        || envelope.top().baseResp() != null;
  }

  @Override
  public String wireId(String referenceId) {
    return referenceId.startsWith(V2) ? referenceId.substring(V2.length()) : referenceId;
  }

  private static boolean isV2(VideoRequest request) {
    Object model = request.model() == null ? request.parameters().get("model") : request.model();
    return !(model instanceof String name && V1_MODELS.matcher(name).matches());
  }

  private static void addImage(String role, @Nullable String image, List<ContentItem> content) {
    if (image != null) {
      content.add(new ContentItem("image_url", null, new MediaAddress(image), role));
    }
  }
}
