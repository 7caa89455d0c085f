package io.videotask.testkit;

import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the gateway, or the host where its videos lie, has got. It never holds a key.
 *
 * @param at by the gateway's clock
 * @param operation what it is for
 * @param task which task it is about, under the dialect's name; null where it is about none that
 *     exists
 * @param method such as {@code GET}
 * @param path with its query
 * @param headers by name, without case; all but the key's
 * @param body as UTF-8 text; empty where there was none
 * @param withKey whether it carried the gateway's key
 */
public record RecordedRequest(
    Instant at,
    Operation operation,
    @Nullable TaskRef task,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    boolean withKey) {

  /** What a request is for. */
  public enum Operation {
    /** Makes a task. */
    SUBMIT,
    /** Asks for a task. */
    QUERY,
    /** Asks where the file of a finished task lies, as {@link AnswerFormat#MINIMAX_V1} has it. */
    FILE,
    /** Fetches a video or what is made of it, from the gateway or from the host beside it. */
    DOWNLOAD,
    /** Asks for a page of tasks, as {@link AnswerFormat#OPENAI_VIDEOS} has it. */
    LIST,
    /** Has a task deleted, as {@link AnswerFormat#OPENAI_VIDEOS} has it. */
    DELETE,
    /** Anything else. */
    OTHER
  }
}
