package io.videotask.poll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays looks in order, the last of them for ever, and writes down when it was asked. */
final class FakeQuery implements Query<String> {
  private final Time time;
  private final List<Long> asked = new ArrayList<>();
  private final Deque<Supplier<CompletableFuture<Look<String>>>> script = new ArrayDeque<>();
  private final List<CompletableFuture<Look<String>>> given = new ArrayList<>();

  FakeQuery(Time time) {
    this.time = time;
  }

  @Override
  public CompletableFuture<Look<String>> ask() {
    asked.add(time.nanoTime());
    Supplier<CompletableFuture<Look<String>>> next =
        script.size() > 1 ? script.removeFirst() : script.getFirst();
    CompletableFuture<Look<String>> look = next.get();
    given.add(look);
    return look;
  }

  FakeQuery then(Look<String> look) {
    script.add(() -> CompletableFuture.completedFuture(look));
    return this;
  }

  FakeQuery then(int times, Look<String> look) {
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

  FakeQuery thenComes(Supplier<CompletableFuture<Look<String>>> look) {
    script.add(look);
    return this;
  }

  int times() {
    return asked.size();
  }

  CompletableFuture<Look<String>> last() {
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

  static Look<String> running() {
    return new Look.Answered<>("running", false, null, null, null);
  }

  static Look<String> running(Duration wish) {
    return new Look.Answered<>("running", false, null, null, wish);
  }

  static Look<String> done() {
    return new Look.Answered<>("done", true, null, null, null);
  }

  static Look<String> failing() {
    return failing(Look.Remedy.RETRY, null);
  }

  static Look<String> failing(Look.Remedy remedy) {
    return failing(remedy, null);
  }

  static Look<String> failing(Look.Remedy remedy, @Nullable Duration wish) {
    return new Look.Failed<>(new Trouble(remedy.name()), remedy, wish);
  }

  /** What a failed query ends with. */
  static final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Trouble(String message) {
      super(message);
    }
  }
}
