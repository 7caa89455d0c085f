package io.videotask.generated.gateway;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the task of a submit without an answer is found.
 *
 * @param clientId the paths at which a task has the client's own id; empty where it has none
 * @param prompt the paths at which a listed task has its prompt; empty where it has none
 * @param model the paths at which a listed task has its model; empty where it has none
 * @param lag how long after a submit its task may still be missing; null where a missing task
 *     proves nothing, however late
 */
public record LostSubmitFields(
    List<String> clientId, List<String> prompt, List<String> model, @Nullable Duration lag) {
  /** Copies the lists. */
  public LostSubmitFields {
    clientId = List.copyOf(clientId);
    prompt = List.copyOf(prompt);
    model = List.copyOf(model);
  }
}
