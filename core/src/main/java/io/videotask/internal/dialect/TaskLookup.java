package io.videotask.internal.dialect;

import io.videotask.generated.gateway.GatewayAdapter;
import io.videotask.generated.gateway.LostSubmitFields;
import io.videotask.generated.gateway.TaskGroup;
import java.util.List;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import retrofit2.Retrofit;

/** How a gateway's tasks are found without their ids. */
public final class TaskLookup {
  private final GatewayAdapter gateway;
  private final boolean hasLists;

  /**
   * @param hasLists whether the server answers with lists of tasks
   */
  TaskLookup(GatewayAdapter gateway, boolean hasLists) {
    this.gateway = gateway;
    this.hasLists = hasLists;
  }

  /** Returns what tells whose a task is; null where the gateway has no way to find one. */
  public @Nullable LostSubmitFields fields() {
    return gateway.lostSubmits();
  }

  /**
   * Returns the request that asks for a task by the client's own id; null where the gateway is not
   * asked so.
   *
   * @param referenceId the id of the task's reference, with the client's id in it
   */
  public @Nullable Request find(Retrofit retrofit, String referenceId) {
    return gateway.find(retrofit, referenceId);
  }

  /** Returns how one request asks for tasks like this one; null where each is asked for alone. */
  public @Nullable TaskGroup group(String referenceId) {
    return hasLists ? gateway.group(referenceId) : null;
  }

  /** Returns the request that asks for many tasks; null where each is asked for alone. */
  public @Nullable Request queryMany(Retrofit retrofit, List<String> ids, String referenceId) {
    return hasLists ? gateway.queryMany(retrofit, ids, referenceId) : null;
  }

  /** Returns the field of an answer that holds the tasks themselves; null where none does. */
  public @Nullable String nestedField() {
    return gateway.nestedField();
  }
}
