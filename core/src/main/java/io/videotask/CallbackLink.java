package io.videotask;

import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.SubmitOutcome;
import io.videotask.internal.callback.CallbackClient;
import io.videotask.internal.callback.CallbackTasks;
import io.videotask.internal.client.GatewayClient;
import io.videotask.internal.client.Submission;
import io.videotask.internal.engine.Poller;
import io.videotask.task.TaskRef;
import io.videotask.task.VideoRequest;
import io.videotask.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects a client with the receiver of its callbacks: tells the receiver which task a submit has
 * created, and the waits which callbacks have come. Thread-safe.
 */
final class CallbackLink implements CallbackClient {
  private final CallbackReceiver receiver;
  private final CallbackTasks tasks;
  private final Poller poller;
  private final TimeSource time;

  private CallbackLink(CallbackReceiver receiver, Poller poller, TimeSource time) {
    this.receiver = receiver;
    this.tasks = receiver.tasks();
    this.poller = poller;
    this.time = time;
  }

  /** Connects a client; null without a receiver. */
  static @Nullable CallbackLink of(
      @Nullable CallbackReceiver receiver, Poller poller, TimeSource time) {
    if (receiver == null) {
      return null;
    }
    CallbackLink link = new CallbackLink(receiver, poller, time);
    receiver.tasks().add(link);
    return link;
  }

  @Override
  public boolean callback(TaskRef task, boolean mayHaveEnded) {
    return ClockPause.during(time, () -> poller.callback(task, mayHaveEnded));
  }

  /** Returns whether a callback is to be expected when the task has finished. */
  boolean expects(TaskRef task) {
    return tasks.expects(task);
  }

  /** Returns whether a callback for the task came before its wait. */
  boolean hasEarly(TaskRef task) {
    return tasks.hasEarly(task);
  }

  /** Returns whether a callback for the task came before its wait, and forgets it. */
  boolean takeEarly(TaskRef task) {
    return Boolean.TRUE.equals(tasks.takeEarly(task));
  }

  /**
   * Returns the request with the URL for its callbacks, if its gateway takes one. A URL of the
   * caller's own stays.
   *
   * @param name the gateway's name
   */
  VideoRequest withUrl(String name, GatewayClient gateway, VideoRequest request) {
    if (!gateway.takesCallbackUrl(request) || request.callbackUrl() != null) {
      return request;
    }
    String given = request.correlationId();
    String correlationId = given == null ? UUID.randomUUID().toString() : given;
    return request.toBuilder()
        .correlationId(correlationId)
        .callbackUrl(receiver.url(name, correlationId))
        .build();
  }

  /**
   * Returns a submit that tells the receiver of its task before anything else learns of it, and
   * notes that no callback will come for it.
   */
  Supplier<Submission> telling(@Nullable String correlationId, Supplier<Submission> send) {
    return () -> {
      Submission submission = send.get();
      return submission.withOutcome(
          submission
              .outcome()
              .thenApply(
                  outcome ->
                      outcome instanceof SubmitOutcome.Accepted accepted
                          ? created(correlationId, accepted, submission.hasCallbackUrl())
                          : outcome));
    };
  }

  private SubmitOutcome created(
      @Nullable String correlationId, SubmitOutcome.Accepted accepted, boolean hasUrl) {
    TaskRef task = accepted.task();
    if (correlationId != null) {
      tasks.created(correlationId, task, hasUrl);
    }
    if (hasUrl || tasks.expects(task)) {
      return accepted;
    }
    List<String> notes = new ArrayList<>(accepted.notes());
    notes.add(
        "the gateway "
            + task.gateway()
            + " got no callback URL with this submit, so polling alone finds the end of the task");
    return new SubmitOutcome.Accepted(task, notes);
  }

  void close() {
    tasks.remove(this);
  }
}
