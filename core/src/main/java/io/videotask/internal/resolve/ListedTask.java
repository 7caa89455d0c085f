package io.videotask.internal.resolve;

import io.videotask.task.TaskRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says about the origin of a task.
 *
 * @param clientId the id that a client gave to it; null where the answer has none
 * @param promptHash the hash of its prompt; null where the answer has none
 * @param model its model; null where the answer has none
 * @param createdAt when it was created, by this client's clock; null where the answer has no time
 */
public record ListedTask(
    TaskRef ref,
    @Nullable String clientId,
    @Nullable String promptHash,
    @Nullable String model,
    @Nullable Instant createdAt) {}
