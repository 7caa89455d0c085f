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

/** Plays looks in order, the last of them for ever, and writes down when it was asked. */
public final class FakeQuery implements StatusQuery<String> {
  private final TimeSource time;
  private final List<Long> asked = new ArrayList<>();
  private final Deque<Supplier<CompletableFuture<PollResult<String>>>> script = new ArrayDeque<>();
  private final List<CompletableFuture<PollResult<String>>> given = new ArrayList<>();

  public FakeQuery(TimeSource time) {
    this.time = time;
  }

  @Override
  public CompletableFuture<PollResult<String>> ask() {
    asked.add(time.nanoTime());
    Supplier<CompletableFuture<PollResult<String>>> next =
        script.size() > 1 ? script.removeFirst() : script.getFirst();
    CompletableFuture<PollResult<String>> look = next.get();
    given.add(look);
    return look;
  }

  public FakeQuery then(PollResult<String> look) {
    script.add(() -> CompletableFuture.completedFuture(look));
    return this;
  }

  FakeQuery then(int times, PollResult<String> look) {
    for (int i = 0; i < times; i++) {
      then(look);
    }
    return this;
  }

  /** A query whose answer the test gives, or never. */
  FakeQuery thenHangs() {
    script.add(CompletableFuture::new);
    return this;
  }

  FakeQuery thenComes(Supplier<CompletableFuture<PollResult<String>>> look) {
    script.add(look);
    return this;
  }

  int times() {
    return asked.size();
  }

  CompletableFuture<PollResult<String>> last() {
    return given.get(given.size() - 1);
  }

  /** The pauses between the queries. */
  List<Duration> gaps() {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < asked.size(); i++) {
      gaps.add(Duration.ofNanos(asked.get(i) - asked.get(i - 1)));
    }
    return gaps;
  }

  public static PollResult<String> running() {
    return new PollResult.Answered<>("running", false, null, null, null);
  }

  public static PollResult<String> running(Duration wish) {
    return new PollResult.Answered<>("running", false, null, null, wish);
  }

  public static PollResult<String> done() {
    return new PollResult.Answered<>("done", true, null, null, null);
  }

  public static PollResult<String> failing() {
    return failing(PollResult.RetryAdvice.RETRY, null);
  }

  public static PollResult<String> failing(PollResult.RetryAdvice remedy) {
    return failing(remedy, null);
  }

  static PollResult<String> failing(PollResult.RetryAdvice remedy, @Nullable Duration wish) {
    return new PollResult.Failed<>(new Trouble(remedy.name()), remedy, wish);
  }

  /** What a failed query ends with. */
  static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Trouble(String message) {
      super(message);
    }
  }
}
