package io.videotask.internal.engine;

import io.videotask.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Returns scripted results in order, the last of them repeatedly, and records when it was sent. */
public final class FakeQuery implements StatusQuery<String> {
  private final TimeSource time;
  private final List<Long> sentAt = new ArrayList<>();
  private final Deque<Supplier<CompletableFuture<PollResult<String>>>> script = new ArrayDeque<>();
  private final List<CompletableFuture<PollResult<String>>> returned = new ArrayList<>();

  public FakeQuery(TimeSource time) {
    this.time = time;
  }

  @Override
  public CompletableFuture<PollResult<String>> send() {
    sentAt.add(time.nanoTime());
    Supplier<CompletableFuture<PollResult<String>>> next =
        script.size() > 1 ? script.removeFirst() : script.getFirst();
    CompletableFuture<PollResult<String>> pollResult = next.get();
    returned.add(pollResult);
    return pollResult;
  }

  public FakeQuery then(PollResult<String> pollResult) {
    script.add(() -> CompletableFuture.completedFuture(pollResult));
    return this;
  }

  FakeQuery then(int times, PollResult<String> pollResult) {
    for (int i = 0; i < times; i++) {
      then(pollResult);
    }
    return this;
  }

  /** Then returns a future that the test completes, if at all. */
  FakeQuery thenHangs() {
    script.add(CompletableFuture::new);
    return this;
  }

  FakeQuery thenSupplies(Supplier<CompletableFuture<PollResult<String>>> pollResult) {
    script.add(pollResult);
    return this;
  }

  int times() {
    return sentAt.size();
  }

  CompletableFuture<PollResult<String>> last() {
    return returned.get(returned.size() - 1);
  }

  /** Returns the intervals between the queries. */
  List<Duration> intervals() {
    List<Duration> intervals = new ArrayList<>();
    for (int i = 1; i < sentAt.size(); i++) {
      intervals.add(Duration.ofNanos(sentAt.get(i) - sentAt.get(i - 1)));
    }
    return intervals;
  }

  public static PollResult<String> running() {
    return new PollResult.Answered<>("running", false, null, null, null);
  }

  public static PollResult<String> running(Duration retryAfter) {
    return new PollResult.Answered<>("running", false, null, null, retryAfter);
  }

  public static PollResult<String> done() {
    return new PollResult.Answered<>("done", true, null, null, null);
  }

  public static PollResult<String> failing() {
    return failing(PollResult.RetryAdvice.RETRY, null);
  }

  public static PollResult<String> failing(PollResult.RetryAdvice advice) {
    return failing(advice, null);
  }

  static PollResult<String> failing(PollResult.RetryAdvice advice, @Nullable Duration retryAfter) {
    return new PollResult.Failed<>(new FakeFailure(advice.name()), advice, retryAfter);
  }

  /** The failure of a failed query. */
  static final class FakeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FakeFailure(String message) {
      super(message);
    }
  }
}
