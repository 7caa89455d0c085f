package io.videotask.internal.client;

import com.squareup.moshi.JsonDataException;
import io.videotask.generated.gateway.LostSubmitFields;
import io.videotask.internal.resolve.ListedTask;
import io.videotask.internal.text.JsonObject;
import io.videotask.internal.text.Scalar;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from a task's JSON what shows which submit created it. */
final class OriginFields {
  private final LostSubmitFields fields;

  OriginFields(LostSubmitFields fields) {
    this.fields = fields;
  }

  /**
   * @param offset by how much the gateway's clock is ahead of this client's
   */
  ListedTask of(TaskRef ref, String json, @Nullable Instant createdAt, ClockOffset offset) {
    JsonObject task;
    try {
      task = JsonObject.of(json);
    } catch (IOException | JsonDataException e) {
      task = new JsonObject();
    }
    return new ListedTask(
        ref,
        first(task, fields.clientId()),
        LostSubmit.promptHash(first(task, fields.prompt())),
        first(task, fields.model()),
        createdAt == null ? null : createdAt.minus(offset.ahead()));
  }

  private static @Nullable String first(JsonObject task, List<String> paths) {
    for (String path : paths) {
      Scalar value = Scalar.ofJson(at(task, path));
      if (value != null) {
        return value.text();
      }
    }
    return null;
  }

  /** An inner object that can't be read has nothing to show. */
  private static @Nullable String at(JsonObject task, String path) {
    try {
      return task.at(path);
    } catch (IOException | JsonDataException e) {
      return null;
    }
  }
}
