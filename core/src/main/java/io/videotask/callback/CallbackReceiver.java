package io.videotask.callback;

import io.videotask.internal.callback.CallLimits;
import io.videotask.internal.callback.CallbackTasks;
import io.videotask.internal.callback.CallbackUrls;
import io.videotask.internal.callback.RefusedCallException;
import io.videotask.task.TaskRef;
import io.videotask.time.SystemTimeSource;
import io.videotask.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the callbacks of vendors and wakes the waits for their tasks. A callback is only a
 * wake-up: the wait then queries the gateway, and what that answers is the truth. Has no server: an
 * endpoint of the application's passes each call on, and sends the reply.
 *
 * <p>Each submit gets a URL of its own, which can't be guessed and tells the task, also where a
 * vendor behind a gateway calls with its own id. A client that was built with this receiver puts it
 * into its submits. Thread-safe; never prints its secrets.
 */
public final class CallbackReceiver {
  /** For a gateway without a verifier. */
  private static final CallbackVerifier ANY_VENDOR = CallbackVerifier.unsigned(CallbackVendor.ANY);

  private final CallbackUrls urls;
  private final Map<String, CallbackVerifier> verifiers;
  private final int maxBodyBytes;
  private final Consumer<? super CallbackEvent> listener;
  private final TimeSource time;
  private final CallbackTasks tasks;
  private final CallLimits limits = new CallLimits();

  private CallbackReceiver(Builder builder, TimeSource time) {
    this.urls = builder.urls;
    this.verifiers = Map.copyOf(builder.verifiers);
    this.maxBodyBytes = builder.maxBodyBytes;
    this.listener = builder.listener;
    this.time = time;
    this.tasks = new CallbackTasks(time);
  }

  /**
   * Returns a builder.
   *
   * @param publicUrl the https URL of the application's endpoint as vendors reach it, such as
   *     {@code https://app.example.com/callbacks}; calls come to paths below it
   * @param secret of the application, at least 16 characters: with it URLs can be forged. The same
   *     for all processes, and after a restart
   * @param earlierSecrets still accepted, while URLs created with them are in use
   * @throws IllegalArgumentException when the URL is not https, or a secret is too short
   */
  public static Builder builder(String publicUrl, String secret, String... earlierSecrets) {
    List<String> secrets = new ArrayList<>(List.of(secret));
    secrets.addAll(List.of(earlierSecrets));
    return new Builder(new CallbackUrls(publicUrl, secrets));
  }

  /** Builds a receiver. Not thread-safe. */
  public static final class Builder {
    private final CallbackUrls urls;
    private final Map<String, CallbackVerifier> verifiers = new HashMap<>();
    private int maxBodyBytes = 64 * 1024;
    private Consumer<? super CallbackEvent> listener = event -> {};
    private @Nullable TimeSource time;

    private Builder(CallbackUrls urls) {
      this.urls = urls;
    }

    /**
     * Sets who calls for the tasks of a gateway. Default: any vendor, without a signature, as
     * behind a gateway that passes the URL on.
     *
     * @param name the configured gateway's name
     */
    public Builder gateway(String name, CallbackVerifier verifier) {
      verifiers.put(name, verifier);
      return this;
    }

    /**
     * Sets the maximum length of a body. Default: 64 KiB. Vidu and Replicate send back what the
     * submit had.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder maxBodyBytes(int bytes) {
      if (bytes < 1) {
        throw new IllegalArgumentException("the maximum length of a body must be positive");
      }
      maxBodyBytes = bytes;
      return this;
    }

    /**
     * Sets a listener, which is called with each call before its reply is returned, on its thread;
     * what it throws is ignored. Default: none.
     */
    public Builder listener(Consumer<? super CallbackEvent> newListener) {
      listener = newListener;
      return this;
    }

    /** Sets the clock, for tests. Default: the system's. */
    public Builder time(TimeSource newTime) {
      time = newTime;
      return this;
    }

    /** Creates the receiver. */
    public CallbackReceiver build() {
      // Only its time is read, which starts no thread.
      return new CallbackReceiver(this, time == null ? new SystemTimeSource() : time);
    }
  }

  /**
   * The reply to a call.
   *
   * @param status the HTTP status
   * @param headers names and values
   * @param body in UTF-8; mostly empty
   */
  public record Reply(int status, Map<String, String> headers, String body) {
    /** Copies the headers. */
    public Reply {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Returns the URL for one submit. It is a secret: with it the wait can be woken, though not
   * ended. A client that was built with this receiver does this by itself.
   *
   * @param gateway the configured gateway's name
   * @param correlationId of the submit, 1 to 200 visible ASCII characters
   */
  public String url(String gateway, String correlationId) {
    return urls.url(gateway, correlationId);
  }

  /**
   * Returns the URL for all tasks of a gateway, for vendors that have it in their console. Their
   * callbacks have to name the task by the id that the gateway gave it.
   */
  public String url(String gateway) {
    return urls.url(gateway, null);
  }

  /**
   * Tells which task a submit has created, such as after a restart. A client that was built with
   * this receiver does this by itself after each submit.
   */
  public void register(String correlationId, TaskRef task) {
    tasks.created(correlationId, task, true);
  }

  /** Connects clients; not for applications. */
  public CallbackTasks tasks() {
    return tasks;
  }

  /**
   * Receives one call, wakes the wait for its task, and returns the reply, without waiting for the
   * query. Throws nothing, whatever the call holds.
   *
   * @param method such as {@code POST}
   * @param path the path as the server sees it, not decoded; also the whole URL
   * @param headers as the server has them; names in any case
   * @param body the bytes as they came, before anything has parsed them. Reading can stop after
   *     more bytes than the limit
   */
  public Reply receive(
      String method, String path, Map<String, ? extends List<String>> headers, byte[] body) {
    Instant now = time.now();
    CallbackUrls.Route route = null;
    try {
      checkForm(method, body);
      route = urls.route(path);
      if (route.correlationId() != null) {
        limits.count(route.url(), now);
      }
    } catch (RefusedCallException e) {
      return refused(CallbackVerdict.Refused.of(e), route);
    }
    CallbackVerifier verifier = verifiers.getOrDefault(route.gateway(), ANY_VENDOR);
    CallbackVerdict verdict = verifier.verify(method, route.url(), headers, body, now);
    if (verdict instanceof CallbackVerdict.Refused refused) {
      return refused(refused, route);
    }
    if (verdict instanceof CallbackVerdict.Challenge challenge) {
      tell(CallbackEvent.Effect.CHALLENGE, route, null, verdict);
      return Replies.challenge(challenge);
    }
    CallbackVerdict.Authentic authentic = (CallbackVerdict.Authentic) verdict;
    TaskRef task = task(route, authentic);
    CallbackEvent.Effect effect = effect(route, verifier, authentic, task, now);
    // Behind a gateway the vendor's id is not the gateway's, unless there is a wait for it.
    boolean isVendorsOwn =
        verifier.vendor() == CallbackVendor.ANY
            && effect == CallbackEvent.Effect.KEPT
            && tasks.task(route.gateway(), route.correlationId()) == null;
    tell(effect, route, isVendorsOwn ? null : task, verdict);
    return Replies.taken(verifier.vendor());
  }

  private void checkForm(String method, byte[] body) {
    if (!method.equalsIgnoreCase("POST")) {
      throw new RefusedCallException(RefusedCallException.Kind.METHOD, "a callback is a POST");
    }
    if (body.length > maxBodyBytes) {
      throw new RefusedCallException(
          RefusedCallException.Kind.TOO_LARGE,
          "the body is longer than " + maxBodyBytes + " bytes; the limit is a setting");
    }
  }

  /** The URL tells the task; only where it doesn't, the body does. */
  private @Nullable TaskRef task(CallbackUrls.Route route, CallbackVerdict.Authentic authentic) {
    TaskRef created = tasks.task(route.gateway(), route.correlationId());
    String id = authentic.taskId();
    return created != null || id == null || !TaskRef.isId(id)
        ? created
        : new TaskRef(route.gateway(), id);
  }

  private CallbackEvent.Effect effect(
      CallbackUrls.Route route,
      CallbackVerifier verifier,
      CallbackVerdict.Authentic authentic,
      @Nullable TaskRef task,
      Instant now) {
    if (task == null && route.correlationId() == null) {
      return CallbackEvent.Effect.NO_TASK;
    }
    boolean onlyVendor = authentic.signed() && verifier.vendor().isBodySigned();
    String said =
        authentic.eventId() == null
            ? authentic.taskId() + "\n" + authentic.status()
            : authentic.eventId();
    if (!limits.isFirst(route.url() + "\n" + said, onlyVendor, now)) {
      return CallbackEvent.Effect.DUPLICATE;
    }
    boolean mayHaveEnded = authentic.mayHaveEnded();
    if (!tasks.wake(route.gateway(), route.correlationId(), task, mayHaveEnded)) {
      return CallbackEvent.Effect.KEPT;
    }
    return mayHaveEnded ? CallbackEvent.Effect.WOKEN : CallbackEvent.Effect.PROGRESS;
  }

  private Reply refused(CallbackVerdict.Refused refused, CallbackUrls.@Nullable Route route) {
    tell(CallbackEvent.Effect.REFUSED, route, null, refused);
    return Replies.refused(refused);
  }

  private void tell(
      CallbackEvent.Effect effect,
      CallbackUrls.@Nullable Route route,
      @Nullable TaskRef task,
      CallbackVerdict verdict) {
    try {
      listener.accept(
          new CallbackEvent(
              effect,
              route == null ? null : route.gateway(),
              route == null ? null : route.correlationId(),
              task,
              verdict));
    } catch (RuntimeException e) {
      // The vendor would send the call again, and the wait has been woken.
    }
  }

  @Override
  public String toString() {
    return "CallbackReceiver[" + verifiers.keySet() + "]";
  }
}
