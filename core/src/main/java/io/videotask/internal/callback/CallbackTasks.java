package io.videotask.internal.callback;

import io.videotask.task.TaskRef;
import io.videotask.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which task a URL was created for, the clients that wait for tasks, and the callbacks that came
 * before the submit's answer or the wait. All of it is bounded and expires: what is forgotten is
 * found by polling. Thread-safe.
 */
public final class CallbackTasks {
  private static final int MAX_TASKS = 50_000;
  private static final Duration TASK_LIFETIME = Duration.ofDays(2);
  private static final int MAX_GATEWAYS = 256;
  private static final int MAX_EARLY = 10_000;
  private static final Duration EARLY_LIFETIME = Duration.ofMinutes(15);

  private final TimeSource time;
  private final List<CallbackClient> clients = new CopyOnWriteArrayList<>();

  // Guarded by this.
  private final ExpiringMap<Submit, TaskRef> tasks = new ExpiringMap<>(MAX_TASKS, TASK_LIFETIME);
  private final ExpiringMap<TaskRef, Boolean> expected =
      new ExpiringMap<>(MAX_TASKS, TASK_LIFETIME);
  private final Set<String> gatewaysWithOneUrl = new HashSet<>();
  private final ExpiringMap<Submit, Boolean> earlySubmits =
      new ExpiringMap<>(MAX_EARLY, EARLY_LIFETIME);
  private final ExpiringMap<TaskRef, Boolean> earlyTasks =
      new ExpiringMap<>(MAX_EARLY, EARLY_LIFETIME);

  public CallbackTasks(TimeSource time) {
    this.time = time;
  }

  private record Submit(String gateway, String correlationId) {}

  /** Adds a client; {@link #remove} when it is closed. */
  public void add(CallbackClient client) {
    clients.add(client);
  }

  public void remove(CallbackClient client) {
    clients.remove(client);
  }

  /**
   * Records which task a submit has created, and wakes its wait if a callback came before.
   *
   * @param hasUrl whether the submit had a URL for callbacks
   */
  public void created(String correlationId, TaskRef task, boolean hasUrl) {
    Submit submit = new Submit(task.gateway(), correlationId);
    Boolean early;
    synchronized (this) {
      Instant now = time.now();
      tasks.put(submit, task, now);
      if (hasUrl) {
        expected.put(task, true, now);
      }
      early = earlySubmits.remove(submit, now);
      if (early != null) {
        keep(earlyTasks, task, early, now);
      }
    }
    if (early != null && tell(task, early)) {
      takeEarly(task);
    }
  }

  /**
   * Returns the task that a submit has created.
   *
   * @return null where it is not known, or not yet
   */
  public synchronized @Nullable TaskRef task(String gateway, @Nullable String correlationId) {
    return correlationId == null ? null : tasks.get(new Submit(gateway, correlationId), time.now());
  }

  /**
   * Passes a callback on to the wait for its task, or keeps it for the wait that may begin.
   *
   * @param correlationId of the submit; null where the URL is for all tasks
   * @param task null where neither the URL nor the body tells
   * @return false if it was kept
   */
  public boolean wake(
      String gateway,
      @Nullable String correlationId,
      @Nullable TaskRef task,
      boolean mayHaveEnded) {
    if (correlationId == null) {
      rememberOneUrl(gateway);
    }
    if (task != null && tell(task, mayHaveEnded)) {
      return true;
    }
    TaskRef created;
    synchronized (this) {
      Instant now = time.now();
      Submit submit = correlationId == null ? null : new Submit(gateway, correlationId);
      // The submit's answer may have come between the look-up and here.
      TaskRef registered = submit == null ? null : tasks.get(submit, now);
      created = registered == null || registered.equals(task) ? null : registered;
      TaskRef known = created == null ? task : created;
      if (known != null) {
        keep(earlyTasks, known, mayHaveEnded, now);
      }
      if (submit != null && registered == null) {
        keep(earlySubmits, submit, mayHaveEnded, now);
      }
    }
    return created != null && tell(created, mayHaveEnded);
  }

  /** Returns whether a callback that may report an end came before the wait for its task. */
  public synchronized boolean hasEarly(TaskRef task) {
    return Boolean.TRUE.equals(earlyTasks.get(task, time.now()));
  }

  /**
   * Returns whether a callback came before the wait that has begun now, and forgets it.
   *
   * @return what it said; null where none came
   */
  public synchronized @Nullable Boolean takeEarly(TaskRef task) {
    return earlyTasks.remove(task, time.now());
  }

  /** Returns whether a callback is to be expected when this task has finished. */
  public synchronized boolean expects(TaskRef task) {
    return gatewaysWithOneUrl.contains(task.gateway()) || expected.get(task, time.now()) != null;
  }

  /** A gateway that calls its one URL does so for all tasks. */
  private synchronized void rememberOneUrl(String gateway) {
    if (gatewaysWithOneUrl.size() < MAX_GATEWAYS) {
      gatewaysWithOneUrl.add(gateway);
    }
  }

  /** A report of progress does not replace that of an end. */
  private static <K> void keep(
      ExpiringMap<K, Boolean> early, K key, boolean mayHaveEnded, Instant now) {
    early.put(key, mayHaveEnded || Boolean.TRUE.equals(early.get(key, now)), now);
  }

  private boolean tell(TaskRef task, boolean mayHaveEnded) {
    boolean told = false;
    for (CallbackClient client : clients) {
      try {
        told |= client.callback(task, mayHaveEnded);
      } catch (RuntimeException | Error e) {
        // Polling finds the end; neither a submit nor the vendor's call may fail for it.
      }
    }
    return told;
  }
}
