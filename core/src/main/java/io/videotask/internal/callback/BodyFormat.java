package io.videotask.internal.callback;

import io.videotask.internal.dialect.StatusMapping;
import io.videotask.internal.text.Scalar;
import io.videotask.task.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of a vendor's callback has the task's id and its status. Both are only hints: what
 * becomes of a task is what a query says.
 */
public enum BodyFormat {
  /** An event with its object in {@code data}; without one, a task itself. */
  EVENT("data", "id", "status,type"),
  /** The task at the top. */
  TASK("", "id", "status"),
  /** Kling, both generations, with or without an envelope. */
  KLING(" data", "task_id,id", "task_status,status"),
  FAL("", "request_id", "status"),
  VIDU("", "id", "state,status"),
  /** kie.ai: four bodies, one for each kind of model. */
  KIE("data ", "task_id,taskId", "state,code"),
  /** MiniMax, also with the wrapper of its second version. */
  MINIMAX(" task", "task_id,id", "status"),
  /** A vendor behind a gateway: any of these; an envelope's own id is not the task's. */
  ANY("data task ", "task_id,taskId,request_id,id", "task_status,state,status,code,type");

  private static final int MAX_ID_LENGTH = 1024;

  private final String places;
  private final String ids;
  private final String statuses;

  /**
   * @param places the objects that may hold the task, divided by spaces; empty for the top
   * @param ids the names that the id may have
   * @param statuses the names that the status may have; where the task's object has none, they are
   *     looked for at the top
   */
  BodyFormat(String places, String ids, String statuses) {
    this.places = places;
    this.ids = ids;
    this.statuses = statuses;
  }

  /**
   * What a body says.
   *
   * @param taskId null where it names none
   * @param status in the vendor's own words; null where it has none
   */
  public record Hint(@Nullable String taskId, @Nullable String status) {
    /**
     * Returns whether the task may have finished: false only for words that are known to mean that
     * it has not.
     */
    public boolean mayHaveEnded() {
      TaskState state = status == null ? null : StatusMapping.stateOf(status);
      return state != TaskState.QUEUED && state != TaskState.IN_PROGRESS;
    }
  }

  /**
   * Reads the body of a call.
   *
   * @param signed what its signature vouches for
   * @throws RefusedCallException when it is not a JSON object
   */
  public Hint read(IncomingCall call, SignatureScheme.Signed signed) {
    Hint hint = read(call.json());
    return signed.taskId() == null ? hint : new Hint(signed.taskId(), hint.status());
  }

  private Hint read(Map<?, ?> body) {
    for (Map<?, ?> task : candidates(body)) {
      String id = text(task, ids);
      if (id != null) {
        String status = text(task, statuses);
        return new Hint(id, status == null ? text(body, statuses) : status);
      }
    }
    return new Hint(null, null);
  }

  private List<Map<?, ?>> candidates(Map<?, ?> body) {
    List<Map<?, ?>> found = new ArrayList<>();
    for (String place : places.split(" ", -1)) {
      Object value = place.isEmpty() ? body : body.get(place);
      // Kling's newer queries answer with a list of one.
      Object task = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
      if (task instanceof Map<?, ?> object) {
        found.add(object);
      }
    }
    if (this == EVENT && found.isEmpty() && body.containsKey("status")) {
      found.add(body);
    }
    return found;
  }

  private static @Nullable String text(Map<?, ?> object, String names) {
    for (String name : names.split(",", -1)) {
      if (object.get(name) instanceof Scalar scalar && scalar.text().length() <= MAX_ID_LENGTH) {
        return scalar.text();
      }
    }
    return null;
  }
}
