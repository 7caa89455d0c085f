package io.videotask.gateway;

import com.squareup.moshi.JsonReader;
import io.videotask.poll.Signs;
import io.videotask.task.TaskState;
import io.videotask.task.VideoTask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells about when to ask again: what kind of task it is, when the gateway last had
 * news of it, what its clock shows. Nothing of it says what a task is, so what can't be read is
 * simply not there.
 */
final class PollHints {
  private static final Duration OLDEST = Duration.ofDays(7);
  private static final int LONGEST_KIND = 100;

  /** The first four tell something; the others are only common: to skip a known name costs less. */
  private static final JsonReader.Options NAMES =
      JsonReader.Options.of(
          "properties",
          "model",
          "action",
          "updated_at",
          "id",
          "task_id",
          "status",
          "data",
          "created_at",
          "platform",
          "fail_reason",
          "submit_time",
          "start_time",
          "finish_time",
          "progress",
          "result_url",
          "user_id",
          "group",
          "channel_id",
          "quota");

  private static final JsonReader.Options ORIGIN = JsonReader.Options.of("origin_model_name");

  private @Nullable String model;
  private @Nullable String action;
  private @Nullable Instant updated;

  /**
   * The signs of an answer.
   *
   * @param now by our clock
   * @param gatewayTime what the gateway's clock showed; null where it did not say
   */
  Signs signs(VideoTask task, Instant now, @Nullable Instant gatewayTime) {
    Instant gatewayNow = gatewayTime == null ? now : gatewayTime;
    List<Instant> news = new ArrayList<>();
    addNews(news, task.seen().startedAt(), gatewayNow);
    addNews(news, task.seen().finishedAt(), gatewayNow);
    addNews(news, updated, gatewayNow);
    return new Signs(
        RepeatedWords.one(model == null ? action : model),
        task.state() == TaskState.QUEUED,
        task.progress(),
        since(task.seen().submittedAt(), gatewayNow),
        task.state() == TaskState.QUEUED ? null : since(task.seen().startedAt(), gatewayNow),
        news,
        gatewayTime);
  }

  private static void addNews(List<Instant> news, @Nullable Instant moment, Instant gatewayNow) {
    if (since(moment, gatewayNow) != null && !news.contains(moment)) {
      news.add(moment);
    }
  }

  /** How long ago a moment was, unless that makes no sense. */
  private static @Nullable Duration since(@Nullable Instant moment, Instant now) {
    Duration since = moment == null ? Duration.ZERO : Duration.between(moment, now);
    return since.isNegative() || since.isZero() || since.compareTo(OLDEST) > 0 ? null : since;
  }

  /** Reads the object in which an envelope has its task; skips anything else. */
  void readRow(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      reader.skipValue();
      return;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.selectName(NAMES)) {
        case 0 -> readProperties(reader);
        case 1 -> readModel(reader);
        case 2 -> readAction(reader);
        case 3 -> readUpdated(reader);
        case -1 -> {
          reader.skipName();
          reader.skipValue();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
  }

  void readModel(JsonReader reader) throws IOException {
    model = text(reader, model);
  }

  void readAction(JsonReader reader) throws IOException {
    action = text(reader, action);
  }

  void readUpdated(JsonReader reader) throws IOException {
    updated = moment(reader);
  }

  void readProperties(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.BEGIN_OBJECT) {
      reader.skipValue();
      return;
    }
    reader.beginObject();
    while (reader.hasNext()) {
      if (reader.selectName(ORIGIN) == 0) {
        model = text(reader, model);
      } else {
        reader.skipName();
        reader.skipValue();
      }
    }
    reader.endObject();
  }

  private static @Nullable String text(JsonReader reader, @Nullable String known)
      throws IOException {
    if (reader.peek() != JsonReader.Token.STRING) {
      reader.skipValue();
      return known;
    }
    String text = reader.nextString();
    return text.isBlank() || text.length() > LONGEST_KIND ? known : text;
  }

  private static @Nullable Instant moment(JsonReader reader) throws IOException {
    if (reader.peek() != JsonReader.Token.NUMBER) {
      reader.skipValue();
      return null;
    }
    return Moment.of(new Scalar(reader.nextString(), true));
  }
}
