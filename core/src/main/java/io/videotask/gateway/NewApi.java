package io.videotask.gateway;

import static java.util.Arrays.asList;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.gateway.Level.Detail;
import io.videotask.gateway.Level.Detail.Kind;
import io.videotask.gateway.Level.Found;
import io.videotask.gateway.Level.Place;
import io.videotask.gateway.Level.Reason;
import io.videotask.generated.newapi.BaseResp;
import io.videotask.generated.newapi.Content;
import io.videotask.generated.newapi.ErrorAnswer;
import io.videotask.generated.newapi.ErrorObject;
import io.videotask.generated.newapi.FileObject;
import io.videotask.generated.newapi.Metadata;
import io.videotask.generated.newapi.NewApiJson;
import io.videotask.generated.newapi.RawJson;
import io.videotask.generated.newapi.TaskObject;
import io.videotask.generated.newapi.TaskResult;
import io.videotask.generated.newapi.VideoGenerationsApi;
import io.videotask.generated.newapi.VideoObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/**
 * <a href="https://github.com/QuantumNous/new-api">new-api</a> and its forks, with any vendor
 * behind them.
 */
final class NewApi extends Adapter {
  /** From its source, and as recorded; its forks kept it. */
  static final Duration REFRESH = Duration.ofSeconds(15);

  private final JsonAdapter<TaskObject> tasks;
  private final JsonAdapter<ErrorAnswer> errorAnswers;
  private final JsonAdapter<ErrorObject> errorObjects;
  private final JsonAdapter<VideoObject> videoObjects;

  NewApi() {
    Moshi moshi = new Moshi.Builder().add(new NewApiJson()).build();
    tasks = moshi.adapter(TaskObject.class);
    errorAnswers = moshi.adapter(ErrorAnswer.class);
    errorObjects = moshi.adapter(ErrorObject.class);
    videoObjects = moshi.adapter(VideoObject.class);
  }

  @Override
  Class<?> api() {
    return VideoGenerationsApi.class;
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
        "queued",
        "processing",
        "in_progress",
        "succeeded",
        "completed",
        "failed",
        "unknown");
  }

  @Override
  boolean failReasonIsFileId() {
    return false;
  }

  @Override
  Duration refresh() {
    return REFRESH;
  }

  @Override
  Request query(Retrofit retrofit, String id) {
    return retrofit.create(VideoGenerationsApi.class).getVideoGeneration(id).request();
  }

  @Override
  JsonReader reporting(JsonReader reader, Drift drift) {
    return NewApiJson.reporting(reader, drift::report);
  }

  @Override
  Level level(String json, Position at) throws IOException {
    return level(decode(tasks, json, at), at);
  }

  private Level level(TaskObject o, Position at) {
    String data = raw(o.data());
    TaskObject task = o.task();
    BaseResp baseResp = o.baseResp();
    Long code = baseResp == null ? null : baseResp.statusCode();
    return new Level(
        new Level.Ids(
            at.scalar("task_id", raw(o.taskId())), at.scalar("id", raw(o.id())), o.model() != null),
        firstText(o.status(), o.state(), o.taskStatus()),
        at.scalar("progress", raw(o.progress())),
        at.scalar("code", raw(o.code())),
        reasons(o, at),
        baseResp == null || code == null ? null : new Level.BaseResp(code, baseResp.statusMsg()),
        o.failReason(),
        new Level.Times(
            asList(
                at.scalar("submit_time", raw(o.submitTime())),
                at.scalar("created_at", raw(o.createdAt()))),
            asList(at.scalar("start_time", raw(o.startTime()))),
            asList(
                at.scalar("finish_time", raw(o.finishTime())),
                at.scalar("completed_at", raw(o.completedAt())),
                at.scalar("finished_at", raw(o.finishedAt()))),
            asList(
                at.scalar("expires_at", raw(o.expiresAt())),
                at.scalar("url_expires_at", raw(o.urlExpiresAt())))),
        places(o),
        details(o, at),
        new Level.Inner(
            nested(data, at.below("data")),
            task == null
                ? nested(raw(o.output()), at.below("output"))
                : level(task, at.below("task")),
            rows(data, at.below("data"))));
  }

  private List<Reason> reasons(TaskObject o, Position at) {
    List<Reason> reasons = new ArrayList<>();
    addError(raw(o.error()), reasons);
    add(reasons, "task_status_msg", null, o.taskStatusMsg());
    BaseResp baseResp = o.baseResp();
    if (baseResp != null) {
      add(reasons, "base_resp", Scalar.ofNumber(baseResp.statusCode()), baseResp.statusMsg());
    }
    // Vidu's code is a sentence of its own, and the only one there is.
    add(reasons, "err_code", Scalar.ofText(o.errCode()), o.errCode());
    add(reasons, "detail", null, text(raw(o.detail())));
    add(reasons, "message", at.scalar("code", raw(o.code())), firstText(o.message(), o.msg()));
    return reasons;
  }

  private List<Place> places(TaskObject o) {
    List<Place> places = new ArrayList<>();
    places.add(place("result_url", o.resultUrl()));
    places.add(listPlace("url", raw(o.url())));
    places.add(listPlace("video_url", raw(o.videoUrl())));
    Metadata metadata = o.metadata();
    if (metadata != null) {
      places.add(place("metadata.url", metadata.url()));
    }
    FileObject file = o.file();
    if (file != null) {
      Found found = new Found(file.downloadUrl(), file.backupDownloadUrl(), null);
      places.add(new Place("file.download_url", List.of(found)));
    }
    TaskResult result = o.taskResult();
    if (result != null && result.videos() != null) {
      places.add(new Place("task_result.videos", founds(result.videos())));
    }
    Content content = o.content();
    if (content != null) {
      places.add(place("content.video_url", content.videoUrl()));
      places.add(place("content.url", content.url()));
      places.add(place("content.result_url", content.resultUrl()));
    }
    places.add(listPlace("output", raw(o.output())));
    if (o.creations() != null) {
      places.add(new Place("creations", founds(o.creations())));
    }
    places.add(listPlace("video", raw(o.video())));
    places.add(listPlace("videos", array(o.videos())));
    places.add(listPlace("data", arrayOnly(raw(o.data()))));
    return places;
  }

  private static List<Detail> details(TaskObject o, Position at) {
    List<Detail> details = new ArrayList<>();
    details.add(new Detail(Kind.FILE_ID, at.scalar("file_id", raw(o.fileId()))));
    FileObject file = o.file();
    if (file != null) {
      details.add(new Detail(Kind.FILE_ID, scalar(file.fileId())));
      details.add(new Detail(Kind.FILE_NAME, Scalar.ofText(file.filename())));
      details.add(new Detail(Kind.BYTES, Scalar.ofNumber(file.bytes())));
    }
    details.add(new Detail(Kind.FORMAT, Scalar.ofText(o.format())));
    Metadata metadata = o.metadata();
    if (metadata != null) {
      details.add(new Detail(Kind.WIDTH, Scalar.ofNumber(metadata.width())));
      details.add(new Detail(Kind.HEIGHT, Scalar.ofNumber(metadata.height())));
      details.add(new Detail(Kind.DURATION, Scalar.ofNumber(metadata.duration())));
      details.add(new Detail(Kind.FPS, Scalar.ofNumber(metadata.fps())));
      details.add(new Detail(Kind.SEED, Scalar.ofNumber(metadata.seed())));
    }
    details.add(new Detail(Kind.WIDTH, Scalar.ofNumber(o.width())));
    details.add(new Detail(Kind.HEIGHT, Scalar.ofNumber(o.height())));
    details.add(new Detail(Kind.WIDTH, Scalar.ofNumber(o.videoWidth())));
    details.add(new Detail(Kind.HEIGHT, Scalar.ofNumber(o.videoHeight())));
    details.add(new Detail(Kind.DURATION, at.scalar("duration", raw(o.duration()))));
    details.add(new Detail(Kind.DURATION, at.scalar("seconds", raw(o.seconds()))));
    details.add(new Detail(Kind.SIZE, Scalar.ofText(o.size())));
    details.add(new Detail(Kind.FPS, Scalar.ofNumber(o.fps())));
    details.add(new Detail(Kind.FPS, Scalar.ofNumber(o.framespersecond())));
    details.add(new Detail(Kind.SEED, Scalar.ofNumber(o.seed())));
    return details;
  }

  @Override
  @Nullable Found found(String json) {
    Scalar text = Scalar.ofJson(json);
    if (text != null) {
      return new Found(text.text(), null, null);
    }
    VideoObject video = optional(videoObjects, json);
    return video == null ? null : found(video);
  }

  @Override
  @Nullable Reason error(String json) throws IOException {
    ErrorAnswer answer = decode(errorAnswers, json, Position.top(Drift.IGNORED));
    List<Reason> reasons = new ArrayList<>();
    addError(raw(answer.error()), reasons);
    BaseResp baseResp = answer.baseResp();
    if (baseResp != null) {
      add(reasons, "base_resp", Scalar.ofNumber(baseResp.statusCode()), baseResp.statusMsg());
    }
    add(reasons, "message", scalar(answer.code()), firstText(answer.message(), answer.msg()));
    add(reasons, "detail", null, text(raw(answer.detail())));
    return reasons.isEmpty() ? null : reasons.get(0);
  }

  private void addError(@Nullable String json, List<Reason> reasons) {
    String text = text(json);
    ErrorObject error = text == null ? optional(errorObjects, json) : null;
    if (error == null) {
      add(reasons, "error", null, text);
    } else {
      add(reasons, "error", scalar(error.code()), firstText(error.message(), error.msg()));
    }
  }

  private static @Nullable Scalar scalar(@Nullable RawJson json) {
    return Scalar.ofJson(raw(json));
  }

  private static @Nullable String raw(@Nullable RawJson json) {
    return json == null ? null : json.text();
  }

  private static Found found(VideoObject video) {
    return new Found(video.url(), null, scalar(video.duration()));
  }

  private static List<Found> founds(List<VideoObject> videos) {
    return videos.stream().map(NewApi::found).toList();
  }

  private static @Nullable String array(@Nullable List<RawJson> elements) {
    return elements == null
        ? null
        : elements.stream().map(RawJson::text).collect(Collectors.joining(",", "[", "]"));
  }
}
